package io.ironjournal.recovery;

import io.ironjournal.JournalException;
import io.ironjournal.branch.BranchCodec;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.RecordType;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogPart;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Discards parts of a log whose records are not needed, in any order. It reads a part up to the first record that is needed,
 * and continues there when that one is no longer needed. An entry that is not needed never becomes needed again, so each part
 * is read once, and the memory for a part is the need of one record.
 *
 * <p>An ENTRIES record is needed as long as one of its entries exists. So is a PREPARE whose COMMIT is found behind it. If no
 * outcome is found near it, the exact ids are not known: then the PREPARE is needed until each of its streams is truncated beyond the
 * end that the stream had when the record was read. A COMMIT is needed together with its PREPARE. If this is in an earlier
 * part, the part stays until there is no earlier one. The snapshot above replaces all other records.
 */
public final class LogCleaner {

    /** The entries of a stream that a record has: some with ids below {@code end}. */
    private record Need(String stream, long generation, long end) {}

    /** What is known of a part. */
    private static final class Examined {

        /** The LSN of the record that was read last; -1 if none was. */
        long at = -1;

        List<Need> needs = List.of();

        /** The branch whose PREPARE was read last, while it is in doubt. */
        @Nullable
        BranchId inDoubt;

        /** The branches whose PREPARE was read, but no outcome. */
        final Set<BranchId> undecided = new HashSet<>();

        /** Whether the PREPARE of a COMMIT is in an earlier part. */
        boolean needsEarlierParts;

        boolean readToEnd;

        /**
         * Returns whether a record was read, and is no longer needed. Not if its branch was in doubt when it was read:
         * meanwhile the branch may have entries.
         */
        boolean isDone(long lsn) {
            return lsn == at && inDoubt == null;
        }
    }

    /** How far the outcome of a branch is searched for behind its PREPARE, in bytes. */
    private static final long MAX_SEARCH = 32 << 20;

    private final CommitLog log;
    private final SegmentStore store;
    private final Streams streams;
    private final PreparedBranches branches;
    private final Map<Long, Examined> parts = new HashMap<>();
    private long budget;

    public LogCleaner(CommitLog log, SegmentStore store, Streams streams, PreparedBranches branches) {
        this.log = log;
        this.store = store;
        this.streams = streams;
        this.branches = branches;
    }

    /**
     * Discards parts. Called by the flusher after a round, when the catalogue has the streams of all parts.
     *
     * @param below the cut of the newest snapshot; no later part is discarded
     * @param bytes approximately how much may be read
     * @return whether all parts were examined, or cannot be at the moment
     */
    boolean clean(long below, long bytes) {
        budget = bytes;
        boolean first = true;
        try {
            for (LogPart part : log.parts()) {
                if (part.end() > below) {
                    break;
                }
                Examined known = parts.computeIfAbsent(part.begin(), lsn -> new Examined());
                if (isNeeded(part, known) || (known.needsEarlierParts && !first)) {
                    first = false;
                } else {
                    log.discard(part);
                    parts.remove(part.begin());
                }
            }
        } catch (IOException | JournalException e) {
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.WARNING,
                            "The commit log cannot become shorter at the moment: {0}",
                            e.getMessage());
            return true;
        }
        return budget >= 0;
    }

    private boolean isNeeded(LogPart part, Examined known) throws IOException {
        if (isNeeded(known)) {
            return true;
        }
        if (known.readToEnd) {
            return false;
        }
        try (LogReader reader = log.reader(Math.max(part.begin(), known.at))) {
            LogRecord record = reader.next();
            while (record != null && record.lsn() < part.end()) {
                if (budget < 0) {
                    return true;
                }
                if (!known.isDone(record.lsn())) {
                    budget -= record.content().remaining();
                    read(record, known);
                    if (isNeeded(known)) {
                        return true;
                    }
                }
                record = reader.next();
            }
        }
        known.readToEnd = true;
        return false;
    }

    private boolean isNeeded(Examined known) throws IOException {
        if (known.inDoubt != null && branches.isInDoubt(known.inDoubt, known.at)) {
            return true;
        }
        for (Need need : known.needs) {
            if (exists(need)) {
                return true;
            }
        }
        return false;
    }

    private boolean exists(Need need) throws IOException {
        CatalogueEntry listed = store.listed(need.stream);
        if (listed != null && listed.generation() == need.generation) {
            return listed.firstId() < need.end;
        }
        // The stream of a branch that was committed after the round began.
        StreamState state = streams.cached(need.stream);
        return state != null && state.generation() == need.generation && !state.ended();
    }

    /** Finds out what a record needs. If this fails, the record counts as not read, and is read again. */
    private void read(LogRecord record, Examined known) throws IOException {
        List<Need> needs = List.of();
        BranchId inDoubt = null;
        switch (RecordType.required(record.type())) {
            case ENTRIES -> needs = ofEntries(record);
            case PREPARE -> {
                List<EntryBody> body = new ArrayList<>();
                BranchId id = PreparedBranches.read(record, body::add);
                known.undecided.add(id);
                inDoubt = branches.isInDoubt(id, record.lsn()) ? id : null;
                needs = inDoubt == null ? ofDecided(record.lsn(), id, body.get(0)) : List.of();
            }
            case COMMIT -> {
                RecordedIds.from(record.content());
                known.needsEarlierParts |= !known.undecided.remove(BranchCodec.decode(record.content()));
            }
            case ROLLBACK -> known.undecided.remove(BranchCodec.decode(record.content()));
            case MARK, DURABLE, TRUNCATE, DELETE, COMPACT, END, SNAPSHOT, STATE -> {
                // The snapshot has what they say.
            }
        }
        known.at = record.lsn();
        known.needs = needs;
        known.inDoubt = inDoubt;
    }

    private static List<Need> ofEntries(LogRecord record) {
        RecordedIds ids = RecordedIds.from(record.content());
        byte[] bytes = new byte[record.content().remaining()];
        record.content().get(bytes);
        List<EntrySection> sections = EntryBody.parse(bytes, 0).sections();
        return of(ids, sections);
    }

    private static List<Need> of(RecordedIds ids, List<EntrySection> sections) {
        ids.requireFor(sections);
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            EntrySection section = sections.get(i);
            needs.add(new Need(section.stream(), ids.generations()[i], ids.firstIds()[i] + section.count()));
        }
        return needs;
    }

    /** Returns the needs of a PREPARE with the ids that its outcome has. */
    private List<Need> ofDecided(long lsn, BranchId id, EntryBody body) throws IOException {
        long end = budget - MAX_SEARCH;
        try (LogReader reader = log.reader(lsn)) {
            for (LogRecord next = reader.next(); next != null && budget > end; next = reader.next()) {
                budget -= next.content().remaining();
                RecordType type = RecordType.required(next.type());
                if (type == RecordType.COMMIT) {
                    RecordedIds ids = RecordedIds.from(next.content());
                    if (BranchCodec.decode(next.content()).equals(id)) {
                        return of(ids, body.sections());
                    }
                } else if (type == RecordType.ROLLBACK
                        && BranchCodec.decode(next.content()).equals(id)) {
                    return List.of();
                }
            }
        }
        return ofUnknown(body);
    }

    /** Returns needs that end when the streams are truncated beyond their present end. */
    private List<Need> ofUnknown(EntryBody body) throws IOException {
        List<Need> needs = new ArrayList<>();
        for (EntrySection section : body.sections()) {
            StreamState state = streams.cached(section.stream());
            if (state != null && state.nextId() > 0) {
                needs.add(new Need(section.stream(), state.generation(), state.nextId()));
                continue;
            }
            CatalogueEntry listed = store.listed(section.stream());
            if (listed != null) {
                needs.add(new Need(section.stream(), listed.generation(), listed.nextId()));
            }
        }
        return needs;
    }
}
