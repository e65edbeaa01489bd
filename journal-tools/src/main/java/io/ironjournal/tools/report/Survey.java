package io.ironjournal.tools.report;

import io.ironjournal.CursorInfo;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.SegmentInfo;
import io.ironjournal.files.Severity;
import io.ironjournal.files.StreamInfo;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the report says about a journal. It goes through the streams once, and keeps only the largest of them in memory. It
 * reads the headers of all segments, but entries only of the largest streams, and of those only some.
 */
public final class Survey {

    /** At most this number of streams, cursors and branches is listed. */
    static final int LISTED = 50;

    /** The append rate is that of at most this number of streams. */
    static final int SAMPLED = 40;

    /** At most this number of findings is listed. */
    public static final int FINDINGS = 200;

    /** How the files are checked. */
    public enum Check {
        /** Only what reading the state shows. */
        none,
        /** As the command {@code verify}. */
        files,
        /** As {@code verify --deep}. */
        deep
    }

    final JournalFiles files;
    final Instant now;
    final Check check;
    final Largest<Finding> findings;
    final Largest<StreamInfo> byBytes;
    final Largest<StreamInfo> byEntries;
    final Largest<CursorInfo> cursors;
    final List<InDoubtBranch> inDoubt;
    final SegmentAges ages;
    long entries;
    long bytes;
    long segments;
    long serious;

    private Survey(JournalFiles files, Instant now, Check check) {
        this.files = files;
        this.now = now;
        this.check = check;
        this.findings = new Largest<>(
                FINDINGS, Comparator.comparing(finding -> finding.kind().severity()));
        this.byBytes = new Largest<>(
                LISTED,
                Comparator.comparingLong(StreamInfo::diskBytes)
                        .thenComparingLong(Survey::entries)
                        .thenComparing(StreamInfo::name, Comparator.reverseOrder()));
        this.byEntries = new Largest<>(
                SAMPLED,
                Comparator.comparingLong(Survey::entries).thenComparing(StreamInfo::name, Comparator.reverseOrder()));
        this.cursors = new Largest<>(LISTED, Comparator.comparingLong(CursorInfo::lag));
        this.inDoubt = files.inDoubt();
        this.ages = new SegmentAges(now);
    }

    /**
     * Looks at a journal.
     *
     * @param now the time of the report
     * @param progress receives what is done now
     */
    public static Survey of(JournalFiles files, Instant now, Check check, Consumer<String> progress) {
        Survey survey = new Survey(files, now, check);
        survey.run(progress);
        return survey;
    }

    private void run(Consumer<String> progress) {
        files.findings().forEach(this::addFinding);
        Set<Finding> known = Set.copyOf(files.findings());
        Consumer<Finding> found = finding -> {
            if (!known.contains(finding)) {
                addFinding(finding);
            }
        };
        files.cursors().forEach(cursors::add);
        if (check != Check.none) {
            files.verifyOthers(found);
        }
        List<String> names = files.streams();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            progress.accept(i + " of " + names.size() + " streams");
            files.stream(name).ifPresent(this::add);
            for (SegmentInfo segment : files.segments(name)) {
                ages.add(segment.lastAppend(), segment.diskBytes());
            }
            if (check != Check.none) {
                files.verify(name, check == Check.deep, found);
            }
        }
        progress.accept("the rate of appends");
    }

    private void addFinding(Finding finding) {
        findings.add(finding);
        serious += finding.kind().severity() == Severity.NOTE ? 0 : 1;
    }

    private void add(StreamInfo stream) {
        entries += entries(stream);
        bytes += stream.diskBytes();
        segments += stream.segments();
        byBytes.add(stream);
        byEntries.add(stream);
    }

    static long entries(StreamInfo stream) {
        return stream.nextId() - stream.firstId();
    }

    /** Returns the findings that are listed, the most serious first. */
    public List<Finding> findings() {
        return findings.items();
    }

    /** Returns the time of a stream's first entry. */
    Optional<Instant> oldest(StreamInfo stream) {
        try (EntryScan scan = files.entries(stream.name(), stream.firstId())) {
            return scan.hasNext() ? Optional.of(scan.next().time()) : Optional.empty();
        }
    }

    /**
     * Counts the entries of the streams with the most entries over time.
     *
     * @param since where the count begins; null for the first entry
     * @return null if there are no entries
     */
    @Nullable
    AppendRate rate(@Nullable Instant since) {
        Instant from = since;
        Instant to = null;
        for (StreamInfo stream : byEntries.items()) {
            Optional<Instant> oldest = since == null ? oldest(stream) : Optional.empty();
            from = oldest.isPresent() && (from == null || oldest.get().isBefore(from)) ? oldest.get() : from;
            Optional<Instant> newest = stream.lastAppend();
            to = newest.isPresent() && (to == null || newest.get().isAfter(to)) ? newest.get() : to;
        }
        if (from == null || to == null) {
            return null;
        }
        AppendRate rate = AppendRate.between(files, from, to.isAfter(now) ? now : to);
        byEntries.items().forEach(stream -> rate.add(stream.name(), stream.firstId(), stream.nextId()));
        return rate;
    }

    /** Returns the number of entries of the streams that the rate is counted of. */
    long sampledEntries() {
        return byEntries.items().stream().mapToLong(Survey::entries).sum();
    }
}
