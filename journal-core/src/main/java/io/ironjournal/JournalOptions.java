package io.ironjournal;

import io.ironjournal.files.Finding;
import io.ironjournal.spi.log.LogProvider;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of a journal: its directory and how it works. Immutable; created by {@link #builder}. Only {@link
 * #root()} has no default. Options may change each time the journal is opened, except {@link #commitLog()}, and {@link
 * #archive()} after its first use. Sizes are in bytes. {@link JournalOptionsBuilder} documents meanings, ranges and defaults.
 *
 * @since 0.1.0
 */
public final class JournalOptions {

    // The class is longer than 300 lines because each option has one documented accessor. It contains nothing else.

    private final Path root;
    private final SyncMode syncMode;
    private final Duration syncInterval;
    private final long maxSegmentSize;
    private final long maxEntriesPerSegment;
    private final int maxOpenSegments;
    private final ReadStrategy readStrategy;
    private final CorruptionPolicy corruptionPolicy;
    private final long blockCacheSize;
    private final Compression compression;
    private final long minCompressionSize;
    private final long maxEntrySize;
    private final long maxTransactionSize;
    private final long maxMemtableMemory;
    private final long logSegmentSize;
    private final long logBudget;
    private final long maxDiskSpace;
    private final long scrubRate;
    private final Duration writeTimeout;
    private final Set<PosixFilePermission> filePermissions;
    private final boolean mustExist;
    private final boolean jmx;
    private final @Nullable LogProvider commitLog;
    private final Map<String, Retention> retention;
    private final Duration retentionInterval;
    private final @Nullable Path archive;
    private final @Nullable Consumer<Finding> damageListener;

    JournalOptions(JournalOptionsBuilder builder) {
        root = builder.root;
        syncMode = builder.syncMode;
        syncInterval = builder.syncInterval;
        maxSegmentSize = builder.maxSegmentSize;
        maxEntriesPerSegment = builder.maxEntriesPerSegment;
        maxOpenSegments = builder.maxOpenSegments;
        readStrategy = builder.readStrategy;
        corruptionPolicy = builder.corruptionPolicy;
        blockCacheSize = builder.blockCacheSize;
        compression = builder.compression;
        minCompressionSize = builder.minCompressionSize;
        maxEntrySize = builder.maxEntrySize;
        maxTransactionSize = builder.maxTransactionSize;
        maxMemtableMemory = builder.maxMemtableMemory;
        logSegmentSize = builder.logSegmentSize;
        logBudget = builder.logBudget;
        maxDiskSpace = builder.maxDiskSpace;
        scrubRate = builder.scrubRate;
        writeTimeout = builder.writeTimeout;
        filePermissions = builder.filePermissions;
        mustExist = builder.mustExist;
        jmx = builder.jmx;
        commitLog = builder.commitLog;
        retention = Collections.unmodifiableMap(new LinkedHashMap<>(builder.retention));
        retentionInterval = builder.retentionInterval;
        archive = builder.archive;
        damageListener = builder.damageListener;
    }

    /**
     * Returns a builder with the default options.
     *
     * @param root the journal's directory, absolute or relative, not null; nothing else may use it. It is created if it
     *     does not exist
     * @return a new builder
     * @since 0.1.0
     */
    public static JournalOptionsBuilder builder(Path root) {
        return new JournalOptionsBuilder(root);
    }

    /**
     * Returns a builder with these options, to change some of them.
     *
     * @return a new builder with the same directory
     * @since 0.1.0
     */
    public JournalOptionsBuilder toBuilder() {
        return new JournalOptionsBuilder(this);
    }

    /**
     * Returns the journal's directory.
     *
     * @return the path that was passed to {@link #builder}
     * @since 0.1.0
     */
    public Path root() {
        return root;
    }

    /**
     * Returns which writes wait for an fsync.
     *
     * @return the mode; {@link SyncMode#STRICT} by default
     * @since 0.1.0
     */
    public SyncMode syncMode() {
        return syncMode;
    }

    /**
     * Returns how long an entry may stay unforced in {@link SyncMode#ASYNC}.
     *
     * @return the interval; 100 milliseconds by default
     * @since 0.1.0
     */
    public Duration syncInterval() {
        return syncInterval;
    }

    /**
     * Returns the size at which a new segment file of a stream begins.
     *
     * @return the size in bytes; 64 MiB by default
     * @since 0.1.0
     */
    public long maxSegmentSize() {
        return maxSegmentSize;
    }

    /**
     * Returns the number of entries at which a new segment file of a stream begins.
     *
     * @return the number of entries; {@link Long#MAX_VALUE}, the default, when only the size counts
     * @since 0.1.0
     */
    public long maxEntriesPerSegment() {
        return maxEntriesPerSegment;
    }

    /**
     * Returns how many segment files are kept open for reading.
     *
     * @return the maximum number of files; 128 by default
     * @since 0.1.0
     */
    public int maxOpenSegments() {
        return maxOpenSegments;
    }

    /**
     * Returns how segment files are read.
     *
     * @return the strategy; {@link ReadStrategy#STANDARD_IO} by default
     * @since 0.1.0
     */
    public ReadStrategy readStrategy() {
        return readStrategy;
    }

    /**
     * Returns what opening does when acknowledged data is damaged or missing.
     *
     * @return the policy; {@link CorruptionPolicy#FAIL} by default
     * @since 0.1.0
     */
    public CorruptionPolicy corruptionPolicy() {
        return corruptionPolicy;
    }

    /**
     * Returns the size of the cache for blocks of segments.
     *
     * @return the size in bytes; 0, the default, when there is no cache
     * @since 0.1.0
     */
    public long blockCacheSize() {
        return blockCacheSize;
    }

    /**
     * Returns how the commit log and the segments store entries.
     *
     * @return the kind of compression; {@link Compression#NONE} by default
     * @since 0.1.0
     */
    public Compression compression() {
        return compression;
    }

    /**
     * Returns the size below which a write or a block is not compressed.
     *
     * @return the size in bytes; 1 KiB by default
     * @since 0.1.0
     */
    public long minCompressionSize() {
        return minCompressionSize;
    }

    /**
     * Returns the size of the largest accepted entry, without its headers.
     *
     * @return the size in bytes; 16 MiB by default
     * @since 0.1.0
     */
    public long maxEntrySize() {
        return maxEntrySize;
    }

    /**
     * Returns the size of the largest accepted batch or transaction, including the overhead of its record.
     *
     * @return the size in bytes; 64 MiB by default
     * @since 0.1.0
     */
    public long maxTransactionSize() {
        return maxTransactionSize;
    }

    /**
     * Returns the maximum memory for entries that are not yet in segments.
     *
     * @return the size in bytes; 64 MiB by default, or a sixth of the heap if that is less
     * @since 0.1.0
     */
    public long maxMemtableMemory() {
        return maxMemtableMemory;
    }

    /**
     * Returns the size of one file of the commit log.
     *
     * @return the size in bytes; 16 MiB by default
     * @since 0.1.0
     */
    public long logSegmentSize() {
        return logSegmentSize;
    }

    /**
     * Returns how large the commit log may grow. At half of this size a flush begins.
     *
     * @return the size in bytes; 256 MiB by default
     * @since 0.1.0
     */
    public long logBudget() {
        return logBudget;
    }

    /**
     * Returns how much disk space the journal may use.
     *
     * @return the limit in bytes; 0, the default, means no limit
     * @since 0.1.0
     */
    public long maxDiskSpace() {
        return maxDiskSpace;
    }

    /**
     * Returns how fast the segments are verified in the background.
     *
     * @return the rate in bytes per second; 0, the default, means that they are not verified
     * @since 0.1.0
     */
    public long scrubRate() {
        return scrubRate;
    }

    /**
     * Returns how long a write waits for memory, for space in the commit log, or for a prepared branch, before it
     * fails.
     *
     * @return the timeout; 30 seconds by default
     * @since 0.1.0
     */
    public Duration writeTimeout() {
        return writeTimeout;
    }

    /**
     * Returns the permissions of new files of the journal.
     *
     * @return an unmodifiable set; read and write permission of the owner by default
     * @since 0.1.0
     */
    public Set<PosixFilePermission> filePermissions() {
        return filePermissions;
    }

    /**
     * Returns whether opening fails when the journal does not exist.
     *
     * @return true when opening creates no journal; false by default
     * @since 0.1.0
     */
    public boolean mustExist() {
        return mustExist;
    }

    /**
     * Returns whether JMX shows the journal while it is open.
     *
     * @return true by default
     * @since 0.1.0
     */
    public boolean jmx() {
        return jmx;
    }

    /**
     * Returns where the commit log is.
     *
     * @return the provider that was set; empty, the default, when the log is in files of the directory
     * @since 0.1.0
     */
    public Optional<LogProvider> commitLog() {
        return Optional.ofNullable(commitLog);
    }

    /**
     * Returns how long which streams keep their entries.
     *
     * @return the rules by the patterns of their streams, in their order; empty, the default, when the journal removes
     *     nothing by itself. Unmodifiable
     * @since 0.1.0
     */
    public Map<String, Retention> retention() {
        return retention;
    }

    /**
     * Returns the rule for a stream: the first one whose pattern matches.
     *
     * @param stream the stream's name
     * @return the rule; empty when no pattern matches, so that the stream keeps its entries
     * @since 0.1.0
     */
    public Optional<Retention> retentionOf(String stream) {
        Objects.requireNonNull(stream, "stream");
        return retention.entrySet().stream()
                .filter(rule -> new StreamPattern(rule.getKey()).matches(stream))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    /**
     * Returns the time between two rounds of retention.
     *
     * @return the interval; 5 minutes by default
     * @since 0.1.0
     */
    public Duration retentionInterval() {
        return retentionInterval;
    }

    /**
     * Returns where truncated segments are kept.
     *
     * @return the directory that was set; empty, the default, when they are deleted
     * @since 0.1.0
     */
    public Optional<Path> archive() {
        return Optional.ofNullable(archive);
    }

    /**
     * Returns the listener that is told about damage which the {@linkplain #scrubRate() scrub} finds.
     *
     * @return the listener that was set; empty, the default, when there is none
     * @since 0.1.0
     */
    public Optional<Consumer<Finding>> damageListener() {
        return Optional.ofNullable(damageListener);
    }

    @Override
    public String toString() {
        return "JournalOptions[root=" + root + ", syncMode=" + syncMode + ", syncInterval=" + syncInterval
                + ", maxSegmentSize=" + maxSegmentSize + ", maxEntriesPerSegment=" + maxEntriesPerSegment
                + ", maxOpenSegments=" + maxOpenSegments + ", readStrategy=" + readStrategy
                + ", corruptionPolicy=" + corruptionPolicy + ", blockCacheSize="
                + blockCacheSize + ", compression=" + compression + ", minCompressionSize=" + minCompressionSize
                + ", maxEntrySize=" + maxEntrySize + ", maxTransactionSize=" + maxTransactionSize
                + ", maxMemtableMemory="
                + maxMemtableMemory + ", logSegmentSize=" + logSegmentSize + ", logBudget=" + logBudget
                + ", maxDiskSpace=" + maxDiskSpace + ", scrubRate=" + scrubRate + ", writeTimeout="
                + writeTimeout + ", filePermissions=" + PosixFilePermissions.toString(filePermissions) + ", mustExist="
                + mustExist + ", jmx=" + jmx + ", commitLog=" + (commitLog == null ? "files" : commitLog.describe())
                + ", retention=" + retention + ", retentionInterval=" + retentionInterval
                + ", archive=" + (archive == null ? "none" : archive)
                + ", damageListener=" + (damageListener == null ? "none" : damageListener) + "]";
    }
}
