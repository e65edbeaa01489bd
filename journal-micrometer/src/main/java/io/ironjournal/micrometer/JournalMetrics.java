package io.ironjournal.micrometer;

import io.ironjournal.CursorInfo;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Binds the figures of a journal to a registry of Micrometer. All names begin with {@code ironjournal.}, and all meters have
 * the tag {@code journal}. For a sharded journal, bind {@link io.ironjournal.sharded.ShardedJournal#journal()}.
 *
 * <pre>{@code
 * JournalMetrics.of(journal, "orders").bindTo(registry);
 * }</pre>
 *
 * <p>The journal counts all figures anyway. The registry only reads them, so meters cost nothing between two readings.
 * A reading does no I/O, except that it asks the file system for free space, and that the first one may read where streams
 * with cursors end.
 *
 * <p>Durations and group sizes also have counters of their buckets: {@code .buckets} with the tag {@code le}. They are
 * cumulative, so {@code histogram_quantile} of Prometheus can use them. Thread-safe.
 *
 * @since 0.1.0
 */
public final class JournalMetrics implements MeterBinder, AutoCloseable {

    private final Journal journal;
    private final String name;
    private final boolean streams;
    private final List<BoundMeters<Journal>> bound = new CopyOnWriteArrayList<>();
    private final List<CursorLags> lags = new CopyOnWriteArrayList<>();

    private JournalMetrics(Journal journal, String name, boolean streams) {
        this.journal = Objects.requireNonNull(journal, "journal");
        this.name = Objects.requireNonNull(name, "name");
        this.streams = streams;
    }

    /**
     * Returns the meters of a journal, without those of single streams.
     *
     * @param journal the journal
     * @param name the value of the tag {@code journal}. Journals in one registry need different names
     * @return a binder
     * @since 0.1.0
     */
    public static JournalMetrics of(Journal journal, String name) {
        return new JournalMetrics(journal, name, false);
    }

    /**
     * Returns the same meters and the lag of each cursor, with the tags {@code stream} and {@code cursor}. Each cursor then
     * costs one time series. A new cursor appears at the second reading.
     *
     * @return another binder
     * @since 0.1.0
     */
    public JournalMetrics withStreams() {
        return new JournalMetrics(journal, name, true);
    }

    /**
     * Registers the meters. The registry keeps the journal in memory until {@link #close()}, also after the journal was
     * closed. The caller need not keep this object, unless it wants to remove the meters.
     *
     * @param registry receives them
     * @since 0.1.0
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        BoundMeters<Journal> meters = new BoundMeters<>(registry, journal, Tags.of("journal", name));
        bound.add(meters);
        writing(meters);
        space(meters);
        state(meters);
        cursors(meters);
    }

    private static void writing(BoundMeters<Journal> meters) {
        meters.counter(
                "ironjournal.entries",
                "entries",
                "Entries written",
                journal -> journal.stats().entries());
        meters.counter(
                "ironjournal.records",
                "records",
                "Records written to the log",
                journal -> journal.stats().records());
        meters.counter("ironjournal.groups", "groups", "Groups of records", JournalMetrics::groups);
        meters.sizes(
                "ironjournal.group.size",
                "Records that were written together",
                journal -> journal.stats().groupSizes());
        meters.durations(
                "ironjournal.append.duration",
                "Appends, one of sixteen",
                journal -> journal.stats().appendDurations());
        meters.durations(
                "ironjournal.force.duration",
                "Forces of the commit log",
                journal -> journal.stats().forceDurations());
        meters.durations(
                "ironjournal.writer.wait",
                "Waits for memory or for space in the log",
                journal -> journal.stats().writerWaits());
    }

    private static double groups(Journal journal) {
        return journal.stats().groupSizes().count();
    }

    private static void space(BoundMeters<Journal> meters) {
        meters.bytes(
                "ironjournal.log.size",
                "The part of the commit log that recovery reads",
                journal -> journal.stats().logBytes());
        meters.gauge(
                "ironjournal.memtable.usage",
                "The part of the memory for entries that is in use, 1 for all of it",
                JournalMetrics::memtableUsage);
        meters.bytes("ironjournal.disk.free", "The space that is free for the journal", JournalMetrics::diskFree);
        meters.bytes(
                "ironjournal.disk.used",
                "The space that counts against the limit, if there is one",
                journal -> orNone(journal.stats().diskUse()));
        meters.bytes(
                "ironjournal.disk.limit",
                "The limit of disk space",
                journal -> orNone(journal.stats().diskLimit()));
        meters.gauge(
                "ironjournal.disk.full",
                "1 while writers are refused because the disk is full",
                journal -> one(journal.stats().diskFull().isPresent()));
    }

    private static double memtableUsage(Journal journal) {
        return (double) journal.stats().memtableBytes() / journal.stats().memtableLimit();
    }

    private static double diskFree(Journal journal) {
        return orNone(journal.freeDiskSpace());
    }

    private static double orNone(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
    }

    private static void state(BoundMeters<Journal> meters) {
        meters.millis(
                "ironjournal.recovery.duration",
                "How long the opening took",
                journal -> journal.recoveryReport().duration().toMillis());
        meters.gauge(
                "ironjournal.in.doubt",
                "Branches that are prepared and not decided",
                journal -> journal.stats().inDoubt());
        meters.millis(
                "ironjournal.in.doubt.age.max",
                "The age of the oldest branch in doubt",
                journal -> journal.stats().inDoubtAge().toMillis());
        meters.gauge(
                "ironjournal.failed",
                "1 after a failure has ended all writing",
                journal -> one(journal.stats().failure().isPresent()));
        meters.counter(
                "ironjournal.checksum.errors",
                "reads",
                "Reads that found damaged bytes",
                journal -> journal.stats().checksumErrors());
        meters.gauge(
                "ironjournal.damaged.segments",
                "Damaged segments that the scrub has found",
                journal -> journal.stats().damage().size());
        meters.counter(
                "ironjournal.scrubbed",
                "bytes",
                "Bytes that the scrub has read",
                journal -> journal.stats().scrubbedBytes());
        meters.gauge(
                "ironjournal.losses",
                "Losses that nobody has accepted",
                journal -> journal.stats().losses().size());
        meters.millis(
                "ironjournal.clock.behind",
                "How far the clock is behind the times of entries",
                journal -> journal.stats().clockBehind().toMillis());
    }

    private static double one(boolean condition) {
        return condition ? 1 : 0;
    }

    private void cursors(BoundMeters<Journal> meters) {
        CursorLags each = streams ? new CursorLags(meters) : null;
        if (each != null) {
            lags.add(each);
        }
        meters.gauge("ironjournal.cursor.lag", "How far the slowest cursor is behind its stream", read -> {
            List<CursorInfo> cursors;
            try {
                cursors = read.cursors();
            } catch (JournalException closed) {
                return Double.NaN;
            }
            if (each != null) {
                each.refresh(cursors);
            }
            return cursors.stream().mapToLong(CursorInfo::lag).max().orElse(0);
        });
    }

    /**
     * Removes the meters of the journal from all registries.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        bound.forEach(BoundMeters::remove);
        bound.clear();
        lags.forEach(CursorLags::remove);
        lags.clear();
    }
}
