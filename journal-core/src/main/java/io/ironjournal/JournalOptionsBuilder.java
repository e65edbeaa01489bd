package io.ironjournal;

import io.ironjournal.files.Finding;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.text.Printable;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the options of a journal. Each setter rejects an invalid value with an {@link IllegalArgumentException} that
 * names the option. {@link #build} rejects values that do not fit together. No argument may be null. Sizes are in
 * bytes. Not thread-safe.
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
    long maxMemtableMemory = OptionLimits.memtableMemory(Runtime.getRuntime().maxMemory());
    long logSegmentSize = 16 * OptionLimits.MIB;
    long logBudget = 256 * OptionLimits.MIB;
    long maxDiskSpace;
    long scrubRate;
    Duration writeTimeout = Duration.ofSeconds(30);
    Set<PosixFilePermission> filePermissions = OptionLimits.OWNER_ONLY;
    boolean mustExist;
    boolean jmx = true;

    @Nullable
    LogProvider commitLog;

    final Map<String, Retention> retention = new LinkedHashMap<>();
    Duration retentionInterval = Duration.ofMinutes(5);

    @Nullable
    Path archive;

    @Nullable
    Consumer<Finding> damageListener;

    JournalOptionsBuilder(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    /** Starts with existing options. */
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
        maxDiskSpace = options.maxDiskSpace();
        scrubRate = options.scrubRate();
        writeTimeout = options.writeTimeout();
        filePermissions = options.filePermissions();
        mustExist = options.mustExist();
        jmx = options.jmx();
        commitLog = options.commitLog().orElse(null);
        retention.putAll(options.retention());
        retentionInterval = options.retentionInterval();
        archive = options.archive().orElse(null);
        damageListener = options.damageListener().orElse(null);
    }

    /**
     * Sets which writes wait for an fsync.
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
     * Sets how long an entry may stay unforced in {@link SyncMode#ASYNC}. Has no effect in other modes.
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
     * Sets the size at which a new segment file of a stream begins. A file may exceed the size by an eighth, or by its
     * last entry if that is larger, and by the index of its blocks. Existing files keep their size.
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
     * Sets the number of entries at which a new segment file of a stream begins, even if the file is small. Existing
     * files keep their number. Truncation removes whole files only; therefore this option limits how many unneeded
     * entries remain after a truncation.
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
     * Sets how many segment files are kept open for reading. When there are more, the least recently used ones are
     * closed. Each open file needs a file descriptor and memory for the index of its blocks; with {@link
     * ReadStrategy#MMAP} it also needs address space of its size. If reads alternate between more files than this,
     * nearly every read opens a file.
     *
     * <p>The flusher also keeps files open that it has written and not yet forced: up to 2,048 files, or this number if
     * it is larger.
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
     * Sets how segment files are read. {@link ReadStrategy#MMAP} describes its risks.
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
     * Sets what opening does when acknowledged data is damaged or missing. The option also applies when a stream is
     * used for the first time.
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
     * Sets the size of the cache for blocks of segments, which are cached after decompression. The cache helps
     * applications that read the same entries repeatedly, above all when segments are compressed. The operating system
     * caches the files in any case.
     *
     * @param bytes 0 to 1 TiB; 0, the default, disables the cache
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder blockCacheSize(long bytes) {
        blockCacheSize = OptionLimits.range("blockCacheSize", bytes, 0, 1024 * OptionLimits.GIB);
        return this;
    }

    /**
     * Sets how the commit log and the segments store new entries. Existing data is not converted.
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
     * Sets the size below which a write or a block is not compressed. A write is everything that one append, batch or
     * transaction writes to one stream. Smaller writes are compressed later, together with their neighbours in the
     * segment.
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
     * Sets the size of the largest accepted entry. Its headers do not count; {@link Headers#MAX_SIZE} limits them.
     *
     * @param bytes 1 to 1 GiB, and at most {@link #maxTransactionSize}; 16 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxEntrySize(long bytes) {
        maxEntrySize = OptionLimits.range("maxEntrySize", bytes, 1, OptionLimits.GIB);
        return this;
    }

    /**
     * Sets the size of the largest accepted batch or transaction. The size includes the headers of entries,
     * checkpoints, moves of cursors and producers, and expected positions. It also includes 4 bytes for each entry, and
     * for each stream the length of its name plus 10 bytes. It must be at least {@link #maxEntrySize}.
     *
     * <p>One entry always fits: a batch or transaction with a single entry may be larger, if everything besides the
     * bytes and headers of that entry takes at most 4 KiB.
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
     * Sets the maximum memory for entries that are not yet in segments. While it is used up, writers wait. A single
     * write that is larger is accepted when no other entry is in memory. Compressed entries count with their compressed
     * size.
     *
     * <p>Entries of prepared branches may use the same amount of memory again. Entries beyond that are read from the
     * commit log when the branch is committed.
     *
     * @param bytes 64 KiB to 64 GiB; 64 MiB by default, or a sixth of the heap if that is less
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxMemtableMemory(long bytes) {
        maxMemtableMemory =
                OptionLimits.range("maxMemtableMemory", bytes, 64 * OptionLimits.KIB, 64 * OptionLimits.GIB);
        return this;
    }

    /**
     * Sets the size of one file of the commit log. Existing files keep their size.
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
     * Sets how large the commit log may grow. At half of this size a flush begins; recovery reads at most about this
     * much, except when it {@linkplain #commitLog builds} a new directory. A single transaction may exceed it. Log files that a flush has freed are kept for reuse, up to the same
     * size again.
     *
     * @param bytes 16 KiB to 1 TiB, and at least four times {@link #logSegmentSize}; 256 MiB by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder logBudget(long bytes) {
        logBudget = OptionLimits.range("logBudget", bytes, 16 * OptionLimits.KIB, 1024 * OptionLimits.GIB);
        return this;
    }

    /**
     * Limits the disk space of the journal: the lengths of all files in its directory, with all streams and shards. An
     * append, a transaction or a vote that would exceed the limit fails with {@link DiskFullException}, and nothing of it
     * is written. Repeat it after {@link JournalRetention#truncate} or {@link JournalRetention#deleteStream} has freed
     * space. A checkpoint has a little more room: it may exceed the limit by {@link #maxSegmentSize} or 1 MiB, whichever is
     * less, so that a caller can create one and then remove the entries before it. Beyond that it fails, too. {@link
     * JournalRetention#restoreArchived} fails in the same way. The limit refuses nothing else: a prepared branch can be committed, cursors can be created and moved, and the journal can be
     * opened with a limit that is exceeded already.
     *
     * <p>The commit log has twice {@link #logBudget} of this space for itself, except if it is {@linkplain #commitLog
     * elsewhere}. Entries count before they are in segments,
     * so a refusal may be early; it then requests a flush. The files can exceed the limit by the size of one file of the
     * commit log, by 1 KiB for each stream that was written since the last flush, by the entries of branches in doubt,
     * and while a new file of checkpoints, cursors or the catalogue replaces the old one.
     *
     * <p>With a limit, opening reads the size of each file in the directory.
     *
     * @param bytes 0, the default, for no limit; otherwise up to 1 PiB, and at least twice {@link #logBudget} plus {@link #maxSegmentSize}; with a log {@linkplain #commitLog elsewhere}, at least {@link #maxSegmentSize}
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder maxDiskSpace(long bytes) {
        maxDiskSpace = OptionLimits.range("maxDiskSpace", bytes, 0, 1024 * 1024 * OptionLimits.GIB);
        return this;
    }

    /**
     * Sets how fast a background thread verifies the segments of all streams, also those that nobody reads. It checks the
     * checksums of every frame, and changes nothing. {@link JournalStats#damage} has what it finds, and each damaged
     * segment is logged once. A pass begins at a random stream; progress is not kept when the journal is closed. The next
     * pass begins one hour after the last one began, or at once if the last one took longer.
     *
     * @param bytesPerSecond 0, the default, to verify nothing; otherwise up to 1 TiB per second
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder scrubRate(long bytesPerSecond) {
        scrubRate = OptionLimits.range("scrubRate", bytesPerSecond, 0, 1024 * OptionLimits.GIB);
        return this;
    }

    /**
     * Sets how long a write waits when entries arrive faster than the disk accepts them. It waits for memory, which
     * {@link #maxMemtableMemory} limits, or for space in the commit log, which {@link #logBudget} limits. It also waits
     * for a prepared branch that {@linkplain TxnWriter#expect expects} a position of its stream. A transaction that
     * expects a position waits, before it is prepared, for prepared branches with entries for that stream. After that
     * time the write fails with {@link WriteTimeoutException}, and nothing of it is written. The timeout does not apply
     * to the fsync itself: a write that is queued for the device waits as long as the device takes.
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
     * Sets the permissions of files that the journal creates. New directories get the same permissions, and everyone
     * who may read the files may also search the directories. The umask of the process may remove permissions. Existing
     * files and directories keep their permissions, including an existing root directory. The option has no effect on
     * file systems without POSIX permissions, such as those of Windows: set the permissions of the directory there.
     *
     * @param permissions read and write permissions, at least those of the owner. By default only the owner has access,
     *     because files contain the entries unencrypted. {@link PosixFilePermissions#fromString} converts a text such
     *     as {@code rw-r-----}
     * @return this builder
     * @throws IllegalArgumentException when a permission of the owner is missing, or the set contains a permission to
     *     execute
     * @since 0.1.0
     */
    public JournalOptionsBuilder filePermissions(Set<PosixFilePermission> permissions) {
        filePermissions = OptionLimits.permissions(permissions);
        return this;
    }

    /**
     * Sets whether opening fails when there is no journal in the directory, instead of creating one. This protects
     * against a mistyped path and against a volume that is not mounted. With a {@linkplain #commitLog log} that survives
     * the directory, the log must exist; the directory may be new.
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
     * Sets whether JMX shows the journal while it is open, see {@link io.ironjournal.jmx.JournalMXBean}. A journal in memory is never shown.
     *
     * @param shown true by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder jmx(boolean shown) {
        jmx = shown;
        return this;
    }

    /**
     * Sets where the commit log is, for example on Apache BookKeeper. By default, it is in files of the journal's
     * directory. A journal keeps the kind of log with which it was created: opening an existing journal with another
     * log fails with {@link JournalNotFoundException}, {@link SegmentNotFoundException} or {@link CorruptionException}. A
     * log that {@linkplain LogProvider#survivesDirectory survives the directory} has everything that was
     * forced: with a new directory, also on another machine, opening rebuilds the files from the log. With such a
     * log, {@code logSegmentSize} and {@code corruptionPolicy} have no effect, {@code logBudget} limits how much of the
     * log may not yet be in segments of the directory, and a write is forced where the log is.
     *
     * @param provider finds and opens the log
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder commitLog(LogProvider provider) {
        commitLog = Objects.requireNonNull(provider, "commitLog");
        return this;
    }

    /**
     * Adds a rule that says how long streams keep their entries. The journal removes older entries by itself, in the
     * background and durably, like {@link JournalRetention#truncate}. Without a rule, a stream keeps everything. A stream
     * has the first rule whose pattern matches its name. So rules for single streams come first, and {@code *} last. The
     * rules are not stored: each opening may have others.
     *
     * @param streams the name of a stream, or a pattern for names: each {@code *} stands for any characters, also for none
     *     and for {@code /}, such as {@code orders/*}. The shards of a sharded journal have the names that {@link
     *     io.ironjournal.sharded.ShardReader#streamOf} returns; {@code shard~*} matches all. A rule that was added with
     *     the same pattern before is replaced, and keeps its place
     * @param rule how long the entries are kept
     * @return this builder
     * @throws IllegalArgumentException when the pattern is empty, contains {@code **}, or is too long for a name
     * @since 0.1.0
     */
    public JournalOptionsBuilder retention(String streams, Retention rule) {
        retention.put(new StreamPattern(streams).text(), Objects.requireNonNull(rule, "retention"));
        return this;
    }

    /**
     * Sets the time between two rounds of {@linkplain #retention retention}. The first round begins 10 seconds after the
     * opening, or after the interval if it is shorter. A round looks at all streams that have a rule.
     *
     * @param interval 1 millisecond to 24 hours; 5 minutes by default
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder retentionInterval(Duration interval) {
        retentionInterval = OptionLimits.duration("retentionInterval", interval, Duration.ofDays(1), "24 hours");
        return this;
    }

    /**
     * Sets a directory that keeps the segments which truncation removes, also that of {@linkplain #retention retention}.
     * They become hard links if the directory is on the same file system; then truncation frees no space. Otherwise they are
     * copied, which takes longer.
     * A segment is durable in the archive before the truncation is recorded. If it cannot be archived, nothing is
     * truncated. {@link io.ironjournal.files.JournalArchive} reads the archive. Nothing is ever removed from it.
     *
     * <p>The first use binds the journal to the archive by a file {@code ARCHIVE} in both directories. Later, nothing is
     * truncated into another directory: {@link JournalRetention#truncate} throws {@link ArchiveException}. To move the
     * archive, move this file, too. To begin another archive, delete the file in the journal's directory.
     *
     * <p>{@link JournalRetention#deleteStream} does not archive, because it is used to erase data. Segments of that
     * stream that were archived before stay in the archive.
     *
     * @param directory the directory, which is created if it is missing. Several journals may use the same one, but not
     *     journals with the same id, such as a journal and its {@linkplain JournalBackup#restore restored} backup: then
     *     {@link JournalRetention#truncate} fails. It must not be inside the journal's directory
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder archive(Path directory) {
        archive = Objects.requireNonNull(directory, "archive");
        return this;
    }

    /**
     * Sets the listener that is told about damage which the {@linkplain #scrubRate scrub} finds: once for each damaged segment. The journal
     * also logs it, and lists it in {@link JournalStats#damage()}.
     *
     * @param listener is called by a thread of the common pool, and need not be short. What it throws is logged
     * @return this builder
     * @since 0.1.0
     */
    public JournalOptionsBuilder damageListener(Consumer<Finding> listener) {
        damageListener = Objects.requireNonNull(listener, "damageListener");
        return this;
    }

    /**
     * Creates the options. The builder can be used again.
     *
     * @return options with the values that were set
     * @throws IllegalArgumentException when two options do not fit together; the message names both
     * @since 0.1.0
     */
    public JournalOptions build() {
        if (logBudget / 4 < logSegmentSize) {
            throw new IllegalArgumentException("logBudget (" + logBudget
                    + ") must be at least four times logSegmentSize (" + logSegmentSize
                    + "). Raise logBudget or lower logSegmentSize.");
        }
        requireSpaceForTheLog();
        if (maxEntrySize > maxTransactionSize) {
            throw new IllegalArgumentException("maxEntrySize (" + maxEntrySize
                    + ") must be at most maxTransactionSize (" + maxTransactionSize
                    + "), because a transaction must be able to contain one entry. Lower maxEntrySize or raise"
                    + " maxTransactionSize.");
        }
        requireReachableRules();
        requireArchiveOutside();
        return new JournalOptions(this);
    }

    private void requireArchiveOutside() {
        Path inside = root.toAbsolutePath().normalize();
        if (archive != null && archive.toAbsolutePath().normalize().startsWith(inside)) {
            throw new IllegalArgumentException("archive (" + archive + ") must not be inside the journal's directory "
                    + root + ". Choose another directory, best on the same file system.");
        }
    }

    /** A log elsewhere takes no space of the directory. */
    private void requireSpaceForTheLog() {
        boolean inFiles = commitLog == null;
        long least = inFiles ? 2 * logBudget + maxSegmentSize : maxSegmentSize;
        if (maxDiskSpace != 0 && maxDiskSpace < least) {
            throw new IllegalArgumentException("maxDiskSpace (" + maxDiskSpace + ") must be 0 or at least "
                    + (inFiles ? "twice logBudget plus " : "") + "maxSegmentSize (" + least
                    + "). Raise maxDiskSpace or lower the other options.");
        }
    }

    /** A pattern that matches another one as if it were a name also matches all names that the other one matches. */
    private void requireReachableRules() {
        List<StreamPattern> before = new ArrayList<>();
        for (String pattern : retention.keySet()) {
            for (StreamPattern earlier : before) {
                if (earlier.matches(pattern)) {
                    throw new IllegalArgumentException("retention has no effect for '" + Printable.name(pattern)
                            + "', because the earlier pattern '" + Printable.name(earlier.text())
                            + "' matches the same streams. Add the special rules before the general ones.");
                }
            }
            before.add(new StreamPattern(pattern));
        }
    }
}
