package io.ironjournal.cdi;

import io.ironjournal.Compression;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.JournalOptionsBuilder;
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
record JournalKey<T>(String name, ValueType<T> type, BiConsumer<JournalOptionsBuilder, T> setter) {

    /** Where it is, which is no setter. */
    static final String DIRECTORY = "dir";

    /** How many shards it has, which is no setter either. */
    static final String SHARDS = "shards";

    /** Whether the transaction manager must recover it, which is no setter either. */
    static final String RECOVERY = "recovery";

    /** All but those three. */
    static final List<JournalKey<?>> SETTERS = List.of(
            new JournalKey<>("sync-mode", ValueType.choice(SyncMode.class), JournalOptionsBuilder::syncMode),
            new JournalKey<>("sync-interval", ValueType.TIME, JournalOptionsBuilder::syncInterval),
            new JournalKey<>("max-segment-size", ValueType.SIZE, JournalOptionsBuilder::maxSegmentSize),
            new JournalKey<>("max-entries-per-segment", ValueType.NUMBER, JournalOptionsBuilder::maxEntriesPerSegment),
            new JournalKey<>("max-open-segments", ValueType.NUMBER, (to, files) -> to.maxOpenSegments(clamped(files))),
            new JournalKey<>(
                    "read-strategy", ValueType.choice(ReadStrategy.class), JournalOptionsBuilder::readStrategy),
            new JournalKey<>(
                    "corruption-policy",
                    ValueType.choice(CorruptionPolicy.class),
                    JournalOptionsBuilder::corruptionPolicy),
            new JournalKey<>("block-cache-size", ValueType.SIZE, JournalOptionsBuilder::blockCacheSize),
            new JournalKey<>("compression", ValueType.choice(Compression.class), JournalOptionsBuilder::compression),
            new JournalKey<>("min-compression-size", ValueType.SIZE, JournalOptionsBuilder::minCompressionSize),
            new JournalKey<>("max-entry-size", ValueType.SIZE, JournalOptionsBuilder::maxEntrySize),
            new JournalKey<>("max-transaction-size", ValueType.SIZE, JournalOptionsBuilder::maxTransactionSize),
            new JournalKey<>("max-memtable-memory", ValueType.SIZE, JournalOptionsBuilder::maxMemtableMemory),
            new JournalKey<>("log-segment-size", ValueType.SIZE, JournalOptionsBuilder::logSegmentSize),
            new JournalKey<>("log-budget", ValueType.SIZE, JournalOptionsBuilder::logBudget),
            new JournalKey<>("write-timeout", ValueType.TIME, JournalOptionsBuilder::writeTimeout),
            new JournalKey<>("file-permissions", ValueType.PERMISSIONS, JournalOptionsBuilder::filePermissions),
            new JournalKey<>("must-exist", ValueType.TRUTH, JournalOptionsBuilder::mustExist));

    void set(JournalOptionsBuilder builder, String value) {
        setter.accept(builder, type.parse(value));
    }

    /** What is beyond int is beyond every limit too: the setter says which. */
    private static int clamped(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }
}
