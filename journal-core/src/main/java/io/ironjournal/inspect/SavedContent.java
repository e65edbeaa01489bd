package io.ironjournal.inspect;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.checkpoint.CheckpointInspection;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.log.LogInspection;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.SectionRuns;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything in the files of a journal whose bytes are whole, for a copy. */
public final class SavedContent {

    /** The header of an entry without bytes that a copy has in the place of a lost one. */
    public static final String LOST = "ironjournal-lost";

    private final JournalFiles files;
    private final InspectedState state;
    private final SalvagedEntries salvage;
    private final Map<String, StreamKey> onlySalvaged = new TreeMap<>();
    private long salvaged;

    SavedContent(JournalFiles files, InspectedState state) throws IOException {
        this.files = files;
        this.state = state;
        salvage = SalvagedEntries.of(state);
        for (StreamKey key : salvage.keys()) {
            if (plan(key.stream()) == null && !salvage.entries(key).isEmpty()) {
                onlySalvaged.merge(
                        key.stream(), key, (one, other) -> one.generation() > other.generation() ? one : other);
            }
        }
    }

    private @Nullable StreamPlan plan(String stream) throws IOException {
        return state.planner().plan(stream, found -> {});
    }

    /** Returns the names of the streams. */
    public List<String> streams() {
        TreeSet<String> names = new TreeSet<>(files.streams());
        names.addAll(onlySalvaged.keySet());
        return List.copyOf(names);
    }

    private NavigableMap<Long, Entry> extra(String stream) throws IOException {
        StreamPlan plan = plan(stream);
        StreamKey key = plan == null ? onlySalvaged.get(stream) : new StreamKey(stream, plan.generation());
        if (key == null) {
            return new TreeMap<>();
        }
        return salvage.entries(key).tailMap(plan == null ? 0L : plan.nextId(), true);
    }

    /** Returns the id of the first entry that a stream should have. */
    public long firstId(String stream) throws IOException {
        StreamPlan plan = plan(stream);
        return plan == null ? 0 : plan.firstId();
    }

    /** Returns the id behind the last entry that a stream should have, as far as it is known. */
    public long nextId(String stream) throws IOException {
        StreamPlan plan = plan(stream);
        NavigableMap<Long, Entry> extra = extra(stream);
        return extra.isEmpty() ? plan == null ? 0 : plan.nextId() : extra.lastKey() + 1;
    }

    /** Reads the entries of a stream in the order of their ids. Lost ones are left out. */
    public EntryIterator entries(String stream) throws IOException {
        EntryScan scan = files.entries(stream, 0);
        var extra = extra(stream).values().iterator();
        salvaged = 0;
        return new EntryIterator() {
            @Override
            public boolean hasNext() {
                return scan.hasNext() || extra.hasNext();
            }

            @Override
            public Entry next() {
                if (scan.hasNext()) {
                    return scan.next();
                }
                salvaged++;
                return extra.next();
            }

            @Override
            public void close() {
                scan.close();
            }
        };
    }

    /** Returns how many entries of the stream that was read last are behind the end of the log. */
    public long salvaged() {
        return salvaged;
    }

    /** Returns the last move of each cursor. */
    public Collection<CursorMove> cursors() {
        return state.contents().cursors();
    }

    /** Returns the last move of each producer. */
    public Collection<ProducerMove> producers() {
        return state.contents().producers();
    }

    /** Visits the checkpoints that can be read, oldest first. */
    public void eachCheckpoint(Consumer<CheckpointRecord> visitor) throws IOException {
        CheckpointInspection checkpoints = state.contents().checkpoints();
        checkpoints.each(visitor);
    }

    /** Says what is lost, or may be lost, besides the entries that are known to be missing. */
    public List<String> notes() {
        Set<String> notes = new LinkedHashSet<>();
        for (Finding finding : state.findings()) {
            String note = RepairNotes.of(finding.kind());
            if (note != null) {
                notes.add(note);
            }
        }
        return List.copyOf(notes);
    }

    /** Returns whether the copy must hold recovery, because the journal was restored from a backup. */
    public boolean isRecoveryHeld() {
        return files.isRecoveryHeld();
    }

    /** Returns the losses that the copy must record: those that nobody accepted, then that of the repair itself. */
    public List<String> losses() {
        List<String> losses = new ArrayList<>(state.losses());
        String own = RepairLoss.of(state);
        if (own != null) {
            losses.add(own);
        }
        return losses;
    }

    /** Returns the states of the transaction manager, by key. */
    public Map<String, byte[]> states() {
        return state.contents().states();
    }

    /** Returns the branches in doubt, oldest first. */
    public List<BranchId> branches() {
        return state.contents().prepared().stream().map(InspectedBranch::id).toList();
    }

    /** Returns whether a branch moves something besides its entries. */
    public boolean movesPositions(BranchId id) {
        InspectedBranch branch = state.contents().prepared(id);
        return branch != null && !branch.positions().isEmpty();
    }

    /** Reads the entries of a branch in doubt, by stream. */
    public Map<String, List<Entry>> prepared(BranchId id) throws IOException {
        Map<String, List<Entry>> sections = new LinkedHashMap<>();
        InspectedBranch branch = state.contents().prepared(id);
        LogInspection log = state.log();
        if (branch == null || log == null) {
            return sections;
        }
        try (LogReader one = log.reader(branch.lsn())) {
            LogRecord record = one.next();
            if (record != null) {
                PreparedBranches.read(record, body -> {
                    for (EntrySection section : body.sections()) {
                        List<Entry> entries = sections.computeIfAbsent(section.stream(), added -> new ArrayList<>());
                        for (MemtableRun run : SectionRuns.of(section, body.bytes(), 0, record.lsn(), 0)) {
                            MemtableRun readable = run.forReading();
                            for (long i = run.firstId(); i < run.endId(); i++) {
                                entries.add(readable.entry(i));
                            }
                        }
                    }
                });
            }
        }
        return sections;
    }
}
