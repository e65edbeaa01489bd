package io.ironjournal.samples;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares the database and the journal: each order must be in both exactly once, and no transaction may be unfinished.
 */
@ApplicationScoped
class Audit {

    @Inject
    Journal journal;

    @Inject
    OrderBook book;

    /**
     * The result of an audit. {@code inDoubt} counts the branches in doubt in the journal, {@code undone} the
     * unfinished transactions of Narayana.
     */
    record Result(List<Order> books, List<Order> journal, Optional<Accident.Note> accident, int inDoubt, long undone) {

        /** Returns what is wrong, one sentence for each finding; empty when everything is correct. */
        List<String> findings() {
            List<String> findings = new ArrayList<>();
            missing(journal, books).forEach(number -> findings.add("order " + number + " is in the journal only"));
            missing(books, journal).forEach(number -> findings.add("order " + number + " is in the books only"));
            if (new HashSet<>(journal).size() < journal.size()) {
                findings.add("some orders are in the journal twice");
            }
            accident.filter(note -> note.point().survives() != holds(note.order()))
                    .ifPresent(note -> findings.add("order " + note.order()
                            + (note.point().survives()
                                    ? " was decided to commit, but is missing"
                                    : " was not decided to commit, but exists")));
            if (inDoubt > 0) {
                findings.add("transactions in doubt in the journal: " + inDoubt);
            }
            if (undone > 0) {
                findings.add("unfinished transactions of the transaction manager: " + undone);
            }
            return findings;
        }

        private static List<Long> missing(List<Order> here, List<Order> there) {
            Set<Order> known = new HashSet<>(there);
            return here.stream()
                    .filter(order -> !known.contains(order))
                    .map(Order::number)
                    .toList();
        }

        boolean holds(long number) {
            return Stream.concat(books.stream(), journal.stream()).anyMatch(order -> order.number() == number);
        }
    }

    Result result() {
        return new Result(
                book.orders(), journalled(), Accident.last(), journal.stats().inDoubt(), decisions());
    }

    private List<Order> journalled() {
        List<Order> orders = new ArrayList<>();
        try (EntryIterator entries = journal.iterate("orders", journal.firstId("orders"))) {
            entries.forEachRemaining(entry -> orders.add(Order.fromEntry(entry.data())));
        }
        return orders;
    }

    /** Counts the files of Narayana's log. It has one for each decision that not all participants have carried out. */
    private static long decisions() {
        try (Stream<Path> files = Files.walk(Shop.directory("transactions"))) {
            return files.map(Path::toFile)
                    .filter(file -> file.isFile() && file.length() > 0)
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
