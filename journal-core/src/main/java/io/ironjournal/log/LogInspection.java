package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalException;
import io.ironjournal.UnsupportedFormatException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log in files, read without opening it. It uses the rules of recovery for the log end ({@link LogEnd}), and describes
 * what recovery would refuse. Another process may append meanwhile: then the log ends where this reader stopped.
 *
 * <p>If segments are missing, it shows the part of the log with which an opening that accepts losses would continue.
 */
public final class LogInspection {

    private final Storage storage;
    private final Consumer<Finding> findings;
    private LogChain chain;
    private @Nullable LogEnd end;
    private final List<LogChain.Link> behindGap = new ArrayList<>();

    /** Whether records at the end were appended while the log was read. */
    private boolean growing;

    private LogInspection(Storage storage, LogChain chain, Consumer<Finding> findings) {
        this.storage = storage;
        this.chain = chain;
        this.findings = findings;
    }

    /**
     * Reads the log to its end.
     *
     * @return empty if there is no log, or if it cannot be read at all, which is a finding
     */
    public static Optional<LogInspection> load(Storage storage, Consumer<Finding> findings) throws IOException {
        FindingKind kind = FindingKind.FOREIGN_FILE;
        try {
            LogChain loaded = LogChain.load(storage, true);
            kind = FindingKind.LOG_INCONSISTENT;
            LogInspection inspection = new LogInspection(storage, loaded, findings);
            inspection.reportFiles(loaded);
            inspection.findEnd();
            return inspection.end == null ? Optional.empty() : Optional.of(inspection);
        } catch (UnsupportedFormatException e) {
            findings.accept(FileFinding.of(FindingKind.UNSUPPORTED_FORMAT, e));
        } catch (CorruptionException e) {
            findings.accept(FileFinding.of(kind, e));
        }
        return Optional.empty();
    }

    /**
     * Reads all whole records of a log whose end cannot be found, because too much of it is missing.
     *
     * @return null if there are no segments, or segments of two journals
     */
    public static @Nullable InspectedRecords wholeRecords(Storage storage) throws IOException {
        List<LogChain.Link> links = new ArrayList<>();
        try {
            for (LogChain part = LogChain.load(storage, true); !part.isEmpty(); part = part.beforeGap()) {
                links.addAll(0, part.links());
            }
        } catch (JournalException e) {
            return null;
        }
        return links.isEmpty() ? null : new InspectedRecords(storage, links, 0, 0);
    }

    /** Returns whether a live segment exists, in any state. */
    public static boolean exists(Storage storage) throws IOException {
        return exists(storage, "");
    }

    /** Returns whether a live segment exists in a directory, which ends with a slash or is empty. */
    public static boolean exists(Storage storage, String directory) throws IOException {
        return storage.list(directory + LogFiles.DIRECTORY).stream().anyMatch(LogFiles::isLive);
    }

    private void reportFiles(LogChain loaded) throws IOException {
        for (CorruptionException failure : loaded.failures()) {
            findings.accept(FileFinding.of(FindingKind.LOG_SEGMENT_DAMAGED, failure));
        }
        for (LiveSegment segment : loaded.tooShort()) {
            String name = storage.describe(segment.path());
            long size;
            try (ReadableFile file = storage.openForRead(segment.path())) {
                size = file.size();
            }
            findings.accept(FileFinding.of(
                            FindingKind.LOG_SEGMENT_DAMAGED,
                            "Commit-log segment " + name + " is too short: it has " + size + " of its "
                                    + segment.header().size() + " bytes")
                    .in(name)
                    .at(size));
        }
    }

    private void findEnd() throws IOException {
        while (!chain.isEmpty()) {
            List<String> notes = new ArrayList<>();
            LogEnd found = new LogEnd(storage, chain);
            found.passDamageBelowMarks(notes);
            notes.forEach(note -> findings.accept(FileFinding.of(FindingKind.LOG_DAMAGE_BELOW_MARK, note)));
            if (found.isReachable()) {
                end = found;
                reportEnd(found);
                return;
            }
            reportGap(found);
            behindGap.addAll(0, chain.links());
            chain = chain.beforeGap();
        }
    }

    /** Reports the newest gap. For an older one only an older mark is known, which proves nothing. */
    private void reportGap(LogEnd found) {
        if (behindGap.isEmpty()) {
            try {
                found.requireReachable();
            } catch (JournalException e) {
                findings.accept(FileFinding.of(FindingKind.LOG_SEGMENT_MISSING, e));
            }
        }
    }

    private void reportEnd(LogEnd found) throws IOException {
        growing = continues(found.position());
        if (growing) {
            return;
        }
        if (found.isDamaged()) {
            CorruptionException damage = found.damage();
            boolean missing = damage instanceof io.ironjournal.SegmentNotFoundException;
            long whole = recordsBehindEnd();
            String more = whole == 0 ? "" : " " + whole + " records with a valid header follow the damage.";
            FileFinding finding = FileFinding.of(
                    missing ? FindingKind.LOG_SEGMENT_MISSING : FindingKind.LOG_DAMAGED, damage.getMessage() + more);
            finding = damage.file().isPresent() ? finding.in(damage.file().get().toString()) : finding;
            findings.accept(
                    damage.offset().isPresent() ? finding.at(damage.offset().getAsLong()) : finding);
        } else if (found.tail().length() > 0 || isTorn(found.position())) {
            LogChain.Link link = linkOf(found.position());
            findings.accept(FileFinding.of(
                            FindingKind.TORN_TAIL,
                            "The commit log ends in an unfinished write at " + found.place()
                                    + ". Nothing proves that it was acknowledged")
                    .in(storage.describe(link.segment().path()))
                    .at(found.position() - link.header().base()));
        }
    }

    /** Returns whether a valid record is at an LSN now. Another process may have appended it. */
    private boolean continues(long lsn) throws IOException {
        try (LogCursor cursor = new LogCursor(storage, chain.links(), lsn)) {
            return cursor.next() != null;
        }
    }

    /** Returns whether the bytes at the log end look like the header of a record of this segment. */
    private boolean isTorn(long lsn) throws IOException {
        LogChain.Link link = linkOf(lsn);
        if (lsn + RecordHeader.SIZE > link.end()) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate(RecordHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        try (ReadableFile file = storage.openForRead(link.segment().path())) {
            file.read(lsn - link.header().base(), bytes);
        }
        return !bytes.hasRemaining()
                && (RecordHeader.hasSalt(bytes, 0, link.header().salt()) || bytes.getLong(16) == lsn);
    }

    private LogChain.Link linkOf(long lsn) {
        List<LogChain.Link> links = chain.links();
        for (LogChain.Link link : links) {
            if (lsn < link.end()) {
                return link;
            }
        }
        return links.get(links.size() - 1);
    }

    private LogEnd required() {
        LogEnd found = end;
        if (found == null) {
            throw new IllegalStateException("There is no log");
        }
        return found;
    }

    /** Returns the identity of the journal. */
    public Manifest manifest() {
        return new Manifest(chain.newest().shardCount(), chain.newest().journalId());
    }

    /** Returns the newest mark. Its files are unknown if the record of the mark is lost. */
    public FlushMark mark() {
        return required().mark();
    }

    /** Returns the LSN of the oldest byte in the files. */
    public long begin() {
        return chain.links().get(0).header().base();
    }

    /** Returns the LSN behind the last valid record. */
    public long end() {
        return required().position();
    }

    /** Returns whether another process appended while the log was read. */
    public boolean isGrowing() {
        return growing;
    }

    /** Returns the number of bytes that the next opening would discard. */
    public long discardedBytes() {
        return growing ? 0 : required().tail().length();
    }

    /** Returns the number of records with a valid header behind the log end or behind a gap. */
    public long recordsBehindEnd() throws IOException {
        if (growing) {
            return 0;
        }
        long records = required().tail().records() - 1;
        return behindGap.isEmpty()
                ? records
                : records + TornTail.all(storage, behindGap).records() - 1;
    }

    /** Returns the files, oldest first. */
    public List<String> files() {
        return chain.links().stream().map(link -> link.segment().path()).toList();
    }

    /** Returns the size of the files in bytes. */
    public long bytes() {
        return chain.links().stream().mapToLong(link -> link.header().size()).sum();
    }

    /** Reads the records from an LSN of a record on, up to the log end. */
    public LogReader reader(long from) {
        LogCursor cursor = new LogCursor(storage, chain.links(), from);
        long limit = end();
        return new LogReader() {
            @Override
            public @Nullable LogRecord next() throws IOException {
                LogRecord next = cursor.next();
                return next == null || next.lsn() >= limit ? null : next;
            }

            @Override
            public void close() throws IOException {
                cursor.close();
            }
        };
    }

    /** Reads all records from any LSN on, also whole ones behind damage and behind a gap. */
    public InspectedRecords records(long from) {
        List<LogChain.Link> links = new ArrayList<>(chain.links());
        links.addAll(behindGap);
        return new InspectedRecords(storage, links, Math.max(from, begin() + LogSegmentHeader.SIZE), end());
    }
}
