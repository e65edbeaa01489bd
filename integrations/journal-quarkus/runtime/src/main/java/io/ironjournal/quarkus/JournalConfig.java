package io.ironjournal.quarkus;

import io.quarkus.runtime.annotations.ConfigGroup;
import java.util.Optional;

/**
 * The configuration of one journal. All values are texts, so that they mean in Quarkus what they mean elsewhere, and mistakes
 * are reported by the names of keys.
 *
 * <p>The interface is longer than 300 lines because each key has one documented method; it contains nothing else.
 *
 * @since 0.1.0
 */
@ConfigGroup
public interface JournalConfig {

    /**
     * The journal's directory. Nothing else may use it. It is created if it is missing. No default.
     *
     * @return the value, if it is set
     */
    Optional<String> dir();

    /**
     * What an append waits for. Allowed: STRICT, BATCH_ONLY, ASYNC. Default: STRICT.
     *
     * @return the value, if it is set
     */
    Optional<String> syncMode();

    /**
     * How long an entry may stay unforced in ASYNC. Allowed: 1ms to 1h. Default: 100ms.
     *
     * @return the value, if it is set
     */
    Optional<String> syncInterval();

    /**
     * Size at which a segment file of a stream is complete. A file may be larger by an eighth, or by its last entry.
     * Allowed: 4KiB to 1GiB. Default: 64MiB.
     *
     * @return the value, if it is set
     */
    Optional<String> maxSegmentSize();

    /**
     * Number of entries at which a segment file is complete. Only whole segments are truncated. Allowed: 1 to
     * 9223372036854775807. Default: 9223372036854775807.
     *
     * @return the value, if it is set
     */
    Optional<String> maxEntriesPerSegment();

    /**
     * Segment files held open for reading. Allowed: 1 to 1000000. Default: 128.
     *
     * @return the value, if it is set
     */
    Optional<String> maxOpenSegments();

    /**
     * How segment files are read. Allowed: STANDARD_IO, MMAP. Default: STANDARD_IO.
     *
     * @return the value, if it is set
     */
    Optional<String> readStrategy();

    /**
     * What opening does when acknowledged data is damaged or missing. Allowed: FAIL, TRUNCATE. Default: FAIL.
     *
     * @return the value, if it is set
     */
    Optional<String> corruptionPolicy();

    /**
     * Memory for decompressed frames that were read. Allowed: 0 to 1TiB. Default: 0.
     *
     * @return the value, if it is set
     */
    Optional<String> blockCacheSize();

    /**
     * How the commit log and segments store entries from now on. Allowed: NONE, LZ4. Default: NONE.
     *
     * @return the value, if it is set
     */
    Optional<String> compression();

    /**
     * Smaller writes and frames are not compressed. Allowed: 0 to 1GiB. Default: 1KiB.
     *
     * @return the value, if it is set
     */
    Optional<String> minCompressionSize();

    /**
     * The largest entry that is accepted. Allowed: 1 to 1GiB, and at most the largest transaction. Default: 16MiB.
     *
     * @return the value, if it is set
     */
    Optional<String> maxEntrySize();

    /**
     * The largest batch or transaction that is accepted. Allowed: 4KiB to 1025MiB. Default: 64MiB.
     *
     * @return the value, if it is set
     */
    Optional<String> maxTransactionSize();

    /**
     * Memory for entries that are not yet in segments; writers wait while it is used up. On a small heap, the default is a
     * sixth of it. Allowed: 64KiB to 64GiB. Default: 64MiB.
     *
     * @return the value, if it is set
     */
    Optional<String> maxMemtableMemory();

    /**
     * Size of one file of the commit log. Allowed: 8KiB to 1GiB. Default: 16MiB.
     *
     * @return the value, if it is set
     */
    Optional<String> logSegmentSize();

    /**
     * How large the commit log may grow. A flush begins at half of it. Files that a flush frees are kept for reuse, at most
     * as much again. Allowed: 16KiB to 1TiB, and at least four log segments. Default: 256MiB.
     *
     * @return the value, if it is set
     */
    Optional<String> logBudget();

    /**
     * How long a write waits for memory, for space in the commit log, or for a branch in doubt that expects a position of
     * its stream. A transaction that expects a position also waits for branches in doubt with entries for that stream.
     * When this time is over, the write fails with WriteTimeoutException, and nothing is written. Allowed: 1ms to 24h. Default: 30s.
     *
     * @return the value, if it is set
     */
    Optional<String> writeTimeout();

    /**
     * Access to files that the journal creates; its directories can also be searched. The umask may take more away. No
     * effect on Windows. Allowed: read and write permissions, at least the owner's. Default: rw-------.
     *
     * @return the value, if it is set
     */
    Optional<String> filePermissions();

    /**
     * Whether opening fails when there is no journal in dir, instead of creating one. Allowed: true, false. Default: false.
     *
     * @return the value, if it is set
     */
    Optional<String> mustExist();

    /**
     * Time between two rounds that remove what retention no longer keeps. Allowed: 1ms to 24h. Default: 5m.
     *
     * @return the value, if it is set
     */
    Optional<String> retentionInterval();

    /**
     * How long streams keep their entries: rules like orders/*=720h 10GiB; *=8760h. The first rule that matches a stream
     * counts. Without a rule, it keeps all.
     *
     * @return the value, if it is set
     */
    Optional<String> retention();

    /**
     * A directory that keeps the segments which truncation and retention remove. It must not be inside dir.
     *
     * @return the value, if it is set
     */
    Optional<String> archive();

    /**
     * Disk space that all files of the journal may use. Appends that would exceed it fail with DiskFullException until
     * space is freed. Allowed: 0 to 1024TiB. Above 0 it must be at least twice the log budget plus one segment; one
     * segment if the log is not in files. Default: 0.
     *
     * @return the value, if it is set
     */
    Optional<String> maxDiskSpace();

    /**
     * Whether JMX shows the journal while it is open. Allowed: true, false. Default: true.
     *
     * @return the value, if it is set
     */
    Optional<String> jmx();

    /**
     * Bytes per second that a background thread verifies, to find damaged segments that nobody reads. Allowed: 0 to 1TiB.
     * Default: 0.
     *
     * @return the value, if it is set
     */
    Optional<String> scrubRate();

    /**
     * Where the commit log is: in files of dir, or on Apache BookKeeper, which needs the module journal-bookkeeper.
     * Allowed: files, bookkeeper. Default: files.
     *
     * @return the value, if it is set
     */
    Optional<String> log();

    /**
     * The metadata URI of the BookKeeper cluster, such as zk+null://zk1:2181;zk2:2181/ledgers. It must be set if log is
     * bookkeeper. No default.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperMetadataUri();

    /**
     * The name of the journal on BookKeeper. Each journal has its own. It must be set if log is bookkeeper. No default.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperJournal();

    /**
     * The path of the journal's node in ZooKeeper. Without this key it is /ironjournal/ and the name of the journal on
     * BookKeeper. No default.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperMetadataPath();

    /**
     * The password of the ledgers. It cannot change while the journal has ledgers. No default.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperPassword();

    /**
     * The number of bookies of a ledger. Allowed: 1 to 1000, and at least the write quorum. Default: 3.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperEnsemble();

    /**
     * The number of copies of a record. Allowed: 1 to 1000, and at least the ack quorum. Default: 3.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperWriteQuorum();

    /**
     * The number of copies that are durable when a write returns. Allowed: 1 to 1000. Default: 2.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperAckQuorum();

    /**
     * Size at which the log continues in a new ledger. Allowed: 1 to 1TiB. Default: 1GiB.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperLedgerSize();

    /**
     * Age at which the log continues in a new ledger. Allowed: 1s to 9999h. Default: 4h.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperLedgerAge();

    /**
     * The time after which ZooKeeper counts as unreachable. Allowed: 1s to 1h. Default: 10s.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperSessionTimeout();

    /**
     * The time after which a bookie that does not answer counts as failed. Allowed: 1s to 1h. Default: 10s.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperRequestTimeout();

    /**
     * A file of properties with further settings of BookKeeper's client, such as those of TLS.
     *
     * @return the value, if it is set
     */
    Optional<String> bookkeeperClientFile();

    /**
     * Number of shards. With this key the journal is sharded: ShardedJournal and ShardedTxnWriter can be injected.
     * Opening it later with another number fails. Allowed: 1 to 65535, chosen once. No default.
     *
     * @return the value, if it is set
     */
    Optional<String> shards();

    /**
     * Whether a transaction manager must be able to recover the journal. Allowed: REQUIRED, NONE. Default: REQUIRED.
     *
     * @return the value, if it is set
     */
    Optional<String> recovery();

    /**
     * Whether Narayana keeps its log of decisions in this journal. Only one journal of a process can have it. Allowed: true,
     * false. Default: false.
     *
     * @return the value, if it is set
     */
    Optional<String> transactionLog();
}
