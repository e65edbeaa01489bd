package io.ironjournal.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a commit log on Apache BookKeeper. Their names begin with the name of the log. */
final class BookKeeperKeys {

    /** The name of the log, as the value of {@link JournalKeys#LOG}. */
    static final String LOG = "bookkeeper";

    static final JournalKey<String> METADATA_URI = key(
            "bookkeeper-metadata-uri",
            ValueType.TEXT,
            null,
            "",
            "The metadata URI of the BookKeeper cluster, such as zk+null://zk1:2181;zk2:2181/ledgers. It must be set if log is bookkeeper");

    static final JournalKey<String> JOURNAL = key(
            "bookkeeper-journal",
            ValueType.TEXT,
            null,
            "",
            "The name of the journal on BookKeeper. Each journal has its own. It must be set if log is bookkeeper");

    static final List<JournalKey<?>> ALL = List.of(
            METADATA_URI,
            JOURNAL,
            key(
                    "bookkeeper-metadata-path",
                    ValueType.TEXT,
                    null,
                    "",
                    "The path of the journal's node in ZooKeeper. Without this key it is /ironjournal/ and the name of the journal on BookKeeper"),
            key(
                    "bookkeeper-password",
                    ValueType.TEXT,
                    null,
                    "",
                    "The password of the ledgers. It cannot change while the journal has ledgers"),
            key(
                    "bookkeeper-ensemble",
                    ValueType.NUMBER,
                    "3",
                    "1 to 1000, and at least the write quorum",
                    "The number of bookies of a ledger"),
            key(
                    "bookkeeper-write-quorum",
                    ValueType.NUMBER,
                    "3",
                    "1 to 1000, and at least the ack quorum",
                    "The number of copies of a record"),
            key(
                    "bookkeeper-ack-quorum",
                    ValueType.NUMBER,
                    "2",
                    "1 to 1000",
                    "The number of copies that are durable when a write returns"),
            key(
                    "bookkeeper-ledger-size",
                    ValueType.SIZE,
                    "1GiB",
                    "1 to 1TiB",
                    "Size at which the log continues in a new ledger"),
            key(
                    "bookkeeper-ledger-age",
                    ValueType.TIME,
                    "4h",
                    "1s to 9999h",
                    "Age at which the log continues in a new ledger"),
            key(
                    "bookkeeper-session-timeout",
                    ValueType.TIME,
                    "10s",
                    "1s to 1h",
                    "The time after which ZooKeeper counts as unreachable"),
            key(
                    "bookkeeper-request-timeout",
                    ValueType.TIME,
                    "10s",
                    "1s to 1h",
                    "The time after which a bookie that does not answer counts as failed"),
            key(
                    "bookkeeper-client-file",
                    ValueType.TEXT,
                    null,
                    "",
                    "A file of properties with further settings of BookKeeper's client, such as those of TLS"));

    /** The keys that must be set. */
    static final List<JournalKey<?>> REQUIRED = List.of(METADATA_URI, JOURNAL);

    private BookKeeperKeys() {}

    private static <T> JournalKey<T> key(
            String name, ValueType<T> type, @Nullable String defaultValue, String limits, String description) {
        return new JournalKey<>(name, type, defaultValue, limits, description, null);
    }
}
