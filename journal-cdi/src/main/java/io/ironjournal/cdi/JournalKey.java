package io.ironjournal.cdi;

import io.ironjournal.Compression;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A key of a journal's configuration, which is a setter of its options.
 *
 * @param name the setter's name in kebab-case, which follows {@code journal.} or {@code journal.<name>.}
 * @param type how its value is written
 * @param setter what it sets, and refuses what is out of bounds
 */
record JournalKey<T>(String name, ValueType<T> type, BiConsumer<JournalOptions.Builder, T> setter) {

    /** Where it is, which is no setter. */
    static final String DIRECTORY = "dir";

    /** How many shards it has, which is no setter either. */
    static final String SHARDS = "shards";

    /** Whether the transaction manager must recover it, which is no setter either. */
    static final String RECOVERY = "recovery";

    /** All but those three. */
    static final List<JournalKey<?>> SETTERS = List.of(
            new JournalKey<>("sync-mode", ValueType.choice(SyncMode.class), JournalOptions.Builder::syncMode),
            new JournalKey<>("sync-interval", ValueType.TIME, JournalOptions.Builder::syncInterval),
            new JournalKey<>("max-segment-size", ValueType.SIZE, JournalOptions.Builder::maxSegmentSize),
            new JournalKey<>("max-entries-per-segment", ValueType.NUMBER, JournalOptions.Builder::maxEntriesPerSegment),
            new JournalKey<>("max-open-segments", ValueType.NUMBER, (to, files) -> to.maxOpenSegments(clamped(files))),
            new JournalKey<>(
                    "read-strategy", ValueType.choice(ReadStrategy.class), JournalOptions.Builder::readStrategy),
            new JournalKey<>(
                    "corruption-policy",
                    ValueType.choice(CorruptionPolicy.class),
                    JournalOptions.Builder::corruptionPolicy),
            new JournalKey<>("block-cache-size", ValueType.SIZE, JournalOptions.Builder::blockCacheSize),
            new JournalKey<>("compression", ValueType.choice(Compression.class), JournalOptions.Builder::compression),
            new JournalKey<>(
                    "min-compression-size", ValueType.SIZE, (to, bytes) -> to.minCompressionSize(clamped(bytes))),
            new JournalKey<>("max-entry-size", ValueType.SIZE, (to, bytes) -> to.maxEntrySize(clamped(bytes))),
            new JournalKey<>(
                    "max-transaction-size", ValueType.SIZE, (to, bytes) -> to.maxTransactionSize(clamped(bytes))),
            new JournalKey<>("max-memtable-memory", ValueType.SIZE, JournalOptions.Builder::maxMemtableMemory),
            new JournalKey<>("log-segment-size", ValueType.SIZE, (to, bytes) -> to.logSegmentSize(clamped(bytes))),
            new JournalKey<>("log-budget", ValueType.SIZE, JournalOptions.Builder::logBudget),
            new JournalKey<>("write-timeout", ValueType.TIME, JournalOptions.Builder::writeTimeout),
            new JournalKey<>("file-permissions", ValueType.PERMISSIONS, JournalOptions.Builder::filePermissions),
            new JournalKey<>("must-exist", ValueType.TRUTH, JournalOptions.Builder::mustExist));

    void set(JournalOptions.Builder builder, String value) {
        setter.accept(builder, type.parse(value));
    }

    /** What is beyond int is beyond every limit too: the setter says which. */
    private static int clamped(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
