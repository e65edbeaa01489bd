package io.ironjournal.config;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import io.ironjournal.Retention;
import io.ironjournal.SyncMode;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalSettingsTest {

    private static JournalSettings settings(Map<String, String> values) {
        return new JournalSettings(ConfiguredValues.of(values, "in a test"), KeySpelling.JOURNAL, JournalNames.DEFAULT);
    }

    private static JournalOptions options(Map<String, String> values) {
        return settings(values).options();
    }

    private static ConfigurationException failure(Map<String, String> values) {
        return assertThrows(ConfigurationException.class, () -> options(values));
    }

    private static Optional<String> withLog(Map<String, String> values) {
        return JournalNames.withTransactionLog(
                ConfiguredValues.of(values, "in a test"), KeySpelling.JOURNAL, List.of(JournalNames.DEFAULT, "audit"));
    }

    @Test
    void transactionLog_isInOneJournal() {
        assertEquals(Optional.empty(), withLog(Map.of("journal.audit.transaction-log", "false")));
        assertEquals(Optional.of("audit"), withLog(Map.of("journal.audit.transaction-log", "true")));
        assertEquals(Optional.of(JournalNames.DEFAULT), withLog(Map.of("journal.transaction-log", "true")));
    }

    @Test
    void transactionLog_inTwoJournals_namesBothKeys() {
        ConfigurationException failure = assertThrows(
                ConfigurationException.class,
                () -> withLog(Map.of("journal.transaction-log", "true", "journal.audit.transaction-log", "true")));
        assertTrue(
                failure.getMessage()
                        .startsWith("journal.transaction-log and journal.audit.transaction-log are both true"),
                failure.getMessage());
    }

    @Test
    void options_onlyDirectorySet_haveDefaults() {
        JournalOptions defaults = JournalOptions.builder(Path.of("data")).build();
        assertEquals(defaults.toString(), options(Map.of("journal.dir", "data")).toString());
    }

    @Test
    void options_everyKeySet_haveTheValues() {
        JournalOptions options = options(Map.ofEntries(
                entry("journal.dir", "data"),
                entry("journal.sync-mode", "batch-only"),
                entry("journal.sync-interval", "2 s"),
                entry("journal.max-segment-size", "8 MiB"),
                entry("journal.max-entries-per-segment", "1000"),
                entry("journal.max-open-segments", "7"),
                entry("journal.read-strategy", "mmap"),
                entry("journal.corruption-policy", "truncate"),
                entry("journal.block-cache-size", "32MiB"),
                entry("journal.compression", "lz4"),
                entry("journal.min-compression-size", "2KiB"),
                entry("journal.max-entry-size", "1MiB"),
                entry("journal.max-transaction-size", "4MiB"),
                entry("journal.max-memtable-memory", "1GiB"),
                entry("journal.log-segment-size", "1048576"),
                entry("journal.log-budget", " 16MiB "),
                entry("journal.write-timeout", "5s"),
                entry("journal.file-permissions", "rw-r-----"),
                entry("journal.must-exist", "True"),
                entry("journal.retention-interval", "1h"),
                entry("journal.archive", "/archive"),
                entry("journal.retention", "orders/*=720h 10 GiB;a=b=consumed 24h even-past-cursors ; *=forever"),
                entry("journal.jmx", "false")));
        JournalOptions expected = JournalOptions.builder(Path.of("data"))
                .syncMode(SyncMode.BATCH_ONLY)
                .syncInterval(Duration.ofSeconds(2))
                .maxSegmentSize(8 << 20)
                .maxEntriesPerSegment(1000)
                .maxOpenSegments(7)
                .readStrategy(ReadStrategy.MMAP)
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .blockCacheSize(32 << 20)
                .compression(Compression.LZ4)
                .minCompressionSize(2 << 10)
                .maxEntrySize(1 << 20)
                .maxTransactionSize(4 << 20)
                .maxMemtableMemory(1 << 30)
                .logSegmentSize(1 << 20)
                .logBudget(16 << 20)
                .writeTimeout(Duration.ofSeconds(5))
                .mustExist(true)
                .retentionInterval(Duration.ofHours(1))
                .archive(Path.of("/archive"))
                .retention("orders/*", Retention.maxAge(Duration.ofHours(720)).andMaxBytes(10L << 30))
                .retention(
                        "a=b",
                        Retention.untilConsumed()
                                .andMaxAge(Duration.ofHours(24))
                                .evenPastCursors())
                .retention("*", Retention.forever())
                .jmx(false)
                .filePermissions(PosixFilePermissions.fromString("rw-r-----"))
                .build();
        assertEquals(expected.toString(), options.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64MB", "64M", "64 mib", "-1", "1.5GiB", "much", "MiB", "64  MiB", "9999999999999999999"})
    void size_invalid_isRefusedWithKeyAndValue(String size) {
        String message = failure(Map.of("journal.dir", "data", "journal.max-segment-size", size))
                .getMessage();
        assertTrue(message.contains("journal.max-segment-size"), message);
        assertTrue(message.contains(size), message);
        assertTrue(message.contains("64MiB"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "journal.sync-mode, sometimes, it must be one of",
        "journal.sync-interval, 100, a time is",
        "journal.sync-interval, 2h, syncInterval must be",
        "journal.write-timeout, 25h, writeTimeout must be",
        "journal.max-segment-size, 1KiB, maxSegmentSize must be",
        "journal.max-segment-size, 999999999999999999TiB, maxSegmentSize must be",
        "journal.max-entry-size, 4GiB, maxEntrySize must be",
        "journal.max-open-segments, many, a number is written in digits",
        "journal.compression, ZIP, 'one of [NONE, LZ4]'",
        "journal.log-budget, 16MiB, logBudget",
        "journal.must-exist, yes, it must be true or false",
        "journal.max-entry-size, 65MiB, maxEntrySize (68157440) must be at most maxTransactionSize (67108864)",
        "journal.archive, data/archive, archive (data/archive) must not be inside",
        "journal.retention-interval, 25h, retentionInterval must be",
        "journal.retention, orders, rules are written as",
        "journal.retention, orders=, rules are written as",
        "journal.retention, orders=7d, rules are written as",
        "journal.retention, orders=100, rules are written as",
        "journal.retention, orders=1h;, rules are written as",
        "journal.retention, orders=1h forever, consumed and forever come first",
        "journal.retention, =1h, retention cannot have the pattern ''",
        "journal.retention, *=1h;a=2h, retention has no effect for 'a'",
        "journal.retention, orders=8760h;audit=1h; orders =1h, two rules have the pattern 'orders'",
        "journal.file-permissions, 0640, permissions are written as",
        "journal.file-permissions, rwxr-----, filePermissions must contain"
    })
    void valueThatIsRefusedFailsTheDeploymentWithTheReason(String key, String value, String reason) {
        String message = failure(Map.of("journal.dir", "data", key, value)).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void unknownLog_isRefused() {
        assertEquals(
                "journal.log cannot be \"paper\": it must be files or bookkeeper",
                failure(Map.of("journal.dir", "data", "journal.log", "paper")).getMessage());
    }

    @Test
    void logOfAMissingModule_isRefused_withTheModule() {
        assertEquals(
                "journal.log cannot be \"bookkeeper\": the module journal-bookkeeper is not on the class path. Add it as a"
                        + " dependency",
                failure(Map.of("journal.dir", "data", "journal.log", "bookkeeper"))
                        .getMessage());
    }

    @Test
    void keyOfALogThatIsNotChosen_isRefused() {
        assertEquals(
                "journal.bookkeeper-journal is set, but the commit log is in files. Set journal.log to bookkeeper, or"
                        + " remove journal.bookkeeper-journal",
                failure(Map.of("journal.dir", "data", "journal.log", "files", "journal.bookkeeper-journal", "shop"))
                        .getMessage());
    }

    @Test
    void directory_notSet_errorSaysWhatToSet() {
        assertEquals(
                "The journal \"default\" has no directory: set journal.dir to a directory, in a test",
                failure(Map.of()).getMessage());
    }

    @Test
    void systemProperty_alsoInEnvironment_isUsed() {
        ConfiguredValues values = new SystemValues();
        System.setProperty("journal-settings.test", "property");
        System.setProperty("path", "property");
        try {
            assertEquals(Optional.of("property"), values.find("journal-settings.test"));
            assertEquals(Optional.of("property"), values.find("path"));
            System.setProperty("path", " ");
            assertEquals(Optional.of(System.getenv("PATH")), values.find("path"));
            assertEquals(Optional.empty(), values.find("journal-settings.other"));
        } finally {
            System.clearProperty("journal-settings.test");
            System.clearProperty("path");
        }
        assertEquals(
                "as a system property (-Djournal.max-memtable-memory=...) or as environment variable JOURNAL_MAX_MEMTABLE_MEMORY",
                values.howToSet("journal.max-memtable-memory"));
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "99999999999999999999", "two", "-1"})
    void shards_invalid_isRefused(String shards) {
        JournalSettings settings = settings(Map.of("journal.shards", shards));
        String message =
                assertThrows(ConfigurationException.class, settings::shards).getMessage();
        assertTrue(message.startsWith("journal.shards cannot be \"" + shards + "\": "), message);
    }

    @Test
    void shardsAndRecovery_set_areRead() {
        JournalSettings settings = settings(Map.of("journal.shards", " 16", "journal.recovery", "none"));
        assertEquals(16, settings.shards().getAsInt());
        assertEquals(RecoveryPolicy.NONE, settings.recovery());
        assertTrue(settings(Map.of()).shards().isEmpty());
        assertEquals(RecoveryPolicy.REQUIRED, settings(Map.of()).recovery());
    }

    @Test
    void textOfUsers_inMessages_isEscaped() {
        String nasty = "a\nforged";
        for (String key : List.of("journal.dir", "journal.shards", "journal.recovery", "journal.sync-mode")) {
            Map<String, String> given = new HashMap<>(Map.of("journal.dir", "/tmp/x"));
            given.put(key, key.equals("journal.dir") ? nasty + "\0" : nasty);
            JournalSettings settings = settings(given);
            requireEscaped(assertThrows(ConfigurationException.class, () -> {
                        settings.shards();
                        settings.recovery();
                        settings.options();
                    })
                    .getMessage());
        }
    }

    private static void requireEscaped(String message) {
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains("a\\u000aforged"), message);
    }

    @Test
    void keys_ofSystem_areSystemPropertiesOnly() {
        System.setProperty("journal.unknown", "x");
        try {
            Set<String> keys = new SystemValues().keys();
            assertTrue(keys.contains("journal.unknown"));
            assertFalse(keys.contains("PATH"));
        } finally {
            System.clearProperty("journal.unknown");
        }
    }
}
