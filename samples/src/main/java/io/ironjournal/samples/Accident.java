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

/** Places an order and crashes the JVM during the commit. Writes a note that the next run checks. */
@ApplicationScoped
class Accident {

    private static final Path NOTE = Shop.directory("last-accident");

    /** The crash point and the number of the order. Written directly before the crash. */
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

    private static void write(Note note) {
        try {
            Files.writeString(NOTE, note.point() + ";" + note.order());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does the same as {@link OrderService#place}, in the order of enlistment that leads to the crash point, with the
     * kill switch as one more participant.
     */
    @Transactional
    public void placeAndCrash(KillPoint point, Order order) {
        for (KillPoint.Participant participant : point.joining) {
            switch (participant) {
                case JOURNAL -> orders.add(order.toEntry());
                case BOOKS -> book.enter(order);
                case KILL_SWITCH -> enlist(new KillSwitch(point.turn, () -> write(new Note(point, order.number()))));
            }
        }
    }

    private void enlist(KillSwitch killSwitch) {
        try {
            transactions.getTransaction().enlistResource(killSwitch);
        } catch (RollbackException | SystemException e) {
            throw new IllegalStateException("Cannot enlist the kill switch", e);
        }
    }
}
