package io.ironjournal;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/**
 * Where a journal is and how it works. Immutable; made by {@link #builder}. Only {@link #root()} has no default. All
 * of them may change from one opening to the next. Sizes are in bytes.
 *
 * @since 0.1.0
 */
public final class JournalOptions {

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
    private final Duration writeTimeout;
    private final Set<PosixFilePermission> filePermissions;
    private final boolean mustExist;

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
        writeTimeout = builder.writeTimeout;
        filePermissions = builder.filePermissions;
        mustExist = builder.mustExist;
    }

    /**
     * Starts with the defaults.
     *
     * @param root the journal's directory, used by nothing else; created where missing
     * @return a builder
     * @since 0.1.0
     */
    public static JournalOptionsBuilder builder(Path root) {
        return new JournalOptionsBuilder(root);
    }

    /**
     * Starts with these options, to change some of them.
     *
     * @return a new builder, with the same directory
     * @since 0.1.0
     */
    public JournalOptionsBuilder toBuilder() {
        return new JournalOptionsBuilder(this);
    }

    /**
     * The journal's directory.
     *
     * @return as given
     * @since 0.1.0
     */
    public Path root() {
        return root;
    }

    /**
     * What an append waits for.
     *
     * @return the mode
     * @since 0.1.0
     */
    public SyncMode syncMode() {
        return syncMode;
    }

    /**
     * How long an entry may stay unforced in {@link SyncMode#ASYNC}.
     *
     * @return a time
     * @since 0.1.0
     */
    public Duration syncInterval() {
        return syncInterval;
    }

    /**
     * Size at which a stream's segment file is followed by the next.
     *
     * @return bytes
     * @since 0.1.0
     */
    public long maxSegmentSize() {
        return maxSegmentSize;
    }

    /**
     * Number of entries at which a stream's segment file is followed by the next.
     *
     * @return a number of entries, {@link Long#MAX_VALUE} when files are followed by their size alone
     * @since 0.1.0
     */
    public long maxEntriesPerSegment() {
        return maxEntriesPerSegment;
    }

    /**
     * How many segment files are held open for reading.
     *
     * @return a number of files
     * @since 0.1.0
     */
    public int maxOpenSegments() {
        return maxOpenSegments;
    }

    /**
     * How segment files are read.
     *
     * @return the strategy
     * @since 0.1.0
     */
    public ReadStrategy readStrategy() {
        return readStrategy;
    }

    /**
     * What opening does when acknowledged records are damaged.
     *
     * @return the policy
     * @since 0.1.0
     */
    public CorruptionPolicy corruptionPolicy() {
        return corruptionPolicy;
    }

    /**
     * Memory for frames of segments that were read.
     *
     * @return bytes, 0 when none are kept
     * @since 0.1.0
     */
    public long blockCacheSize() {
        return blockCacheSize;
    }

    /**
     * How the commit log and segments store entries.
     *
     * @return the kind of compression
     * @since 0.1.0
     */
    public Compression compression() {
        return compression;
    }

    /**
     * Writes and frames below this size are not compressed.
     *
     * @return bytes
     * @since 0.1.0
     */
    public long minCompressionSize() {
        return minCompressionSize;
    }

    /**
     * The largest entry accepted.
     *
     * @return bytes
     * @since 0.1.0
     */
    public long maxEntrySize() {
        return maxEntrySize;
    }

    /**
     * The largest batch or transaction accepted, with all that its record needs.
     *
     * @return bytes
     * @since 0.1.0
     */
    public long maxTransactionSize() {
        return maxTransactionSize;
    }

    /**
     * Memory for entries that are not yet in segments.
     *
     * @return bytes
     * @since 0.1.0
     */
    public long maxMemtableMemory() {
        return maxMemtableMemory;
    }

    /**
     * Size of one file of the commit log.
     *
     * @return bytes
     * @since 0.1.0
     */
    public long logSegmentSize() {
        return logSegmentSize;
    }

    /**
     * How large the commit log may grow; at half of it a flush begins.
     *
     * @return bytes
     * @since 0.1.0
     */
    public long logBudget() {
        return logBudget;
    }

    /**
     * How long a write waits for memory or for room in the commit log before it fails.
     *
     * @return a time
     * @since 0.1.0
     */
    public Duration writeTimeout() {
        return writeTimeout;
    }

    /**
     * Permissions of the journal's files.
     *
     * @return the permissions that new files get, unmodifiable
     * @since 0.1.0
     */
    public Set<PosixFilePermission> filePermissions() {
        return filePermissions;
    }

    /**
     * Whether opening creates no journal.
     *
     * @return true when the journal must exist
     * @since 0.1.0
     */
    public boolean mustExist() {
        return mustExist;
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
                + ", writeTimeout="
                + writeTimeout + ", filePermissions=" + PosixFilePermissions.toString(filePermissions) + ", mustExist="
                + mustExist + "]";
    }
}
