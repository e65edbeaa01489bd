package io.ironjournal.internal;

import io.ironjournal.CopyReport;
import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalOptions;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.io.Storage;
import io.ironjournal.manager.StateRoom;
import io.ironjournal.recovery.CopyMark;
import io.ironjournal.recovery.RestoredMark;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.StreamWrites;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies the content of an open journal into a new one. The order of records is another one: first the streams, one after the
 * other, then producers and cursors, then checkpoints, whose cuts are kept, and
 * then states of the transaction manager.
 */
final class ContentCopy {

    /** The number of positions that share a record. */
    private static final int POSITIONS_EACH = 64;

    private final JournalEngine source;
    private final EngineWriter target;
    private final ManagerStates targetStates;
    private final StreamWrites writes;
    private EntryBodyBuilder positions = new EntryBodyBuilder();
    private int collected;
    private long streams;
    private long entries;
    private long cursors;
    private long producers;
    private long checkpoints;

    ContentCopy(JournalEngine source, JournalEngine target) {
        this.source = source;
        this.target = target.writer();
        this.targetStates = Transactions.of(target).states();
        this.writes = target.writer().writes();
    }

    /** Fails if a journal has content that cannot be copied into one with the given options. */
    static void requireCopyable(JournalEngine source, JournalOptions target) {
        List<InDoubtBranch> inDoubt = Transactions.of(source).inDoubt();
        if (!inDoubt.isEmpty()) {
            throw new IllegalStateException("Nothing was copied: the journal has " + inDoubt.size()
                    + " transaction branches in doubt, such as "
                    + inDoubt.get(0).id()
                    + ". Let the transaction manager decide them, or decide them by hand, and copy again");
        }
        for (String stream : source.streams()) {
            if (source.firstId(stream) == source.nextId(stream)) {
                throw new IllegalStateException(
                        "Nothing was copied: all entries of stream '" + Printable.name(stream)
                                + "' are lost, so its position cannot be copied. Append an entry to it, or delete it, and copy again");
            }
        }
        StateRoom.require(target.logBudget(), states(source));
    }

    private static Map<String, byte[]> states(JournalEngine source) {
        ManagerStates states = Transactions.of(source).states();
        Map<String, byte[]> found = new LinkedHashMap<>();
        states.keys().forEach(key -> states.get(key).ifPresent(state -> found.put(key, state)));
        return found;
    }

    /**
     * Copies everything. When this returns, all of it is forced to the target's log.
     *
     * @param directory the directory of the target
     */
    CopyReport run(Storage directory) throws IOException {
        long now = System.currentTimeMillis();
        mark(CopyMark.begin(now));
        for (String stream : source.streams()) {
            copyStream(stream);
        }
        source.writer().writes().positions().each(this::copyCursor, this::copyProducer, this::copyCheckpoint);
        writePositions();
        copyStates();
        target.sync();
        if (Transactions.of(source).isRecoveryHeld()) {
            RestoredMark.set(directory);
        }
        mark(CopyMark.end(now));
        return new CopiedContent(streams, entries, cursors, producers, checkpoints);
    }

    private void copyStates() {
        states(source).forEach(targetStates::put);
    }

    private void mark(CursorMove mark) {
        EntryBodyBuilder record = new EntryBodyBuilder();
        record.move(mark);
        target.commit(record);
    }

    private void copyStream(String stream) {
        long firstId = source.firstId(stream);
        if (firstId > 0) {
            writes.begin(stream, firstId);
        }
        try (EntryIterator all = source.iterate(stream, firstId)) {
            entries += target.importInto(stream, firstId).copyUnforced(new Consecutive(stream, all, firstId));
        }
        streams++;
    }

    /** Fails where entries are missing because of a recorded loss. Those behind would get other ids. */
    private static final class Consecutive implements Iterator<Entry> {

        private final String stream;
        private final Iterator<Entry> entries;
        private long nextId;

        Consecutive(String stream, Iterator<Entry> entries, long firstId) {
            this.stream = stream;
            this.entries = entries;
            this.nextId = firstId;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Entry next() {
            Entry entry = entries.next();
            if (entry.id() != nextId) {
                throw new CorruptionException(
                        "Stream '" + Printable.name(stream) + "' cannot be copied: it lacks the entries " + nextId
                                + " to " + (entry.id() - 1) + ". Truncate it up to " + entry.id() + ", and copy again",
                        ErrorContext.ofStream(stream).withId(nextId),
                        null);
            }
            nextId++;
            return entry;
        }
    }

    private void copyCursor(CursorMove move) {
        long generation = source.writer().writes().generation(move.stream());
        if (move.generation() == generation) {
            positions.move(new CursorMove(
                    move.cursor(), move.stream(), writes.generation(move.stream()), move.position(), move.movedAt()));
            cursors++;
            collected();
        }
    }

    private void copyProducer(ProducerMove move) {
        positions.move(move);
        producers++;
        collected();
    }

    private void collected() {
        collected++;
        if (collected == POSITIONS_EACH) {
            writePositions();
        }
    }

    private void writePositions() {
        if (collected > 0) {
            target.commit(positions, body -> writes.entries(body, true));
            positions = new EntryBodyBuilder();
            collected = 0;
        }
    }

    private void copyCheckpoint(CheckpointRecord checkpoint) {
        EntryBodyBuilder record = new EntryBodyBuilder();
        record.checkpoint(checkpoint.id());
        target.commit(record, body -> writes.checkpointAt(checkpoint.cut(), body));
        checkpoints++;
    }
}
