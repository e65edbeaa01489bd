package io.ironjournal.config;

import io.ironjournal.Compression;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All keys of a journal's configuration. Tests check that {@code docs/configuration.md} and {@code ra.xml} of the resource
 * adapter contain the same texts.
 *
 * @since 0.1.0
 */
public final class JournalKeys {

    /**
     * The directory of the journal.
     *
     * @since 0.1.0
     */
    public static final JournalKey<Path> DIR = other(
            "dir",
            ValueType.PATH,
            null,
            "",
            "The journal's directory. Nothing else may use it. It is created if it is missing");

    /**
     * The number of shards. A journal without this key is not sharded.
     *
     * @since 0.1.0
     */
    public static final JournalKey<Long> SHARDS = other(
            "shards",
            ValueType.NUMBER,
            null,
            "1 to 65535, chosen once",
            "Number of shards. With this key the journal is sharded: ShardedJournal and ShardedTxnWriter can be injected. Opening"
                    + " it later with another number fails");

    /**
     * Whether a transaction manager must be able to recover the journal.
     *
     * @since 0.1.0
     */
    public static final JournalKey<RecoveryPolicy> RECOVERY = other(
            "recovery",
            ValueType.choice(RecoveryPolicy.class),
            "REQUIRED",
            "REQUIRED, NONE",
            "Whether a transaction manager must be able to recover the journal");

    /**
     * Whether the transaction manager keeps its log in the journal.
     *
     * @since 0.1.0
     */
    public static final JournalKey<Boolean> TRANSACTION_LOG = other(
            "transaction-log",
            ValueType.BOOLEAN,
            "false",
            "true, false",
            "Whether Narayana keeps its log of decisions in this journal. Only one journal of a process can have it");

    /**
     * The name under which a server offers the journal. {@link #ofJournal} does not contain this key, because only
     * integrations that look up names use it.
     *
     * @since 0.1.0
     */
    public static final JournalKey<String> JNDI = other(
            "jndi",
            ValueType.TEXT,
            null,
            "",
            "The JNDI name of a resource adapter's connection factory, whose journal is injected. All other keys of the journal are"
                    + " then the adapter's");

    /**
     * The names of journals. This key exists once for the application, not once for each journal.
     *
     * @since 0.1.0
     */
    public static final JournalKey<List<String>> NAMES = other(
            "names",
            ValueType.NAMES,
            null,
            "lower-case letters, digits and hyphens, a letter first; not default",
            "The journals that exist besides the default one, separated by commas");

    /**
     * The commit log. It is in files, or has the name of a {@link io.ironjournal.spi.log.NamedLog}.
     *
     * @since 0.1.0
     */
    public static final JournalKey<String> LOG = other(
            "log",
            ValueType.TEXT,
            "files",
            "files, bookkeeper",
            "Where the commit log is: in files of dir, or on Apache BookKeeper, which needs the module journal-bookkeeper");

    private static final List<JournalKey<?>> OPTIONS = List.of(
            DIR,
            choice("sync-mode", SyncMode.class, "STRICT", "What an append waits for", JournalOptionsBuilder::syncMode),
            time(
                    "sync-interval",
                    "100ms",
                    "1ms to 1h",
                    "How long an entry may stay unforced in ASYNC",
                    JournalOptionsBuilder::syncInterval),
            size(
                    "max-segment-size",
                    "64MiB",
                    "4KiB to 1GiB",
                    "Size at which a segment file of a stream is complete. A file may be larger by an eighth, or by its last entry",
                    JournalOptionsBuilder::maxSegmentSize),
            number(
                    "max-entries-per-segment",
                    "9223372036854775807",
                    "1 to 9223372036854775807",
                    "Number of entries at which a segment file is complete. Only whole segments are truncated",
                    JournalOptionsBuilder::maxEntriesPerSegment),
            number(
                    "max-open-segments",
                    "128",
                    "1 to 1000000",
                    "Segment files held open for reading",
                    // The setter refuses a number that does not fit.
                    (to, files) -> to.maxOpenSegments((int) Math.min(files, Integer.MAX_VALUE))),
            choice(
                    "read-strategy",
                    ReadStrategy.class,
                    "STANDARD_IO",
                    "How segment files are read",
                    JournalOptionsBuilder::readStrategy),
            choice(
                    "corruption-policy",
                    CorruptionPolicy.class,
                    "FAIL",
                    "What opening does when acknowledged data is damaged or missing",
                    JournalOptionsBuilder::corruptionPolicy),
            size(
                    "block-cache-size",
                    "0",
                    "0 to 1TiB",
                    "Memory for decompressed frames that were read",
                    JournalOptionsBuilder::blockCacheSize),
            choice(
                    "compression",
                    Compression.class,
                    "NONE",
                    "How the commit log and segments store entries from now on",
                    JournalOptionsBuilder::compression),
            size(
                    "min-compression-size",
                    "1KiB",
                    "0 to 1GiB",
                    "Smaller writes and frames are not compressed",
                    JournalOptionsBuilder::minCompressionSize),
            size(
                    "max-entry-size",
                    "16MiB",
                    "1 to 1GiB, and at most the largest transaction",
                    "The largest entry that is accepted",
                    JournalOptionsBuilder::maxEntrySize),
            size(
                    "max-transaction-size",
                    "64MiB",
                    "4KiB to 1025MiB",
                    "The largest batch or transaction that is accepted",
                    JournalOptionsBuilder::maxTransactionSize),
            size(
                    "max-memtable-memory",
                    "64MiB",
                    "64KiB to 64GiB",
                    "Memory for entries that are not yet in segments; writers wait while it is used up. On a small heap, the default is"
                            + " a sixth of it",
                    JournalOptionsBuilder::maxMemtableMemory),
            size(
                    "log-segment-size",
                    "16MiB",
                    "8KiB to 1GiB",
                    "Size of one file of the commit log",
                    JournalOptionsBuilder::logSegmentSize),
            size(
                    "log-budget",
                    "256MiB",
                    "16KiB to 1TiB, and at least four log segments",
                    "How large the commit log may grow. A flush begins at half of it. Files that a flush frees are kept for reuse, at"
                            + " most as much again",
                    JournalOptionsBuilder::logBudget),
            time(
                    "write-timeout",
                    "30s",
                    "1ms to 24h",
                    "How long a write waits for memory, for space in the commit log, or for a branch in doubt that expects a"
                            + " position of its stream. A transaction that expects a position also waits for branches in doubt"
                            + " with entries for that stream. When this time is over, the write fails with"
                            + " WriteTimeoutException, and nothing is written",
                    JournalOptionsBuilder::writeTimeout),
            option(
                    "file-permissions",
                    ValueType.PERMISSIONS,
                    "rw-------",
                    "read and write permissions, at least the owner's",
                    "Access to files that the journal creates; its directories can also be searched. The umask may take more"
                            + " away. No effect on Windows",
                    JournalOptionsBuilder::filePermissions),
            option(
                    "must-exist",
                    ValueType.BOOLEAN,
                    "false",
                    "true, false",
                    "Whether opening fails when there is no journal in dir, instead of creating one",
                    JournalOptionsBuilder::mustExist));

    private static final List<JournalKey<?>> OF_JOURNAL = Stream.of(
                    OPTIONS,
                    RetentionKeys.ALL,
                    OperationKeys.ALL,
                    List.of(LOG),
                    BookKeeperKeys.ALL,
                    List.of(SHARDS, RECOVERY, TRANSACTION_LOG))
            .<JournalKey<?>>flatMap(List::stream)
            .toList();

    private JournalKeys() {}

    /**
     * Returns the keys that each journal has: all except {@link #NAMES} and {@link #JNDI}.
     *
     * @return the keys in the order of the documentation
     * @since 0.1.0
     */
    public static List<JournalKey<?>> ofJournal() {
        return OF_JOURNAL;
    }

    private static <T> JournalKey<T> option(
            String name,
            ValueType<T> type,
            String defaultValue,
            String limits,
            String description,
            BiConsumer<JournalOptionsBuilder, T> setter) {
        return new JournalKey<>(name, type, defaultValue, limits, description, setter);
    }

    private static <T> JournalKey<T> other(
            String name, ValueType<T> type, @Nullable String defaultValue, String limits, String description) {
        return new JournalKey<>(name, type, defaultValue, limits, description, null);
    }

    private static JournalKey<Long> size(
            String name,
            String defaultValue,
            String limits,
            String description,
            BiConsumer<JournalOptionsBuilder, Long> setter) {
        return option(name, ValueType.SIZE, defaultValue, limits, description, setter);
    }

    private static JournalKey<Long> number(
            String name,
            String defaultValue,
            String limits,
            String description,
            BiConsumer<JournalOptionsBuilder, Long> setter) {
        return option(name, ValueType.NUMBER, defaultValue, limits, description, setter);
    }

    private static JournalKey<Duration> time(
            String name,
            String defaultValue,
            String limits,
            String description,
            BiConsumer<JournalOptionsBuilder, Duration> setter) {
        return option(name, ValueType.TIME, defaultValue, limits, description, setter);
    }

    private static <E extends Enum<E>> JournalKey<E> choice(
            String name,
            Class<E> choices,
            String defaultValue,
            String description,
            BiConsumer<JournalOptionsBuilder, E> setter) {
        List<String> names =
                List.of(choices.getEnumConstants()).stream().map(Enum::name).toList();
        return option(name, ValueType.choice(choices), defaultValue, String.join(", ", names), description, setter);
    }
}
