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

/** Counts both sides: is each order in the books once and in the journal once, and is there nothing left to finish? */
@ApplicationScoped
class Audit {

    @Inject
    Journal journal;

    @Inject
    OrderBook book;

    /** What an audit saw. Of the last two, one is what the journal has in doubt, the other what Narayana has to finish. */
    record Result(List<Order> books, List<Order> journal, Optional<Accident.Note> accident, int inDoubt, long undone) {

        /** What is wrong, in words; nothing when all is well. */
        List<String> findings() {
            List<String> findings = new ArrayList<>();
            missing(journal, books).forEach(number -> findings.add("order " + number + " is in the journal only"));
            missing(books, journal).forEach(number -> findings.add("order " + number + " is in the books only"));
            if (new HashSet<>(journal).size() < journal.size()) {
                findings.add("there are orders that the journal has twice");
            }
            accident.filter(note -> note.point().survives() != holds(note.order()))
                    .ifPresent(note -> findings.add("order " + note.order()
                            + (note.point().survives()
                                    ? " was decided and is not there"
                                    : " was not decided and is there")));
            if (inDoubt > 0) {
                findings.add("the journal has " + inDoubt + " transaction in doubt");
            }
            if (undone > 0) {
                findings.add("the transaction manager has " + undone + " transaction to finish");
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

    /** Narayana keeps a file for each decision until all participants have done as decided. */
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
