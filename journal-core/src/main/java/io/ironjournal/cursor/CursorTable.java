package io.ironjournal.cursor;

import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.format.FileState;
import io.ironjournal.write.ProducerTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * All cursors of a journal, and the file of cursors and producers. A cursor is claimed before it is moved, and stays
 * claimed until the move is committed or rolled back. So of two consumers that read the same entries, only one can
 * commit.
 */
public final class CursorTable {

    private final CursorFile file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<CursorKey, CursorMove> cursors = new HashMap<>();
    private final CursorClaims claims = new CursorClaims();
    private final ProducerTable producers = new ProducerTable();
    private boolean changed;
    private volatile FileState fileState = FileState.NONE;

    /** Creates tables without cursors and producers. */
    public CursorTable(CursorFile file) {
        this.file = file;
    }

    /** Returns the producers, which are in the same file. */
    public ProducerTable producers() {
        return producers;
    }

    /**
     * Loads the cursors and producers in the file. Records above the flush mark are replayed later.
     *
     * @param expected the file that the newest flush mark relies on
     * @param logEnd the LSN of the log end
     * @throws io.ironjournal.CorruptionException if the file is missing, damaged, or an older copy
     */
    public void load(FileState expected, long logEnd) throws IOException {
        CursorSnapshot found = file.read(expected, logEnd);
        found.moves().forEach(move -> cursors.put(move.key(), move));
        producers.load(found.producers());
        fileState = expected.isUnknown() ? FileState.NONE : expected;
        // If the file is newer than the one that the mark relies on, its name may not be durable.
        changed = found.born() != expected.born();
    }

    /** Has the file rewritten after a recorded loss. */
    public void rewriteAfterLoss() {
        markChanged();
    }

    /** Returns the state of the file that a flush mark may rely on. */
    public FileState fileState() {
        return fileState;
    }

    /** Returns a cursor's position in a generation of its stream: 0 if it was moved in another generation, or never. */
    public long position(CursorKey key, long generation) {
        lock.lock();
        try {
            return positionUnlocked(key, generation);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a cursor was moved in a generation of its stream. */
    public boolean contains(CursorKey key, long generation) {
        lock.lock();
        try {
            CursorMove last = cursors.get(key);
            return last != null && last.generation() == generation;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the lowest position of the cursors of a generation of a stream; empty if there is none. A cursor that is
     * being moved for the first time is at 0. One that is being moved is at the lower of its two positions.
     */
    public OptionalLong slowest(String stream, long generation) {
        lock.lock();
        try {
            LongStream moved = cursors.values().stream()
                    .filter(move ->
                            move.generation() == generation && move.stream().equals(stream))
                    .mapToLong(CursorMove::position);
            LongStream moving = claims.lowest(stream, key -> positionUnlocked(key, generation));
            return LongStream.concat(moved, moving).min();
        } finally {
            lock.unlock();
        }
    }

    private long positionUnlocked(CursorKey key, long generation) {
        CursorMove last = cursors.get(key);
        return last == null || last.generation() != generation ? 0 : last.position();
    }

    /**
     * Claims a cursor for a consumer that moves it. A consumer that already has the claim may claim it again.
     *
     * @param expected the position that the consumer read from
     * @param generation the present generation of the stream
     * @param to the position that the consumer moves it to
     * @throws io.ironjournal.CursorConflictException if another consumer has claimed the cursor, or has moved it since
     */
    void claim(CursorKey key, ExpectedPosition expected, long generation, long to, Object owner) {
        lock.lock();
        try {
            claims.requireFree(key, owner);
            if (expected.generation() != 0 && expected.generation() != generation) {
                throw CursorConflicts.streamDeleted(key);
            }
            long position = positionUnlocked(key, generation);
            if (position != expected.position()) {
                throw CursorConflicts.moved(key, expected.position(), position);
            }
            claims.put(key, to, owner);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Claims a cursor for a caller that moves it whatever its position is.
     *
     * @param to the position that the caller moves it to
     * @throws io.ironjournal.CursorConflictException if a consumer has claimed the cursor
     */
    void claim(CursorKey key, long to, Object owner) {
        lock.lock();
        try {
            claims.requireFree(key, owner);
            claims.put(key, to, owner);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the last move of each cursor, in no order. */
    public List<CursorMove> all() {
        lock.lock();
        try {
            return List.copyOf(cursors.values());
        } finally {
            lock.unlock();
        }
    }

    /** Adds the claims of a prepared branch that recovery found. */
    public void restoreClaims(List<CursorMove> moves, Object owner) {
        lock.lock();
        try {
            moves.forEach(move -> claims.put(move.key(), move.position(), owner));
        } finally {
            lock.unlock();
        }
    }

    /** Releases the claims of a consumer whose transaction committed or rolled back. */
    public void release(List<CursorMove> moves, Object owner) {
        if (moves.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            claims.release(moves, owner);
        } finally {
            lock.unlock();
        }
    }

    /** Moves a cursor, or deletes it, in the order of the log. */
    public void move(CursorMove move) {
        lock.lock();
        try {
            if (move.deletes()) {
                cursors.remove(move.key());
            } else {
                cursors.put(move.key(), move);
            }
            changed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the cursors of a generation of a stream. */
    public void streamDeleted(String stream, long generation) {
        lock.lock();
        try {
            changed |=
                    cursors.values().removeIf(move -> move.stream().equals(stream) && move.generation() == generation);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves cursors back to the end of their streams if they are beyond it, which can happen after recovery discarded
     * acknowledged records. Otherwise they would skip the entries that get those ids later.
     *
     * @param end returns the next id of a stream
     */
    public void moveBack(ToLongFunction<String> end) {
        lock.lock();
        try {
            cursors.replaceAll((key, move) -> {
                long next = end.applyAsLong(move.stream());
                changed |= move.position() > next;
                return move.position() > next ? move.to(next) : move;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Moves a cursor back to the end of its stream, after a recorded loss. */
    void moveBack(CursorKey key, long nextId) {
        lock.lock();
        try {
            changed = true;
            cursors.computeIfPresent(key, (same, move) -> move.to(nextId));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the file contain all moves so far, and forces it.
     *
     * @param born the LSN up to which the log is forced
     * @param forceLog makes the log durable. Moves of producers may be visible before that. If the file had one that a power
     *     failure takes from the log, its input would never be written
     */
    public void force(long born, Runnable forceLog) throws IOException {
        boolean moved = producers.takeChanged();
        List<CursorMove> moves = takeChanged(moved);
        if (moves == null) {
            return;
        }
        boolean written = false;
        try {
            CursorSnapshot content = new CursorSnapshot(born, moves, producers.all());
            if (moved) {
                forceLog.run();
            }
            fileState = file.replace(content);
            written = true;
        } finally {
            if (!written) {
                markChanged();
                producers.changed();
            }
        }
    }

    private @Nullable List<CursorMove> takeChanged(boolean producersMoved) {
        lock.lock();
        try {
            if (!changed && !producersMoved) {
                return null;
            }
            changed = false;
            return new ArrayList<>(cursors.values());
        } finally {
            lock.unlock();
        }
    }

    private void markChanged() {
        lock.lock();
        try {
            changed = true;
        } finally {
            lock.unlock();
        }
    }
}
