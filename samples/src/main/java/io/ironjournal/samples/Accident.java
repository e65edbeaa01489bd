package io.ironjournal.samples;

import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes an order and dies of it, leaving a note by which the next one to open the shop can check. */
@ApplicationScoped
class Accident {

    private static final Path NOTE = Shop.directory("last-accident");

    /** Which order was killed, and when. Written at the very moment, so that it says what really happened. */
    record Note(KillPoint point, long order) {}

    @Inject
    @JournalStream("orders")
    TxnWriter orders;

    @Inject
    OrderBook book;

    @Inject
    TransactionManager transactions;

    static Optional<Note> last() {
        try {
            String[] parts = Files.readString(NOTE).split(";", -1);
            return Optional.of(new Note(KillPoint.valueOf(parts[0]), Long.parseLong(parts[1])));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void leave(Note note) {
        try {
            Files.writeString(NOTE, note.point() + ";" + note.order());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what {@link OrderService#place} does, in the order that leads to the point, with one more participant. */
    @Transactional
    public void happens(KillPoint point, Order order) {
        for (KillPoint.Participant participant : point.joining) {
            switch (participant) {
                case JOURNAL -> orders.add(order.toEntry());
                case BOOKS -> book.enter(order);
                case KILL_SWITCH -> enlist(new KillSwitch(point.turn, () -> leave(new Note(point, order.number()))));
            }
        }
    }

    private void enlist(KillSwitch killSwitch) {
        try {
            transactions.getTransaction().enlistResource(killSwitch);
        } catch (RollbackException | SystemException e) {
            throw new IllegalStateException("The kill switch cannot join", e);
        }
    }
}
