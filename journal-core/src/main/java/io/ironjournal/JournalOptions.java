package io.ironjournal;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Where a journal is and how it works. Immutable; made by {@link #builder}. Only {@link #root()} has no default. All
 * of them may change from one opening to the next.
 */
public final class JournalOptions {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int GIB = 1 << 30;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

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
    private final int minCompressionSize;
    private final int maxEntrySize;
    private final int maxTransactionSize;
    private final long maxMemtableMemory;
    private final int logSegmentSize;
    private final long logBudget;
    private final Duration writeTimeout;
    private final Set<PosixFilePermission> filePermissions;
    private final boolean mustExist;

    private JournalOptions(Builder builder) {
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
     */
    public static Builder builder(Path root) {
        return new Builder(Objects.requireNonNull(root, "root"));
    }

    /**
     * The journal's directory.
     *
     * @return as given
     */
    public Path root() {
        return root;
    }

    /**
     * What an append waits for.
     *
     * @return the mode
     */
    public SyncMode syncMode() {
        return syncMode;
    }

    /**
     * How long an entry may stay unforced in {@link SyncMode#ASYNC}.
     *
     * @return a time
     */
    public Duration syncInterval() {
        return syncInterval;
    }

    /**
     * Size at which a stream's segment file is followed by the next.
     *
     * @return bytes
     */
    public long maxSegmentSize() {
        return maxSegmentSize;
    }

    /**
     * Number of entries at which a stream's segment file is followed by the next.
     *
     * @return a number of entries, {@link Long#MAX_VALUE} when files are followed by their size alone
     */
    public long maxEntriesPerSegment() {
        return maxEntriesPerSegment;
    }

    /**
     * How many segment files are held open for reading.
     *
     * @return a number of files
     */
    public int maxOpenSegments() {
        return maxOpenSegments;
    }

    /**
     * How segment files are read.
     *
     * @return the strategy
     */
    public ReadStrategy readStrategy() {
        return readStrategy;
    }

    /**
     * What opening does when acknowledged records are damaged.
     *
     * @return the policy
     */
    public CorruptionPolicy corruptionPolicy() {
        return corruptionPolicy;
    }

    /**
     * Memory for frames of segments that were read.
     *
     * @return bytes, 0 when none are kept
     */
    public long blockCacheSize() {
        return blockCacheSize;
    }

    /**
     * How the commit log and segments store entries.
     *
     * @return the kind of compression
     */
    public Compression compression() {
        return compression;
    }

    /**
     * Writes and frames below this size are not compressed.
     *
     * @return bytes
     */
    public int minCompressionSize() {
        return minCompressionSize;
    }

    /**
     * The largest entry accepted.
     *
     * @return bytes
     */
    public int maxEntrySize() {
        return maxEntrySize;
    }

    /**
     * The largest batch or transaction accepted, with all that its record needs.
     *
     * @return bytes
     */
    public int maxTransactionSize() {
        return maxTransactionSize;
    }

    /**
     * Memory for entries that are not yet in segments.
     *
     * @return bytes
     */
    public long maxMemtableMemory() {
        return maxMemtableMemory;
    }

    /**
     * Size of one file of the commit log.
     *
     * @return bytes
     */
    public int logSegmentSize() {
        return logSegmentSize;
    }

    /**
     * How large the commit log may grow; at half of it a flush begins.
     *
     * @return bytes
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
                + ", maxEntrySize=" + maxEntrySize + ", maxTransactionSize=" + maxTransactionSize + ", maxMemtableMemory="
                + maxMemtableMemory + ", logSegmentSize=" + logSegmentSize + ", logBudget=" + logBudget + ", writeTimeout="
                + writeTimeout + ", filePermissions=" + PosixFilePermissions.toString(filePermissions) + ", mustExist="
                + mustExist + "]";
    }

    /** Collects options; every setter refuses bad values at once, {@link #build} what does not fit together. */
    public static final class Builder {

        private final Path root;
        private SyncMode syncMode = SyncMode.STRICT;
        private Duration syncInterval = Duration.ofMillis(100);
        private long maxSegmentSize = 64L * MIB;
        private long maxEntriesPerSegment = Long.MAX_VALUE;
        private int maxOpenSegments = 128;
        private ReadStrategy readStrategy = ReadStrategy.STANDARD_IO;
        private CorruptionPolicy corruptionPolicy = CorruptionPolicy.FAIL;
        private long blockCacheSize;
        private Compression compression = Compression.NONE;
        private int minCompressionSize = KIB;
        private int maxEntrySize = 16 * MIB;
        private int maxTransactionSize = 64 * MIB;
        private long maxMemtableMemory = 64L * MIB;
        private int logSegmentSize = 16 * MIB;
        private long logBudget = 256L * MIB;
        private Duration writeTimeout = Duration.ofSeconds(30);
        private Set<PosixFilePermission> filePermissions = OWNER_ONLY;
        private boolean mustExist;

        private Builder(Path root) {
            this.root = root;
        }

        /**
         * Sets what an append waits for.
         *
         * @param mode {@link SyncMode#STRICT} by default
         * @return this builder
         */
        public Builder syncMode(SyncMode mode) {
            syncMode = Objects.requireNonNull(mode, "syncMode");
            return this;
        }

        /**
         * Sets how long an entry may stay unforced in {@link SyncMode#ASYNC}; without meaning in other modes.
         *
         * @param interval 1 millisecond to 1 hour; 100 milliseconds by default
         * @return this builder
         */
        public Builder syncInterval(Duration interval) {
            if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("syncInterval must be 1 ms to 1 hour, not " + interval);
            }
            syncInterval = interval;
            return this;
        }

        /**
         * Sets the size at which a stream's segment file is followed by the next. A file may be larger by an eighth of it,
         * or by its last entry if that is larger, and by the index of its frames.
         *
         * @param bytes 4 KiB to 1 GiB; 64 MiB by default
         * @return this builder
         */
        public Builder maxSegmentSize(long bytes) {
            maxSegmentSize = inRange("maxSegmentSize", bytes, 4L * KIB, GIB);
            return this;
        }

        /**
         * Sets the number of entries at which a stream's segment file is followed by the next, whatever its size. Files
         * that exist keep theirs. Since only whole files are truncated, it decides how fine truncation is.
         *
         * @param entries 1 to {@link Long#MAX_VALUE}, which is the default and means no limit
         * @return this builder
         */
        public Builder maxEntriesPerSegment(long entries) {
            maxEntriesPerSegment = inRange("maxEntriesPerSegment", entries, 1, Long.MAX_VALUE);
            return this;
        }

        /**
         * Sets how many segment files are held open for reading at the most, those not used lately being closed first. Each
         * takes a file descriptor and the index of its frames in memory; with {@link ReadStrategy#MMAP} also address space of
         * its size. Readers that jump between more segments than this open one at nearly every read.
         * The flusher holds open what it has written until it is forced, up to 2,048 files or this many.
         *
         * @param files 1 to 1,000,000; 128 by default
         * @return this builder
         */
        public Builder maxOpenSegments(int files) {
            maxOpenSegments = (int) inRange("maxOpenSegments", files, 1, 1_000_000);
            return this;
        }

        /**
         * Sets how segment files are read. {@link ReadStrategy#MMAP} has risks that are described there.
         *
         * @param strategy {@link ReadStrategy#STANDARD_IO} by default
         * @return this builder
         */
        public Builder readStrategy(ReadStrategy strategy) {
            readStrategy = Objects.requireNonNull(strategy, "readStrategy");
            return this;
        }

        /**
         * Sets what opening does when acknowledged records of the commit log are damaged.
         *
         * @param policy {@link CorruptionPolicy#FAIL} by default
         * @return this builder
         */
        public Builder corruptionPolicy(CorruptionPolicy policy) {
            corruptionPolicy = Objects.requireNonNull(policy, "corruptionPolicy");
            return this;
        }

        /**
         * Sets how much memory may hold frames of segments that were read, decompressed. It helps those who read the
         * same entries again, most of all where segments are compressed; the operating system caches files anyway.
         *
         * @param bytes 0 to 1 TiB; 0 by default, which keeps none
         * @return this builder
         */
        public Builder blockCacheSize(long bytes) {
            blockCacheSize = inRange("blockCacheSize", bytes, 0, 1024L * GIB);
            return this;
        }

        /**
         * Sets how the commit log and segments store entries from now on.
         *
         * @param kind {@link Compression#NONE} by default
         * @return this builder
         */
        public Builder compression(Compression kind) {
            compression = Objects.requireNonNull(kind, "compression");
            return this;
        }

        /**
         * Sets below which size writes and frames are left uncompressed. A write is what an append, a batch or a
         * transaction has for one stream. Smaller writes are compressed together with others in their segment.
         *
         * @param bytes 0 to 1 GiB; 1 KiB by default
         * @return this builder
         */
        public Builder minCompressionSize(int bytes) {
            minCompressionSize = (int) inRange("minCompressionSize", bytes, 0, GIB);
            return this;
        }

        /**
         * Sets the largest entry that is accepted.
         *
         * @param bytes 1 to 1 GiB, at most {@link #maxTransactionSize}; 16 MiB by default
         * @return this builder
         */
        public Builder maxEntrySize(int bytes) {
            maxEntrySize = (int) inRange("maxEntrySize", bytes, 1, GIB);
            return this;
        }

        /**
         * Sets the largest batch or transaction that is accepted: its entries, 4 bytes for each, and the name of
         * each stream with 10 bytes. Raise it with {@link #maxEntrySize}; lower {@link #maxEntrySize} with it.
         *
         * @param bytes 4 KiB to 1 GiB + 1 MiB; 64 MiB by default
         * @return this builder
         */
        public Builder maxTransactionSize(int bytes) {
            maxTransactionSize = (int) inRange("maxTransactionSize", bytes, 4 * KIB, GIB + MIB);
            return this;
        }

        /**
         * Sets how much memory entries may hold that are not yet in segments. Writers wait while it is used up; a single
         * write that is larger passes when nothing else is held. Entries of prepared branches may take as much again; what
         * is more is read from the commit log again at commit. Compressed entries count with their compressed size.
         *
         * @param bytes 64 KiB to 64 GiB; 64 MiB by default
         * @return this builder
         */
        public Builder maxMemtableMemory(long bytes) {
            maxMemtableMemory = inRange("maxMemtableMemory", bytes, 64L * KIB, 64L * GIB);
            return this;
        }

        /**
         * Sets the size of one file of the commit log. Files that exist keep theirs.
         *
         * @param bytes 8 KiB to 1 GiB; 16 MiB by default
         * @return this builder
         */
        public Builder logSegmentSize(int bytes) {
            logSegmentSize = (int) inRange("logSegmentSize", bytes, 8L * KIB, GIB);
            return this;
        }

        /**
         * Sets how large the commit log may grow. At half of it a flush begins; recovery reads at most about this much.
         * A single transaction may exceed it. Files that a flush has freed, as much again at the most, are kept for the
         * log to use again.
         *
         * @param bytes 16 KiB to 1 TiB, and at least four log segments; 256 MiB by default
         * @return this builder
         */
        public Builder logBudget(long bytes) {
            logBudget = inRange("logBudget", bytes, 16L * KIB, 1024L * GIB);
            return this;
        }

        /**
         * Sets how long a write waits when entries arrive faster than the disk takes them: for memory, of which there is
         * {@link #maxMemtableMemory}, or for the commit log to become shorter than {@link #logBudget}. After that it fails with
         * {@link WriteTimeoutException}, and nothing of it was written. A write that is in the queue for the device waits
         * for the device, however long that takes.
         *
         * @param timeout 1 millisecond to 1 day; 30 seconds by default
         * @return this builder
         * @since 0.1.0
         */
        public Builder writeTimeout(Duration timeout) {
            if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("writeTimeout must be 1 ms to 24 hours, not " + timeout);
            }
            writeTimeout = timeout;
            return this;
        }

        /**
         * Sets the permissions of files that the journal creates. Its directories get the same, and may be searched by
         * everyone who may read the files. The process's umask may take more permissions away. Files and directories that
         * exist keep theirs, and so does a root directory that exists. Has no effect on file systems without POSIX
         * permissions, as on Windows: there, set the permissions of the directory.
         *
         * @param permissions read and write permissions, at least those of the owner; only those by default, since files
         *     hold the entries as they are. {@link PosixFilePermissions#fromString} makes a set of {@code rw-r-----}
         * @return this builder
         * @throws IllegalArgumentException when the owner's permissions are missing, or one is to execute
         * @since 0.1.0
         */
        public Builder filePermissions(Set<PosixFilePermission> permissions) {
            String text = PosixFilePermissions.toString(permissions);
            if (!permissions.containsAll(OWNER_ONLY) || text.contains("x")) {
                throw new IllegalArgumentException(
                        "filePermissions must contain read and write permission of the owner,"
                                + " and no permission to execute: rw------- or rw-r-----, for example, not " + text);
            }
            filePermissions = Set.copyOf(permissions);
            return this;
        }

        /**
         * Sets whether opening fails when there is no journal in the directory, instead of creating one. Protects from a
         * mistyped path, and from a volume that is not mounted.
         *
         * @param required whether the journal must exist; false by default
         * @return this builder
         * @since 0.1.0
         */
        public Builder mustExist(boolean required) {
            mustExist = required;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return what was set
         * @throws IllegalArgumentException when two options do not fit together; names both
         */
        public JournalOptions build() {
            if (logBudget < 4L * logSegmentSize) {
                throw new IllegalArgumentException("logBudget (" + logBudget
                        + ") must be at least four times logSegmentSize (" + logSegmentSize
                        + "). Raise the first or lower the second.");
            }
            if (maxEntrySize > maxTransactionSize) {
                throw new IllegalArgumentException("maxEntrySize (" + maxEntrySize
                        + ") must be at most maxTransactionSize (" + maxTransactionSize
                        + "): a transaction has to have room for one entry. Lower the first or raise the second.");
            }
            return new JournalOptions(this);
        }

        private static long inRange(String option, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", not " + value);
            }
            return value;
        }
    }
}
