package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.text.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that reads and moves in the thread's transaction where there is one. What belongs to a transaction is kept
 * with that transaction, so that this object may be used in any number of them.
 */
final class TransactionalCursor implements Cursor {

    private final OpenJournal open;
    private final TransactionContext context;
    private final String name;
    private final String stream;

    private volatile Cursor outside;

    /** Whether that has looked at the cursor. */
    private volatile boolean outsideLooked;

    /** Whether it was the last one to do so; else it was one in a transaction. */
    private volatile boolean seenOutside;

    /** What the last transaction in which this object was used knows of the cursor. */
    private volatile @Nullable SeenCursor seen;

    TransactionalCursor(OpenJournal open, TransactionContext context, String name, String stream) {
        this.open = open;
        this.context = context;
        this.name = name;
        this.stream = stream;
        this.outside = now();
    }

    /** The cursor as it is at this moment. */
    private Cursor now() {
        return open.journal().cursor(name, stream);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public long position() {
        if (context.isInTransaction()) {
            return inTransaction(JoinedCursor::position);
        }
        lookOutside();
        return outside.position();
    }

    @Override
    public Optional<Entry> next() {
        if (context.isInTransaction()) {
            return inTransaction(JoinedCursor::next);
        }
        lookOutside();
        try {
            return outside.next();
        } catch (CursorConflictException moved) {
            outsideLooked = false;
            seenOutside = false;
            seen = null;
            throw moved;
        }
    }

    /** From now on, what the consumer does is done for what it finds here. */
    private void lookOutside() {
        if (!outsideLooked) {
            outside = now();
            outsideLooked = true;
        }
        seenOutside = true;
    }

    /** Reads in the thread's transaction, which begins where the cursor is now, whatever was read before. */
    private <T> T inTransaction(Function<JoinedCursor, T> read) {
        JoinedCursor joined = transaction().cursor(name, stream, this::now);
        T result = read.apply(joined);
        seen = joined.seen();
        seenOutside = false;
        return result;
    }

    private JoinedTransaction transaction() {
        return context.joinActive(open, "No cursor can be read or moved");
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return context.isInTransaction()
                ? transaction().cursor(name, stream, this::now).await(timeout)
                : outside.await(timeout);
    }

    @Override
    public void advanceTo(long id) {
        if (context.isInTransaction()) {
            advanceInTransaction(id);
        } else {
            outsideLooked = true;
            seenOutside = true;
            outside.advanceTo(id);
        }
    }

    /**
     * Moves the cursor in the thread's transaction. One that has not read with it yet moves it for what was read before it
     * began; then nobody else may have moved the cursor since.
     */
    private void advanceInTransaction(long id) {
        JoinedTransaction transaction = transaction();
        try {
            JoinedCursor joined =
                    transaction.unlessInConflict(() -> transaction.cursor(name, stream, this::whereItWasSeen));
            joined.advanceTo(id);
            seen = joined.seen();
        } catch (CursorConflictException moved) {
            seen = null;
            throw moved;
        } finally {
            seenOutside = false;
            outsideLooked = false;
            outside = now();
        }
    }

    private Cursor whereItWasSeen() {
        SeenCursor last = seen;
        if (seenOutside) {
            return outside;
        }
        return last == null ? now() : last.again(this::now);
    }

    /** Does not look at the position: that would count as reading. */
    @Override
    public String toString() {
        return "TransactionalCursor['" + Printable.name(name) + "' of stream '" + Printable.name(stream) + "' of "
                + open.journal() + "]";
    }
}
