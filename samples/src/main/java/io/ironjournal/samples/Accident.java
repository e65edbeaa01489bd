package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Takes an order and dies of it, after a note in the journal by which the next one to open the shop can check. */
@ApplicationScoped
class Accident {

    private static final String STREAM = "accidents";

    /** Which order was killed, and when. */
    record Note(KillPoint point, long order) {}

    @Inject
    Journal journal;

    @Inject
    @JournalStream("orders")
    TxnWriter orders;

    @Inject
    OrderBook book;

    @Inject
    TransactionManager transactions;

    /** A plain append: no transaction, durable when it returns. */
    void announce(Note note) {
        journal.append(STREAM, (note.point() + ";" + note.order()).getBytes(UTF_8));
    }

    Optional<Note> last() {
        long next = journal.nextId(STREAM);
        return next == 0 ? Optional.empty() : journal.get(STREAM, next - 1).map(Accident::parse);
    }

    private static Note parse(byte[] entry) {
        String[] parts = new String(entry, UTF_8).split(";", -1);
        return new Note(KillPoint.valueOf(parts[0]), Long.parseLong(parts[1]));
    }

    /** Does what {@link OrderService#place} does, in the order that leads to the point, with one more participant. */
    @Transactional
    public void happens(KillPoint point, Order order) {
        for (KillPoint.Participant participant : point.joining) {
            switch (participant) {
                case JOURNAL -> orders.add(order.toEntry());
                case BOOKS -> book.enter(order);
                case KILL_SWITCH -> enlist(new KillSwitch(point.turn));
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
