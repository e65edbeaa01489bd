package io.ironjournal.inspect;

import io.ironjournal.CursorInfo;
import io.ironjournal.Entry;
import io.ironjournal.JournalIOException;
import io.ironjournal.NewEntry;
import io.ironjournal.ProducerInfo;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.InDoubtContent;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.Occurrences;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.Expectation;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.LogInspection;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.SectionRuns;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of the PREPARE of a branch in doubt. */
final class PreparedContent implements InDoubtContent {

    private final JournalFiles files;
    private final StreamPlanner planner;
    private final InspectedBranch branch;
    private final EntryBody body;

    private PreparedContent(JournalFiles files, StreamPlanner planner, InspectedBranch branch, EntryBody body) {
        this.files = files;
        this.planner = planner;
        this.branch = branch;
        this.body = body;
    }

    /** Reads the newest PREPARE of a branch. */
    static PreparedContent read(JournalFiles files, InspectedState state, InspectedBranch branch) throws IOException {
        return new PreparedContent(files, state.planner(), branch, body(state.log(), branch));
    }

    private static EntryBody body(@Nullable LogInspection log, InspectedBranch branch) throws IOException {
        List<EntryBody> found = new ArrayList<>();
        try (LogReader one = log == null ? LogReader.empty() : log.reader(branch.lsn())) {
            LogRecord record = one.next();
            if (record != null && record.lsn() == branch.lsn() && record.type() == RecordType.PREPARE.code()) {
                PreparedBranches.read(record, found::add);
            }
        }
        if (found.isEmpty()) {
            throw new IOException("The record of branch " + branch.id() + " is not at LSN " + branch.lsn()
                    + " any more: the journal has decided the branch or has moved the record. Read the files again");
        }
        return found.get(0);
    }

    @Override
    public InDoubtBranch branch() {
        return branch;
    }

    @Override
    public Iterator<NewEntry> entries(String stream) {
        List<MemtableRun> runs = new ArrayList<>();
        for (EntrySection section : body.sections()) {
            if (section.stream().equals(stream)) {
                runs.addAll(SectionRuns.of(section, body.bytes(), 0, branch.lsn(), 0));
            }
        }
        return new RunEntries(runs.iterator());
    }

    @Override
    public Map<String, Long> expectations() {
        Map<String, Long> expectations = new LinkedHashMap<>();
        for (Expectation expectation : body.positions().expectations()) {
            expectations.put(expectation.stream(), expectation.nextId());
        }
        return expectations;
    }

    @Override
    public List<CursorInfo> cursors() {
        try {
            return InspectedPositions.cursors(body.positions().moves(), planner);
        } catch (IOException e) {
            throw new JournalIOException(
                    "The files of the journal in " + files.directory() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<ProducerInfo> producers() {
        return InspectedPositions.producers(body.positions().producers());
    }

    @Override
    public Optional<byte[]> checkpoint() {
        return Optional.ofNullable(body.positions().checkpoint()).map(byte[]::clone);
    }

    @Override
    public Occurrences search(String stream, long fromId) {
        if (fromId < 0) {
            throw new IllegalArgumentException("fromId must not be negative: " + fromId);
        }
        if (!branch.streams().contains(stream)) {
            throw new IllegalArgumentException(
                    "Branch " + branch.id() + " has no entries for stream '" + Printable.name(stream) + "'");
        }
        OccurrenceSearch search = new OccurrenceSearch(EntryDigests.of(entries(stream)));
        var info = files.stream(stream);
        long first = info.map(found -> found.firstId()).orElse(0L);
        long end = info.map(found -> found.nextId()).orElse(0L);
        long from = Math.max(fromId, first);
        try (EntryScan entries = files.entries(stream, from)) {
            search.begin(from);
            while (entries.hasNext()) {
                Entry entry = entries.next();
                if (entry.id() >= end) {
                    break;
                }
                search.compare(entry);
            }
            search.end(Math.max(from, end));
            return search.result(first > fromId, entries.findings());
        }
    }

    @Override
    public String toString() {
        return "InDoubtContent[" + branch + "]";
    }
}
