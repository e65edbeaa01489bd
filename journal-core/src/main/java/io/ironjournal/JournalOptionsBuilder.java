package io.ironjournal;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Collects options of a journal. Every setter refuses bad values at once, {@link #build} what does not fit together. Sizes
 * are in bytes. Not thread-safe.
 *
 * <p>The class is long because each option has a setter with its documentation; there is nothing else in it.
 *
 * @since 0.1.0
 */
public final class JournalOptionsBuilder {

    final Path root;
    SyncMode syncMode = SyncMode.STRICT;
    Duration syncInterval = Duration.ofMillis(100);
    long maxSegmentSize = 64 * OptionLimits.MIB;
    long maxEntriesPerSegment = Long.MAX_VALUE;
    int maxOpenSegments = 128;
    ReadStrategy readStrategy = ReadStrategy.STANDARD_IO;
    CorruptionPolicy corruptionPolicy = CorruptionPolicy.FAIL;
    long blockCacheSize;
    Compression compression = Compression.NONE;
    long minCompressionSize = OptionLimits.KIB;
    long maxEntrySize = 16 * OptionLimits.MIB;
    long maxTransactionSize = 64 * OptionLimits.MIB;
    long maxMemtableMemory = 64 * OptionLimits.MIB;
    long logSegmentSize = 16 * OptionLimits.MIB;
    long logBudget = 256 * OptionLimits.MIB;
    Duration writeTimeout = Duration.ofSeconds(30);
    Set<PosixFilePermission> filePermissions = OptionLimits.OWNER_ONLY;
    boolean mustExist;

    JournalOptionsBuilder(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    /** Starts with what was set before. */
    JournalOptionsBuilder(JournalOptions options) {
        root = options.root();
        syncMode = options.syncMode();
        syncInterval = options.syncInterval();
        maxSegmentSize = options.maxSegmentSize();
        maxEntriesPerSegment = options.maxEntriesPerSegment();
        maxOpenSegments = options.maxOpenSegments();
        readStrategy = options.readStrategy();
        corruptionPolicy = options.corruptionPolicy();
        blockCacheSize = options.blockCacheSize();
        compression = options.compression();
        minCompressionSize = options.minCompressionSize();
        maxEntrySize = options.maxEntrySize();
        maxTransactionSize = options.maxTransactionSize();
        maxMemtableMemory = options.maxMemtableMemory();
        logSegmentSize = options.logSegmentSize();
        logBudget = options.logBudget();
        writeTimeout = options.writeTimeout();
        filePermissions = options.filePermissions();
        mustExist = options.mustExist();
    }

    /**
     * Sets what an append waits for.
     *
     * @param mode {@link SyncMode#STRICT} by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder syncMode(SyncMode mode) {
        syncMode = Objects.requireNonNull(mode, "syncMode");
        return this;
    }

    /**
     * Sets how long an entry may stay unforced in {@link SyncMode#ASYNC}; without meaning in other modes.
     *
     * @param interval 1 millisecond to 1 hour; 100 milliseconds by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder syncInterval(Duration interval) {
        syncInterval = OptionLimits.duration("syncInterval", interval, Duration.ofHours(1), "1 hour");
        return this;
    }

    /**
     * Sets the size at which a stream's segment file is followed by the next. A file may be larger by an eighth of it,
     * or by its last entry if that is larger, and by the index of its frames.
     *
     * @param bytes 4 KiB to 1 GiB; 64 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxSegmentSize(long bytes) {
        maxSegmentSize = OptionLimits.range("maxSegmentSize", bytes, 4 * OptionLimits.KIB, OptionLimits.GIB);
        return this;
    }

    /**
     * Sets the number of entries at which a stream's segment file is followed by the next, whatever its size. Files
     * that exist keep theirs. Since only whole files are truncated, it decides how fine truncation is.
     *
     * @param entries 1 to {@link Long#MAX_VALUE}, which is the default and means no limit
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxEntriesPerSegment(long entries) {
        maxEntriesPerSegment = OptionLimits.range("maxEntriesPerSegment", entries, 1, Long.MAX_VALUE);
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
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxOpenSegments(int files) {
        maxOpenSegments = (int) OptionLimits.range("maxOpenSegments", files, 1, 1_000_000);
        return this;
    }

    /**
     * Sets how segment files are read. {@link ReadStrategy#MMAP} has risks that are described there.
     *
     * @param strategy {@link ReadStrategy#STANDARD_IO} by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder readStrategy(ReadStrategy strategy) {
        readStrategy = Objects.requireNonNull(strategy, "readStrategy");
        return this;
    }

    /**
     * Sets what opening does when acknowledged records of the commit log are damaged.
     *
     * @param policy {@link CorruptionPolicy#FAIL} by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder corruptionPolicy(CorruptionPolicy policy) {
        corruptionPolicy = Objects.requireNonNull(policy, "corruptionPolicy");
        return this;
    }

    /**
     * Sets how much memory may hold frames of segments that were read, decompressed. It helps those who read the
     * same entries again, most of all where segments are compressed; the operating system caches files anyway.
     *
     * @param bytes 0 to 1 TiB; 0 by default, which keeps none
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder blockCacheSize(long bytes) {
        blockCacheSize = OptionLimits.range("blockCacheSize", bytes, 0, 1024 * OptionLimits.GIB);
        return this;
    }

    /**
     * Sets how the commit log and segments store entries from now on.
     *
     * @param kind {@link Compression#NONE} by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder compression(Compression kind) {
        compression = Objects.requireNonNull(kind, "compression");
        return this;
    }

    /**
     * Sets below which size writes and frames are left uncompressed. A write is what an append, a batch or a
     * transaction has for one stream. Smaller writes are compressed together with others in their segment.
     *
     * @param bytes 0 to 1 GiB; 1 KiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder minCompressionSize(long bytes) {
        minCompressionSize = OptionLimits.range("minCompressionSize", bytes, 0, OptionLimits.GIB);
        return this;
    }

    /**
     * Sets the largest entry that is accepted.
     *
     * @param bytes 1 to 1 GiB, at most {@link #maxTransactionSize}; 16 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxEntrySize(long bytes) {
        maxEntrySize = OptionLimits.range("maxEntrySize", bytes, 1, OptionLimits.GIB);
        return this;
    }

    /**
     * Sets the largest batch or transaction that is accepted: its entries, 4 bytes for each, and the name of
     * each stream with 10 bytes. Raise it with {@link #maxEntrySize}; lower {@link #maxEntrySize} with it.
     *
     * @param bytes 4 KiB to 1 GiB + 1 MiB; 64 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxTransactionSize(long bytes) {
        maxTransactionSize = OptionLimits.range(
                "maxTransactionSize", bytes, 4 * OptionLimits.KIB, OptionLimits.GIB + OptionLimits.MIB);
        return this;
    }

    /**
     * Sets how much memory entries may hold that are not yet in segments. Writers wait while it is used up; a single
     * write that is larger passes when nothing else is held. Entries of prepared branches may take as much again; what
     * is more is read from the commit log again at commit. Compressed entries count with their compressed size.
     *
     * @param bytes 64 KiB to 64 GiB; 64 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxMemtableMemory(long bytes) {
        maxMemtableMemory =
                OptionLimits.range("maxMemtableMemory", bytes, 64 * OptionLimits.KIB, 64 * OptionLimits.GIB);
        return this;
    }

    /**
     * Sets the size of one file of the commit log. Files that exist keep theirs.
     *
     * @param bytes 8 KiB to 1 GiB; 16 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder logSegmentSize(long bytes) {
        logSegmentSize = OptionLimits.range("logSegmentSize", bytes, 8 * OptionLimits.KIB, OptionLimits.GIB);
        return this;
    }

    /**
     * Sets how large the commit log may grow. At half of it a flush begins; recovery reads at most about this much.
     * A single transaction may exceed it. Files that a flush has freed, as much again at the most, are kept for the
     * log to use again.
     *
     * @param bytes 16 KiB to 1 TiB, and at least four log segments; 256 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder logBudget(long bytes) {
        logBudget = OptionLimits.range("logBudget", bytes, 16 * OptionLimits.KIB, 1024 * OptionLimits.GIB);
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
    public JournalOptionsBuilder writeTimeout(Duration timeout) {
        writeTimeout = OptionLimits.duration("writeTimeout", timeout, Duration.ofDays(1), "24 hours");
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
    public JournalOptionsBuilder filePermissions(Set<PosixFilePermission> permissions) {
        filePermissions = OptionLimits.permissions(permissions);
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
    public JournalOptionsBuilder mustExist(boolean required) {
        mustExist = required;
        return this;
    }

    /**
     * Makes the options.
     *
     * @return what was set
     * @throws IllegalArgumentException when two options do not fit together; names both
     * @since 0.1.0
     */
    public JournalOptions build() {
        if (logBudget / 4 < logSegmentSize) {
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
}
