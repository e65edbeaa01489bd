package io.ironjournal.cursor;

import io.ironjournal.BeyondEndException;
import io.ironjournal.CorruptionException;
import io.ironjournal.CursorInfo;
import io.ironjournal.ErrorContext;
import io.ironjournal.StreamNotFoundException;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.StreamName;
import io.ironjournal.memtable.StreamEnd;
import io.ironjournal.memtable.Streams;
import io.ironjournal.text.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists cursors, checks a move of one before it has any effect, and claims the cursor for its consumer. Claims producers for
 * branches.
 */
public final class CursorAdvance {

    private final CursorTable table;
    private final Streams streams;
    private final Clock clock;

    public CursorAdvance(CursorTable table, Streams streams, Clock clock) {
        this.table = table;
        this.streams = streams;
        this.clock = clock;
    }

    /** Fails unless the name of a cursor has the form of a stream name. */
    public static void checkName(String cursor) {
        Objects.requireNonNull(cursor, "name");
        if (cursor.isEmpty()
                || cursor.length() > StreamName.MAX_BYTES
                || !StandardCharsets.UTF_8.newEncoder().canEncode(cursor)
                || cursor.getBytes(StandardCharsets.UTF_8).length > StreamName.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "The name of a cursor must be valid Unicode of 1 to " + StreamName.MAX_BYTES
                            + " bytes in UTF-8; '"
                            + Printable.name(cursor.substring(0, Math.min(cursor.length(), StreamName.MAX_BYTES)))
                            + "' is not");
        }
    }

    /**
     * Returns the position of a cursor.
     *
     * @throws CorruptionException if the position is beyond the end of the stream, so that entries are missing
     */
    public ExpectedPosition find(CursorKey key) {
        StreamEnd extent = streams.extent(key.stream());
        long position = table.position(key, extent.generation());
        if (position > extent.nextId()) {
            // Entries may have been committed in the meantime, with a move of the cursor.
            StreamEnd now = streams.extent(key.stream());
            if (now.generation() == extent.generation() && position > now.nextId()) {
                position = moveToEnd(key, position, now.nextId());
            }
            extent = now;
        }
        return new ExpectedPosition(extent.generation(), position);
    }

    /** Returns whether there is a cursor, and its position is an id or below it. */
    public boolean isAtOrBelow(CursorKey key, long id) {
        long generation = streams.extent(key.stream()).generation();
        return table.contains(key, generation) && table.position(key, generation) <= id;
    }

    /** Fails because a cursor is beyond the end: the stream has lost entries, or was replaced by an older copy. */
    private long moveToEnd(CursorKey key, long position, long nextId) {
        CorruptionException missing = new CorruptionException(
                "Cursor '" + Printable.name(key.cursor()) + "' of stream '"
                        + Printable.name(key.stream()) + "' is at " + position + ", but the stream ends at " + nextId
                        + ". The entries between are missing, because the stream or the whole log was replaced by an older copy."
                        + " Restore files of one point in time. If there are none, open with the corruptionPolicy TRUNCATE,"
                        + " which records the loss and moves the cursor to the end of the stream",
                ErrorContext.ofStream(key.stream()).withId(nextId),
                null);
        streams.missing(missing, () -> table.moveBack(key, nextId));
        return nextId;
    }

    /** Returns the claimed move. Its owner commits it, and then releases it. */
    public CursorMove claim(CursorKey key, ExpectedPosition expected, long to, Object owner) {
        if (to < expected.position()) {
            throw new IllegalArgumentException("Cursor '" + Printable.name(key.cursor()) + "' of stream '"
                    + Printable.name(key.stream()) + "' is at " + expected.position()
                    + " and can only move forward, not to " + to);
        }
        StreamEnd extent = streams.extent(key.stream());
        if (expected.generation() == 0 || expected.generation() == extent.generation()) {
            requireNotBeyondEnd(key, extent, to);
        }
        table.claim(key, expected, extent.generation(), to, owner);
        return move(key, extent, to);
    }

    /** Returns the claimed move to any id, also backwards. Its owner commits it, and then releases it. */
    public CursorMove claimReset(CursorKey key, long to, Object owner) {
        StreamEnd extent = streams.extent(key.stream());
        if (extent.generation() == 0) {
            throw new StreamNotFoundException(
                    "Cursor '" + Printable.name(key.cursor()) + "' cannot be reset: there is no stream '"
                            + Printable.name(key.stream()) + "'",
                    ErrorContext.ofStream(key.stream()),
                    null);
        }
        requireNotBeyondEnd(key, extent, to);
        table.claim(key, to, owner);
        return move(key, extent, to);
    }

    /** Returns the claimed deletion of a cursor, or null if there is no such cursor. */
    public @Nullable CursorMove claimDeletion(CursorKey key, Object owner) {
        // Before the claim, because it may fail, and then nothing would release the claim.
        StreamEnd extent = streams.extent(key.stream());
        // A truncation must not pass the position before the deletion is in the log.
        table.claim(key, Long.MAX_VALUE, owner);
        if (table.contains(key, extent.generation())) {
            return move(key, extent, CursorMove.DELETED);
        }
        table.release(List.of(move(key, extent, 0)), owner);
        return null;
    }

    private static void requireNotBeyondEnd(CursorKey key, StreamEnd extent, long to) {
        if (to > extent.nextId()) {
            throw new BeyondEndException(
                    "Cursor '" + Printable.name(key.cursor()) + "' cannot move to " + to
                            + ": the next entry of stream '" + Printable.name(key.stream()) + "' gets id "
                            + extent.nextId(),
                    ErrorContext.ofStream(key.stream()).withId(to),
                    null);
        }
    }

    private CursorMove move(CursorKey key, StreamEnd extent, long to) {
        return new CursorMove(key.cursor(), key.stream(), extent.generation(), to, clock.millis());
    }

    /** Returns the cursors of existing streams, by stream and name. */
    public List<CursorInfo> list() {
        Map<String, StreamEnd> ends = new HashMap<>();
        List<CursorInfo> found = new ArrayList<>();
        for (CursorMove move : table.all()) {
            StreamEnd end = ends.computeIfAbsent(move.stream(), streams::extent);
            if (end.generation() == move.generation()) {
                found.add(new ListedCursor(
                        move.cursor(),
                        move.stream(),
                        move.position(),
                        Math.max(0, end.nextId() - move.position()),
                        Instant.ofEpochMilli(move.movedAt())));
            }
        }
        found.sort(Comparator.comparing(CursorInfo::stream).thenComparing(CursorInfo::name));
        return found;
    }

    /** Returns the claimed move of a producer, or null if the sequence is already written. */
    public @Nullable ProducerMove claimProducer(String producer, long sequence, Object owner) {
        return table.producers().claim(producer, sequence, owner)
                ? new ProducerMove(producer, sequence, clock.millis())
                : null;
    }

    /** Releases claims of producers. */
    public void releaseProducers(List<ProducerMove> moves, Object owner) {
        table.producers().release(moves, owner);
    }

    /** Releases claims. */
    public void release(List<CursorMove> moves, Object owner) {
        table.release(moves, owner);
    }
}
