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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS and SASL between the journal and bookies, with a certificate that lasts a day, and settings that are wrong. */
@Timeout(180)
class ClientSettingsTest {

    private static final String FACTORY = "org.apache.bookkeeper.tls.TLSContextFactory";

    @TempDir
    private static Path files;

    private static BookKeeperCluster cluster;
    private static Map<String, String> trusting;
    private static Map<String, String> encrypted;
    private static Path key;

    @TempDir
    private Path directory;

    private Duration bookiesAnswerWithin = Duration.ofSeconds(30);

    @BeforeAll
    static void start() throws Exception {
        Path password = Files.writeString(files.resolve("password"), "changeit");
        key = createKey("bookie");
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
                password.toString(),
                "clientAuthProviderFactoryClass",
                "org.apache.bookkeeper.sasl.SASLClientProviderFactory");
        Configuration.setConfiguration(new Logins());
        encrypted = Map.of(
                "tlsProviderFactoryClass",
                FACTORY,
                "tlsProvider",
                "JDK",
                "tlsKeyStoreType",
                "PKCS12",
                "tlsKeyStore",
                key.toString(),
                "tlsKeyStorePasswordPath",
                password.toString());
        Map<String, String> bookies = new HashMap<>(encrypted);
        bookies.put("bookieAuthProviderFactoryClass", "org.apache.bookkeeper.sasl.SASLBookieAuthProviderFactory");
        bookies.put("saslJaasClientAllowedIds", "shop|stranger");
        cluster = BookKeeperCluster.start(1, bookies);
    }

    /** The JAAS configuration that an operator would put into a file: sections of the bookies and of their clients. */
    private static final class Logins extends Configuration {

        private static final Map<String, Map<String, String>> SECTIONS = Map.of(
                "Bookie", Map.of("user_shop", "secret"),
                "BookKeeper", Map.of("username", "shop", "password", "secret"),
                "Stranger", Map.of("username", "shop", "password", "guessed"));

        @Override
        public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String section) {
            Map<String, String> options = SECTIONS.get(section);
            return options == null
                    ? null
                    : new AppConfigurationEntry[] {
                        new AppConfigurationEntry(
                                DigestLoginModule.class.getName(),
                                AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                                options)
                    };
        }
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
        Configuration.setConfiguration(null);
    }

    private static Path createKey(String name) throws Exception {
        Path store = files.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "1",
                "-ext",
                "san=ip:127.0.0.1");
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
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
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
        return options(cluster.metadataUri(), journal, machine, settings, password);
    }

    private JournalOptions options(
            String uri, String journal, String machine, Map<String, String> settings, String password) {
        return JournalOptions.builder(directory.resolve(machine))
                .commitLog(BookKeeperLog.at(uri)
                        .journal(journal)
                        .password(password)
                        .quorum(1, 1, 1)
                        .timeouts(Duration.ofSeconds(30), bookiesAnswerWithin)
                        .clientSettings(settings))
                .build();
    }

    private String refused(JournalOptions options) {
        return String.valueOf(assertThrows(JournalIOException.class, () -> Journal.open(options))
                .getMessage());
    }

    @Test
    void journal_worksWithTlsAndSasl_andIsRebuilt() {
        try (Journal journal = Journal.open(options("tls", "a", trusting, ""))) {
            journal.append("orders", "order".getBytes(UTF_8));
        }
        try (Journal journal = Journal.open(options("tls", "b", trusting, ""))) {
            assertEquals("order", new String(journal.get("orders", 0).orElseThrow(), UTF_8));
        }
    }

    @Test
    void login_beginsAfterTheTlsHandshake() {
        Map<String, String> observed = new HashMap<>(trusting);
        observed.put("clientAuthProviderFactoryClass", ObservedLogin.Factory.class.getName());
        Journal.open(options("login", "a", observed, "")).close();
        assertEquals(Set.of(true), Set.copyOf(ObservedLogin.ENCRYPTED));
    }

    @Test
    void bookiesWithTlsThatRequireNoLogin_areUsed() throws IOException {
        try (BookKeeperCluster bookies = BookKeeperCluster.start(1, encrypted)) {
            Journal.open(options(bookies.metadataUri(), "free", "a", trusting, ""))
                    .close();
        }
    }

    @Test
    void bookiesWithoutTls_areRefusedAtOpen() throws IOException {
        try (BookKeeperCluster bookies = BookKeeperCluster.start(1)) {
            String message = refused(options(bookies.metadataUri(), "plain", "a", trusting, ""));
            assertTrue(message.contains("With TLS, also check the trust store"), message);
        }
    }

    /** Returns system properties of ZooKeeper's client. It does not check the host, whose name it finds by the address. */
    private static Map<String, String> zooKeeperOverTls() {
        return Map.of(
                "zookeeper.client.secure",
                "true",
                "zookeeper.clientCnxnSocket",
                "org.apache.zookeeper.ClientCnxnSocketNetty",
                "zookeeper.ssl.trustStore.location",
                trusting.get("clientTrustStore"),
                "zookeeper.ssl.trustStore.type",
                "PKCS12",
                "zookeeper.ssl.trustStore.passwordPath",
                trusting.get("clientTrustStorePasswordPath"),
                "zookeeper.ssl.hostnameVerification",
                "false");
    }

    @Test
    void journal_reachesZooKeeperByTls() throws Exception {
        URI plain = URI.create(cluster.metadataUri().replace("zk+null", "zk"));
        Map<String, String> properties = zooKeeperOverTls();
        try (TlsProxy proxy = new TlsProxy(key, "changeit".toCharArray(), plain.getPort())) {
            properties.forEach(System::setProperty);
            String uri = "zk+null://127.0.0.1:" + proxy.port() + plain.getPath();
            for (String machine : List.of("a", "b")) {
                try (Journal journal = Journal.open(options(uri, "zk", machine, trusting, ""))) {
                    long id = journal.append("orders", "order".getBytes(UTF_8));
                    assertEquals(machine.equals("a") ? 0 : 1, id);
                }
            }
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void certificateThatTheClientDoesNotTrust_isNamedAtOpen() throws Exception {
        Map<String, String> other = new HashMap<>(trusting);
        other.put("clientTrustStore", trust("other", createKey("other")).toString());
        bookiesAnswerWithin = Duration.ofSeconds(1);
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
    void clientThatDoesNotLogIn_isRefusedAtOpen() {
        Map<String, String> without = new HashMap<>(trusting);
        without.remove("clientAuthProviderFactoryClass");
        String message = refused(options("anonymous", "a", without, ""));
        assertTrue(message.contains("Opening ledger"), message);
    }

    @Test
    void wrongPasswordOfSasl_isNamedAtOpen() {
        Map<String, String> stranger = new HashMap<>(trusting);
        stranger.put("saslJaasClientSectionName", "Stranger");
        bookiesAnswerWithin = Duration.ofSeconds(1);
        String message = refused(options("stranger", "a", stranger, ""));
        assertTrue(message.contains("also check the login of this client"), message);
    }

    @Test
    void wrongPasswordOfTheLedgers_isNamedAtOpen() {
        Journal.open(options("password", "a", trusting, "right")).close();
        String message = refused(options("password", "b", trusting, "wrong"));
        assertTrue(message.contains("Check the password of the ledgers"), message);
    }
}
