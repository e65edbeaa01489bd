package io.ironjournal.inspect;

import io.ironjournal.Entry;
import io.ironjournal.JournalException;
import io.ironjournal.branch.BranchCodec;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.files.Finding;
import io.ironjournal.files.Severity;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.InspectedRecord;
import io.ironjournal.log.InspectedRecords;
import io.ironjournal.log.LogInspection;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.SectionRuns;
import io.ironjournal.segment.StoredEntries;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries behind the end of a damaged log: in whole records there, and in segments that reach beyond the log. An opening
 * would not show them. They are kept in memory, so they may be as large as the log.
 */
final class SalvagedEntries {

    private final InspectedState state;
    private final Map<StreamKey, NavigableMap<Long, Entry>> found = new HashMap<>();
    private final Map<BranchId, EntryBody> prepared = new HashMap<>();

    private SalvagedEntries(InspectedState state) {
        this.state = state;
    }

    /** Collects them. There are none if the log is whole. */
    static SalvagedEntries of(InspectedState state) throws IOException {
        SalvagedEntries salvaged = new SalvagedEntries(state);
        if (isLogDamaged(state)) {
            salvaged.readLog();
            salvaged.readSegments();
        }
        return salvaged;
    }

    private static boolean isLogDamaged(InspectedState state) {
        return state.findings().stream()
                .map(Finding::kind)
                .anyMatch(kind ->
                        kind.severity() == Severity.DAMAGE && kind.name().startsWith("LOG_"));
    }

    private void readLog() throws IOException {
        LogInspection log = state.log();
        try (InspectedRecords records =
                log == null ? LogInspection.wholeRecords(state.storage()) : log.records(log.end())) {
            InspectedRecord next = records == null ? null : records.next();
            for (; records != null && next != null; next = records.next()) {
                if (next.behindEnd()) {
                    try {
                        note(log, next.record());
                    } catch (JournalException e) {
                        // A record that contradicts itself saves nothing.
                    }
                }
            }
        }
    }

    private void note(@Nullable LogInspection log, LogRecord record) throws IOException {
        if (record.type() == RecordType.PREPARE.code()) {
            EntryBody[] body = new EntryBody[1];
            BranchId id = PreparedBranches.read(record, read -> body[0] = read);
            prepared.put(id, body[0]);
        } else if (record.type() == RecordType.ENTRIES.code()) {
            RecordedIds ids = RecordedIds.from(record.content());
            byte[] body = new byte[record.content().remaining()];
            record.content().get(body);
            add(EntryBody.parse(body, 0), ids, record.lsn());
        } else if (record.type() == RecordType.COMMIT.code()) {
            RecordedIds ids = RecordedIds.from(record.content());
            EntryBody body = prepared(log, BranchCodec.decode(record.content()));
            if (body != null) {
                add(body, ids, record.lsn());
            }
        } else if (record.type() == RecordType.DELETE.code()) {
            StreamChange change = StreamChange.decode(record.content());
            found.remove(new StreamKey(change.stream(), change.generation()));
        }
    }

    private @Nullable EntryBody prepared(@Nullable LogInspection log, BranchId id) throws IOException {
        EntryBody[] body = {prepared.get(id)};
        InspectedBranch known = state.contents().prepared(id);
        if (body[0] == null && known != null && log != null) {
            try (LogReader one = log.reader(known.lsn())) {
                LogRecord record = one.next();
                if (record != null && record.type() == RecordType.PREPARE.code()) {
                    PreparedBranches.read(record, read -> body[0] = read);
                }
            }
        }
        return body[0];
    }

    private void add(EntryBody body, RecordedIds ids, long lsn) {
        ids.requireFor(body.sections());
        for (int i = 0; i < body.sections().size(); i++) {
            EntrySection section = body.sections().get(i);
            NavigableMap<Long, Entry> entries = of(section.stream(), ids.generations()[i]);
            for (MemtableRun run : SectionRuns.of(section, body.bytes(), ids.firstIds()[i], lsn, ids.time())) {
                MemtableRun readable = run.forReading();
                for (long id = run.firstId(); id < run.endId(); id++) {
                    entries.put(id, readable.entry(id));
                }
            }
        }
    }

    private NavigableMap<Long, Entry> of(String stream, long generation) {
        return found.computeIfAbsent(new StreamKey(stream, generation), added -> new TreeMap<>());
    }

    private void readSegments() throws IOException {
        for (String name : state.segments().names()) {
            StreamPlan plan = state.planner().plan(name, unused -> {});
            if (plan == null) {
                continue;
            }
            long[] all = state.segments().segments(name);
            long[] counting =
                    Arrays.stream(all).filter(id -> id >= plan.firstId()).toArray();
            if (counting.length == 0) {
                continue;
            }
            NavigableMap<Long, Entry> entries = of(name, plan.generation());
            try (StoredEntries stored = state.segments().stream(
                            name, plan.generation(), counting, counting[0], Long.MAX_VALUE, false)
                    .entries(plan.nextId(), unused -> {})) {
                for (Entry entry = stored.next(); entry != null; entry = stored.next()) {
                    entries.put(entry.id(), entry);
                }
            }
        }
    }

    /** Returns the generations of streams that have salvaged entries. */
    Set<StreamKey> keys() {
        return found.keySet();
    }

    /** Returns the salvaged entries of a generation of a stream, by id. */
    NavigableMap<Long, Entry> entries(StreamKey key) {
        return found.getOrDefault(key, new TreeMap<>());
    }
}
