package io.ironjournal.bookkeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.config.ConfigurationException;
import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.KeySpelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log as keys of a configuration name it. */
class ConfiguredBookKeeperLogTest {

    private static final String URI = "zk+null://zk1:2181;zk2:2181/ledgers";

    private static final Map<String, String> REQUIRED = Map.of(
            "journal.dir", "data",
            "journal.log", "bookkeeper",
            "journal.bookkeeper-metadata-uri", URI,
            "journal.bookkeeper-journal", "orders");

    private static BookKeeperLog log(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.putAll(more);
        return (BookKeeperLog) settings(values).options().commitLog().orElseThrow();
    }

    private static JournalSettings settings(Map<String, String> values) {
        return new JournalSettings(ConfiguredValues.of(values, "in a test"), KeySpelling.JOURNAL, JournalNames.DEFAULT);
    }

    @Test
    void requiredKeys_leaveTheDefaults() {
        assertEquals(
                BookKeeperLog.at(URI).journal("orders").settings(),
                log(Map.of()).settings());
    }

    @Test
    void everyKey_setsItsSetting() {
        BookKeeperLog log = log(Map.of(
                "journal.bookkeeper-metadata-path", "/journals/1",
                "journal.bookkeeper-password", "secret",
                "journal.bookkeeper-ensemble", "5",
                "journal.bookkeeper-write-quorum", "4",
                "journal.bookkeeper-ack-quorum", "3",
                "journal.bookkeeper-ledger-size", "64MiB",
                "journal.bookkeeper-ledger-age", "20m",
                "journal.bookkeeper-session-timeout", "3s",
                "journal.bookkeeper-request-timeout", "2s"));
        assertEquals(
                BookKeeperLog.at(URI)
                        .journal("orders")
                        .metadataPath("/journals/1")
                        .password("secret")
                        .quorum(5, 4, 3)
                        .ledgers(64 << 20, Duration.ofMinutes(20))
                        .timeouts(Duration.ofSeconds(3), Duration.ofSeconds(2))
                        .settings(),
                log.settings());
    }

    @Test
    void clientFile_setsItsSettings(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "tlsProvider = JDK\n");
        BookKeeperLog log = log(Map.of("journal.bookkeeper-client-file", file.toString()));
        assertEquals(Map.of("tlsProvider", "JDK"), log.settings().client());
    }

    @ParameterizedTest
    @CsvSource({
        "client-file, /missing/client.properties, client-file names /missing/client.properties",
        "metadata-uri, localhost, must look like",
        "journal, a/b, contain a slash",
        "metadata-path, orders, must begin with a slash",
        "ensemble, 2, ensemble >= writeQuorum",
        "ensemble, many, a number is written in digits",
        "ack-quorum, 0, ack-quorum must be between 1 and 1000",
        "ledger-size, 1GB, a size is",
        "ledger-age, 100ms, ledger-age must be between",
        "request-timeout, 2h, request-timeout must be between"
    })
    void wrongValue_isRefused_withKeyOrReason(String key, String value, String reason) {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> log(Map.of("journal.bookkeeper-" + key, value)));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"journal.bookkeeper-metadata-uri", "journal.bookkeeper-journal"})
    void missingKey_isNamed(String key) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.remove(key);
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> settings(values).options());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith(key + " must be set, because journal.log is bookkeeper. Set it in a test."),
                refused.getMessage());
    }
}
