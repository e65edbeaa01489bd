package io.ironjournal.cdi.torture;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.CursorName;
import io.ironjournal.cdi.InDoubtTooLong;
import io.ironjournal.cdi.JournalFailed;
import io.ironjournal.cdi.JournalName;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.cdi.RecoveryFinished;
import io.ironjournal.cdi.torture.Annotations.Counted;
import io.ironjournal.cdi.torture.Beans.Order;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.charset.StandardCharsets;

/** Journals, writers and cursors, injected in every form. */
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // Being injected is what the parameters are for.
final class JournalBeans {

    private JournalBeans() {}

    @ApplicationScoped
    static class Shop {

        @Inject
        Journal journal;

        @Inject
        Instance<Journal> journals;

        @Inject
        Provider<Journal> provider;

        @Inject
        @JournalName(JournalName.DEFAULT)
        Journal byName;

        @Inject
        @JournalStream("orders")
        TxnWriter writer;

        @Inject
        @JournalStream("orders")
        Provider<TxnWriter> writers;

        private Cursor cursor;

        @Inject
        Event<Order> orders;

        @Inject
        void initialise(@JournalStream("orders") @CursorName("shop") Cursor injected) {
            this.cursor = injected;
        }

        @Counted
        public void place(String name) {
            writer.add(name.getBytes(StandardCharsets.UTF_8));
            writers.get().add(name.getBytes(StandardCharsets.UTF_8));
            orders.fire(new Order(name));
        }

        long placed() {
            long next = journal.nextId("orders");
            if (journals.get().nextId("orders") != next
                    || provider.get().nextId("orders") != next
                    || byName.nextId("orders") != next) {
                throw new AssertionError("the injected journals are not one");
            }
            return next;
        }

        boolean hasMore() {
            return cursor.next().isPresent();
        }
    }

    /** Constructor injection, and the events of this module. */
    @Dependent
    static class Auditor {

        private final TxnWriter writer;

        @Inject
        Auditor(Journal journal, @JournalStream("audit") TxnWriter writer) {
            this.writer = writer;
        }

        void recovered(@Observes RecoveryFinished event, Journal journal) {
            Observers.SEEN.add("recovered " + event.journal());
        }

        void failed(@Observes @JournalName(JournalName.DEFAULT) JournalFailed event, Instance<Journal> journal) {}

        void inDoubt(@ObservesAsync InDoubtTooLong event, @JournalName(JournalName.DEFAULT) Journal journal) {}

        @Override
        public String toString() {
            return writer.toString();
        }
    }
}
