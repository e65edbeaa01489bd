package io.ironjournal.samples.failover;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What customers were told about their orders. Thread-safe. */
final class Customers {

    private final Set<Long> placed = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();

    /** Notes an answer. Answers of a machine that was paused may come late. */
    synchronized void told(Report answer, long order) {
        switch (answer) {
            case PLACED -> placed.add(order);
            case REFUSED -> refused.add(order);
            default -> {
                // Both outcomes are right.
            }
        }
    }

    /** Returns the orders that were placed and do not exist, or failed and exist. */
    synchronized List<Long> wronglyTold(List<Long> existing) {
        Set<Long> wrong = new HashSet<>(placed);
        existing.forEach(wrong::remove);
        existing.stream().filter(refused::contains).forEach(wrong::add);
        return wrong.stream().sorted().toList();
    }

    synchronized int count() {
        return placed.size();
    }
}
