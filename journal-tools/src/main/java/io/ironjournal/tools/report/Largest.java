package io.ironjournal.tools.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the largest of many items, and counts all. Of equal items, the one that was added first is the larger one. */
final class Largest<T> {

    private record Ranked<T>(T item, long number) {}

    private final int limit;
    private final Comparator<Ranked<T>> order;
    private final PriorityQueue<Ranked<T>> kept;
    private long count;

    Largest(int limit, Comparator<T> order) {
        this.limit = limit;
        this.order = Comparator.<Ranked<T>, T>comparing(Ranked::item, order)
                .thenComparing(Ranked::number, Comparator.reverseOrder());
        this.kept = new PriorityQueue<>(this.order);
    }

    void add(T item) {
        kept.add(new Ranked<>(item, count++));
        if (kept.size() > limit) {
            kept.poll();
        }
    }

    /** Returns the number of all items. */
    long count() {
        return count;
    }

    /** Returns the number of items that are not kept. */
    long others() {
        return count - kept.size();
    }

    /** Returns the items that are kept, the largest first. */
    List<T> items() {
        List<Ranked<T>> sorted = new ArrayList<>(kept);
        sorted.sort(Collections.reverseOrder(order));
        return sorted.stream().map(Ranked::item).toList();
    }
}
