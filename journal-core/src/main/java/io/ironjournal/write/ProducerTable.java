package io.ironjournal.write;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalProducers;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.TooManyProducersException;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All producers of a journal. The committer decides in the order of the log whether a sequence is new: by the sequences
 * that records before it have, durable or not. Callers see a sequence when its record is as durable as it must be.
 *
 * <p>A branch claims a producer when it moves it, until its outcome, also while it is in doubt. Nothing else can move the
 * producer meanwhile.
 */
public final class ProducerTable {

    private static final long NONE = -1;

    private final ReentrantLock lock = new ReentrantLock();

    /** The last sequences of records that have a place in the log. Changed by recovery and by the committer. */
    private final Map<String, Long> assigned = new HashMap<>();

    private final Map<String, ProducerMove> visible = new HashMap<>();
    private final Map<String, Object> claims = new HashMap<>();

    /** Whether a move is not in the file yet. */
    private boolean changed;

    /** Returns the last sequence of a producer that callers see. */
    public OptionalLong last(String producer) {
        lock.lock();
        try {
            ProducerMove last = visible.get(producer);
            return last == null ? OptionalLong.empty() : OptionalLong.of(last.sequence());
        } finally {
            lock.unlock();
        }
    }

    /** Returns the last move of each producer, in no order. */
    public List<ProducerMove> all() {
        lock.lock();
        try {
            return List.copyOf(visible.values());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Claims a producer for a branch that moves it, unless the sequence is already written.
     *
     * @return false if it is already written; then there is no claim
     * @throws ProducerConflictException if another branch has claimed the producer
     */
    public boolean claim(String producer, long sequence, Object owner) {
        lock.lock();
        try {
            ProducerMove last = visible.get(producer);
            if (last != null && sequence <= last.sequence()) {
                return false;
            }
            ProducerConflictException claimed = claimed(producer, owner);
            if (claimed != null) {
                throw claimed;
            }
            claims.put(producer, owner);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds the claims of a prepared branch that recovery found. */
    public void restoreClaims(List<ProducerMove> moves, Object owner) {
        lock.lock();
        try {
            moves.forEach(move -> claims.put(move.producer(), owner));
        } finally {
            lock.unlock();
        }
    }

    /** Releases the claims of a branch that has its outcome. */
    public void release(List<ProducerMove> moves, Object owner) {
        if (moves.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            moves.forEach(move -> claims.remove(move.producer(), owner));
        } finally {
            lock.unlock();
        }
    }

    /** Returns the last sequence in the log if a move is at or below it; otherwise -1. Called by the committer. */
    long duplicateOf(ProducerMove move) {
        lock.lock();
        try {
            long last = assigned.getOrDefault(move.producer(), NONE);
            return move.deletes() || move.sequence() > last ? NONE : last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the exception for a record with moves that a claim or the limit forbids; null if there is none. Called by
     * the committer.
     *
     * @param owner has claimed the producers; null without claims
     */
    @Nullable
    RuntimeException forbidden(List<ProducerMove> moves, @Nullable Object owner) {
        lock.lock();
        try {
            int added = 0;
            for (ProducerMove move : moves) {
                ProducerConflictException claimed = claimed(move.producer(), owner);
                if (claimed != null) {
                    return claimed;
                }
                added += assigned.containsKey(move.producer()) ? 0 : 1;
            }
            return added > 0 && assigned.size() + added > JournalProducers.MAX_PRODUCERS ? tooMany(moves) : null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ProducerConflictException claimed(String producer, @Nullable Object owner) {
        Object other = claims.get(producer);
        if (other == null || other.equals(owner)) {
            return null;
        }
        return new ProducerConflictException(
                "Producer '" + Printable.name(producer) + "' is being moved by another transaction (" + other
                        + "), which has not ended. Nothing was written. Try again when it has ended.",
                other instanceof BranchId id ? ErrorContext.ofBranch(id) : ErrorContext.NONE,
                true,
                null);
    }

    private static TooManyProducersException tooMany(List<ProducerMove> moves) {
        return new TooManyProducersException(
                "With producer '" + Printable.name(moves.get(0).producer()) + "' the journal would have more than "
                        + JournalProducers.MAX_PRODUCERS
                        + " producers. Nothing was written. Delete producers that are no longer needed, or use one"
                        + " producer for several inputs.");
    }

    /** Returns the exception for a transaction with a move that another one has overtaken. */
    static ProducerConflictException overtaken(ProducerMove move, long last) {
        return new ProducerConflictException(
                "Producer '" + Printable.name(move.producer()) + "' was moved to " + last
                        + " by another writer, since this transaction found that " + move.sequence()
                        + " was not written. Nothing was written. Roll back, and try again.",
                ErrorContext.NONE,
                false,
                null);
    }

    /** Notes the moves of a record that gets its place in the log. Called by the committer. */
    void assign(List<ProducerMove> moves) {
        if (moves.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            moves.forEach(this::assign);
        } finally {
            lock.unlock();
        }
    }

    private void assign(ProducerMove move) {
        if (move.deletes()) {
            assigned.remove(move.producer());
        } else {
            assigned.put(move.producer(), move.sequence());
        }
    }

    /** Makes the move of a record visible. Called in the order of the log. */
    void apply(ProducerMove move) {
        lock.lock();
        try {
            show(move);
        } finally {
            lock.unlock();
        }
    }

    private void show(ProducerMove move) {
        if (move.deletes()) {
            visible.remove(move.producer());
        } else {
            visible.put(move.producer(), move);
        }
        changed = true;
    }

    /** Replays a move that is in the log, in a snapshot or in the file. */
    public void replay(ProducerMove move) {
        lock.lock();
        try {
            assign(move);
            show(move);
        } finally {
            lock.unlock();
        }
    }

    /** Loads the producers in the file. */
    public void load(List<ProducerMove> moves) {
        moves.forEach(this::replay);
        boolean unused = takeChanged();
    }

    /** Returns whether there is a move that the file does not have. The next call returns false. */
    public boolean takeChanged() {
        lock.lock();
        try {
            boolean was = changed;
            changed = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** Has the file written again. */
    public void changed() {
        lock.lock();
        try {
            changed = true;
        } finally {
            lock.unlock();
        }
    }
}
