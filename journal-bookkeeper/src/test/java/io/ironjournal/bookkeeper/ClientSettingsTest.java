package io.ironjournal.bookkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS between the journal and bookies, with a certificate that lasts a day, and settings that are wrong. */
@Timeout(90)
class ClientSettingsTest {

    private static final String FACTORY = "org.apache.bookkeeper.tls.TLSContextFactory";

    @TempDir
    private static Path files;

    private static BookKeeperCluster cluster;
    private static Map<String, String> trusting;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        Path password = Files.writeString(files.resolve("password"), "changeit");
        Path key = createKey("bookie");
        trusting = Map.of(
                "tlsProviderFactoryClass",
                FACTORY,
                "tlsProvider",
                "JDK",
                "clientTrustStoreType",
                "PKCS12",
                "clientTrustStore",
                trust("bookie", key).toString(),
                "clientTrustStorePasswordPath",
                password.toString());
        cluster = BookKeeperCluster.start(
                3,
                Map.of(
                        "tlsProviderFactoryClass",
                        FACTORY,
                        "tlsProvider",
                        "JDK",
                        "tlsKeyStoreType",
                        "PKCS12",
                        "tlsKeyStore",
                        key.toString(),
                        "tlsKeyStorePasswordPath",
                        password.toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    private static Path createKey(String name) throws Exception {
        Path store = files.resolve(name + ".p12");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "1");
        return store;
    }

    /** Returns a store that has only the certificate of a key. */
    private static Path trust(String name, Path key) throws Exception {
        Path certificate = files.resolve(name + ".crt");
        Path store = files.resolve(name + "-trust.p12");
        keytool(key, "-exportcert", "-file", certificate.toString());
        keytool(store, "-importcert", "-noprompt", "-file", certificate.toString());
        return store;
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", "bookie", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(files.resolve("keytool.log").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, command.toString());
    }

    private JournalOptions options(String journal, String machine, Map<String, String> settings, String password) {
        return JournalOptions.builder(directory.resolve(machine))
                .commitLog(BookKeeperLog.at(cluster.metadataUri())
                        .journal(journal)
                        .password(password)
                        .timeouts(Duration.ofSeconds(3), Duration.ofSeconds(2))
                        .clientSettings(settings))
                .build();
    }

    private String refused(JournalOptions options) {
        return String.valueOf(assertThrows(JournalIOException.class, () -> Journal.open(options))
                .getMessage());
    }

    @Test
    void journal_worksWithTls_andIsRebuilt() {
        try (Journal journal = Journal.open(options("tls", "a", trusting, ""))) {
            journal.append("orders", "order".getBytes(UTF_8));
        }
        try (Journal journal = Journal.open(options("tls", "b", trusting, ""))) {
            assertEquals("order", new String(journal.get("orders", 0).orElseThrow(), UTF_8));
        }
    }

    @Test
    void certificateThatTheClientDoesNotTrust_isNamedAtOpen() throws Exception {
        Map<String, String> other = new HashMap<>(trusting);
        other.put("clientTrustStore", trust("other", createKey("other")).toString());
        String message = refused(options("untrusted", "a", other, ""));
        assertTrue(
                message.contains("With TLS, also check the trust store and the certificates of the bookies"), message);
    }

    @Test
    void trustStoreThatDoesNotExist_isNamedAtOpen() {
        Map<String, String> missing = new HashMap<>(trusting);
        missing.put("clientTrustStore", "/missing/trust.p12");
        String message = refused(options("missing", "a", missing, ""));
        assertTrue(
                message.contains("clientTrustStore of BookKeeper's client names the file /missing/trust.p12"), message);
    }

    @Test
    void wrongPasswordOfTheLedgers_isNamedAtOpen() {
        Journal.open(options("password", "a", trusting, "right")).close();
        String message = refused(options("password", "b", trusting, "wrong"));
        assertTrue(message.contains("Check the password of the ledgers"), message);
    }
}
