package io.ironjournal.inspect;

import io.ironjournal.CorruptionException;
import io.ironjournal.branch.BranchCodec;
import io.ironjournal.checkpoint.CheckpointInspection;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Positions;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.LogInspection;
import io.ironjournal.manager.StateRecord;
import io.ironjournal.recovery.CopyMark;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the records of the log change, read once from the low-water mark on. It has no entries, only where they are. The
 * rules are those of the replay: below the flushed LSN, only branches, states, truncations and deletions count.
 */
final class LogContents {

    private final FlushMark mark;
    private final CheckpointInspection checkpoints;
    private final Consumer<Finding> findings;
    private final Map<StreamKey, LoggedStream> streams = new LinkedHashMap<>();
    private final Map<String, LoggedStream> newest = new HashMap<>();
    private final Map<StreamKey, Long> truncatedTo = new HashMap<>();
    private final Set<StreamKey> deleted = new HashSet<>();
    private final Map<CursorKey, CursorMove> cursors = new HashMap<>();
    private final Map<String, ProducerMove> producers = new HashMap<>();
    private final Map<BranchId, InspectedBranch> prepared = new LinkedHashMap<>();

    /** The states of the transaction manager, by key. */
    private final Map<String, byte[]> states = new TreeMap<>();

    /** The LSN of the PREPARE for the LSN of each COMMIT. */
    private final Map<Long, Long> prepareOf = new HashMap<>();

    private long records;
    private long entries;

    LogContents(
            FlushMark mark, CursorSnapshot positions, CheckpointInspection checkpoints, Consumer<Finding> findings) {
        this.mark = mark;
        this.checkpoints = checkpoints;
        this.findings = findings;
        positions.moves().forEach(move -> cursors.put(move.key(), move));
        positions.producers().forEach(move -> producers.put(move.producer(), move));
    }

    /** Adds deletions that the log does not have any more. */
    void delete(List<StreamChange> changes) {
        changes.forEach(change -> deleted.add(new StreamKey(change.stream(), change.generation())));
    }

    /** Reads all records. */
    void read(LogInspection log) throws IOException {
        try (LogReader reader = log.reader(mark.lowWaterMark())) {
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                try {
                    note(RecordType.required(record.type()), record);
                } catch (CorruptionException e) {
                    findings.accept(FileFinding.of(
                            FindingKind.LOG_INCONSISTENT,
                            "The record at LSN " + record.lsn() + " of the commit log cannot be used: "
                                    + e.getMessage()));
                }
            }
        }
        streams.keySet().removeAll(deleted);
        streams.values()
                .forEach(stream -> newest.merge(
                        stream.name(), stream, (one, other) -> one.generation() > other.generation() ? one : other));
        cursors.values().removeIf(move -> deleted.contains(new StreamKey(move.stream(), move.generation())));
    }

    private void note(RecordType type, LogRecord record) {
        ByteBuffer content = record.content();
        boolean counts = record.lsn() >= mark.flushed();
        if (type != RecordType.MARK && type != RecordType.DURABLE) {
            records++;
        }
        switch (type) {
            case ENTRIES -> {
                if (counts) {
                    RecordedIds ids = RecordedIds.from(content);
                    EntryBody body = EntryBody.parse(rest(content), 0);
                    apply(body.sections(), body.positions(), ids, record.lsn());
                }
            }
            case PREPARE -> prepare(content, record.lsn());
            case COMMIT -> commit(content, record.lsn(), counts);
            case ROLLBACK -> prepared.remove(BranchCodec.decode(content));
            case TRUNCATE -> {
                StreamChange change = StreamChange.decode(content);
                truncatedTo.merge(new StreamKey(change.stream(), change.generation()), change.firstId(), Math::max);
            }
            case DELETE -> delete(List.of(StreamChange.decode(content)));
            case COMPACT -> {
                if (counts && content.remaining() >= Long.BYTES) {
                    checkpoints.removeBelow(content.getLong());
                }
            }
            case STATE -> state(StateRecord.decode(content));
            case MARK, DURABLE, END, SNAPSHOT -> {
                // They change nothing that is shown.
            }
        }
    }

    private void state(StateRecord record) {
        if (record.isRemoval()) {
            states.remove(record.key());
        } else {
            states.put(record.key(), record.state());
        }
    }

    private static byte[] rest(ByteBuffer content) {
        byte[] rest = new byte[content.remaining()];
        content.get(rest);
        return rest;
    }

    private void prepare(ByteBuffer content, long lsn) {
        BranchId id = BranchCodec.decode(content);
        Instant at = BranchCodec.decodeTime(content);
        prepared.remove(id);
        prepared.put(id, InspectedBranch.of(id, at, lsn, EntryBody.parse(rest(content), 0)));
    }

    private void commit(ByteBuffer content, long lsn, boolean counts) {
        RecordedIds ids = RecordedIds.from(content);
        InspectedBranch branch = prepared.remove(BranchCodec.decode(content));
        if (!counts) {
            return;
        }
        if (branch == null) {
            throw new CorruptionException("it commits a branch that the log does not have");
        }
        prepareOf.put(lsn, branch.lsn());
        apply(branch.sections(), branch.positions(), ids, lsn);
    }

    private void apply(List<EntrySection> sections, Positions positions, RecordedIds ids, long lsn) {
        ids.requireFor(sections);
        for (int i = 0; i < sections.size(); i++) {
            EntrySection section = sections.get(i);
            long firstId = ids.firstIds()[i];
            StreamKey key = new StreamKey(section.stream(), ids.generations()[i]);
            streams.computeIfAbsent(key, added -> new LoggedStream(added.stream(), added.generation(), firstId))
                    .add(firstId, section.count(), lsn, ids.time());
            entries += section.count();
        }
        byte[] checkpoint = positions.checkpoint();
        ConsistentCut cut = ids.cut();
        if (checkpoint != null && cut != null) {
            checkpoints.add(checkpoint, cut, lsn);
        }
        for (CursorMove move : positions.moves()) {
            if (move.deletes()) {
                cursors.remove(move.key());
            } else {
                cursors.put(move.key(), move);
            }
        }
        for (ProducerMove move : positions.producers()) {
            if (move.deletes()) {
                producers.remove(move.producer());
            } else {
                producers.put(move.producer(), move);
            }
        }
    }

    /** Returns what the log has of the newest generation of a stream, or null. */
    @Nullable
    LoggedStream stream(String name) {
        return newest.get(name);
    }

    /** Returns the newest generation of each stream in the log. */
    Collection<LoggedStream> streams() {
        return newest.values();
    }

    /** Returns the id to which the log truncated a stream; 0 if it did not. */
    long truncatedTo(String stream, long generation) {
        return truncatedTo.getOrDefault(new StreamKey(stream, generation), 0L);
    }

    boolean isDeleted(String stream, long generation) {
        return deleted.contains(new StreamKey(stream, generation));
    }

    /** Removes the cursor that marks an incomplete copy. Returns whether there is one. */
    boolean removeCopyMark() {
        return cursors.values().removeIf(CopyMark::isMark);
    }

    Collection<CursorMove> cursors() {
        return cursors.values();
    }

    Collection<ProducerMove> producers() {
        return producers.values();
    }

    CheckpointInspection checkpoints() {
        return checkpoints;
    }

    /** Returns the states of the transaction manager, by key. */
    Map<String, byte[]> states() {
        return states;
    }

    Collection<InspectedBranch> prepared() {
        return prepared.values();
    }

    /** Returns a branch in doubt, or null. */
    @Nullable
    InspectedBranch prepared(BranchId id) {
        return prepared.get(id);
    }

    /** Returns the LSN of the PREPARE that a COMMIT commits, or -1. */
    long prepareOf(long commit) {
        return prepareOf.getOrDefault(commit, -1L);
    }

    long records() {
        return records;
    }

    long entries() {
        return entries;
    }
}
