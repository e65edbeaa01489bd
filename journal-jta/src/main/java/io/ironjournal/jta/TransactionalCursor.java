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
 * A cursor that reads and advances in the transaction of the thread, if there is one. The state of a transaction is
 * kept with that transaction, so that this object can be used in any number of transactions.
 */
final class TransactionalCursor implements Cursor {

    private final XaJournal open;
    private final TransactionContext context;
    private final String name;
    private final String stream;

    private volatile Cursor outside;

    /** Whether {@link #outside} has read its position. */
    private volatile boolean outsideRead;

    /** Whether the last use was outside of a transaction. */
    private volatile boolean seenOutside;

    /** What the last transaction that used this object knows about the cursor. */
    private volatile @Nullable SeenCursor seen;

    TransactionalCursor(XaJournal open, TransactionContext context, String name, String stream) {
        this.open = open;
        this.context = context;
        this.name = name;
        this.stream = stream;
        this.outside = now();
    }

    /** Returns a cursor with the current position. */
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
        readOutside();
        return outside.position();
    }

    @Override
    public Optional<Entry> next() {
        if (context.isInTransaction()) {
            return inTransaction(JoinedCursor::next);
        }
        readOutside();
        try {
            return outside.next();
        } catch (CursorConflictException moved) {
            outsideRead = false;
            seenOutside = false;
            seen = null;
            throw moved;
        }
    }

    /** Remembers the current position. Later calls of the consumer refer to it. */
    private void readOutside() {
        if (!outsideRead) {
            outside = now();
            outsideRead = true;
        }
        seenOutside = true;
    }

    /**
     * Reads in the transaction of the thread. The first read of a transaction starts at the current position, whatever
     * was read before.
     */
    private <T> T inTransaction(Function<JoinedCursor, T> read) {
        JoinedCursor joined = transaction().cursor(name, stream, this::now);
        T result = read.apply(joined);
        seen = joined.seen();
        seenOutside = false;
        return result;
    }

    private JoinedTransaction transaction() {
        return context.joinActive(open, "Cannot read or advance a cursor");
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
            outsideRead = true;
            seenOutside = true;
            outside.advanceTo(id);
        }
    }

    /**
     * Advances the cursor in the transaction of the thread. If that transaction has not read yet, it advances past the
     * entries that were read before it began. Then no other consumer may have moved the cursor since.
     */
    private void advanceInTransaction(long id) {
        JoinedTransaction transaction = transaction();
        try {
            JoinedCursor joined = transaction.unlessInConflict(() -> transaction.cursor(name, stream, this::lastSeen));
            joined.advanceTo(id);
            seen = joined.seen();
        } catch (CursorConflictException moved) {
            seen = null;
            throw moved;
        } finally {
            seenOutside = false;
            outsideRead = false;
            outside = now();
        }
    }

    private Cursor lastSeen() {
        SeenCursor last = seen;
        if (seenOutside) {
            return outside;
        }
        return last == null ? now() : last.again(this::now);
    }

    /** Does not read the position, because that would count as reading. */
    @Override
    public String toString() {
        return "TransactionalCursor['" + Printable.name(name) + "' of stream '" + Printable.name(stream) + "' of "
                + open.journal() + "]";
    }
}
