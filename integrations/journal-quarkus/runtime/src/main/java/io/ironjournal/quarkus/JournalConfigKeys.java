package io.ironjournal.quarkus;

import static java.util.Map.entry;

import io.ironjournal.config.JournalKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Reads the configuration of a journal by the names of keys, without reflection. */
final class JournalConfigKeys {

    /** Reads the value of each key. */
    static final Map<String, Function<JournalConfig, Optional<String>>> READERS = Map.ofEntries(
            entry("dir", JournalConfig::dir),
            entry("sync-mode", JournalConfig::syncMode),
            entry("sync-interval", JournalConfig::syncInterval),
            entry("max-segment-size", JournalConfig::maxSegmentSize),
            entry("max-entries-per-segment", JournalConfig::maxEntriesPerSegment),
            entry("max-open-segments", JournalConfig::maxOpenSegments),
            entry("read-strategy", JournalConfig::readStrategy),
            entry("corruption-policy", JournalConfig::corruptionPolicy),
            entry("block-cache-size", JournalConfig::blockCacheSize),
            entry("compression", JournalConfig::compression),
            entry("min-compression-size", JournalConfig::minCompressionSize),
            entry("max-entry-size", JournalConfig::maxEntrySize),
            entry("max-transaction-size", JournalConfig::maxTransactionSize),
            entry("max-memtable-memory", JournalConfig::maxMemtableMemory),
            entry("log-segment-size", JournalConfig::logSegmentSize),
            entry("log-budget", JournalConfig::logBudget),
            entry("write-timeout", JournalConfig::writeTimeout),
            entry("file-permissions", JournalConfig::filePermissions),
            entry("must-exist", JournalConfig::mustExist),
            entry("retention-interval", JournalConfig::retentionInterval),
            entry("retention", JournalConfig::retention),
            entry("archive", JournalConfig::archive),
            entry("max-disk-space", JournalConfig::maxDiskSpace),
            entry("jmx", JournalConfig::jmx),
            entry("scrub-rate", JournalConfig::scrubRate),
            entry("log", JournalConfig::log),
            entry("bookkeeper-metadata-uri", JournalConfig::bookkeeperMetadataUri),
            entry("bookkeeper-journal", JournalConfig::bookkeeperJournal),
            entry("bookkeeper-metadata-path", JournalConfig::bookkeeperMetadataPath),
            entry("bookkeeper-password", JournalConfig::bookkeeperPassword),
            entry("bookkeeper-ensemble", JournalConfig::bookkeeperEnsemble),
            entry("bookkeeper-write-quorum", JournalConfig::bookkeeperWriteQuorum),
            entry("bookkeeper-ack-quorum", JournalConfig::bookkeeperAckQuorum),
            entry("bookkeeper-ledger-size", JournalConfig::bookkeeperLedgerSize),
            entry("bookkeeper-ledger-age", JournalConfig::bookkeeperLedgerAge),
            entry("bookkeeper-session-timeout", JournalConfig::bookkeeperSessionTimeout),
            entry("bookkeeper-request-timeout", JournalConfig::bookkeeperRequestTimeout),
            entry("bookkeeper-client-file", JournalConfig::bookkeeperClientFile),
            entry("shards", JournalConfig::shards),
            entry("recovery", JournalConfig::recovery),
            entry("transaction-log", JournalConfig::transactionLog));

    private JournalConfigKeys() {}

    static Optional<String> read(JournalConfig config, JournalKey<?> key) {
        return Objects.requireNonNull(READERS.get(key.name()), key::name).apply(config);
    }
}
