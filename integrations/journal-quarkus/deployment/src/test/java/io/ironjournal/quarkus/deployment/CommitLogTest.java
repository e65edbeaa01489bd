package io.ironjournal.quarkus.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.spi.log.StubBookKeeperLog;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The keys of the commit log, with a stub that stands for BookKeeper. */
class CommitLogTest {

    private static final TestDirectory DIRECTORY = new TestDirectory("commit-log");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(StubBookKeeperLog.class, TestDirectory.class)
                    .addAsResource(
                            new StringAsset(StubBookKeeperLog.class.getName()),
                            "META-INF/services/io.ironjournal.spi.log.NamedLog"))
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.journal.dir", DIRECTORY.of("main"))
            .overrideConfigKey("quarkus.journal.log", "bookkeeper")
            .overrideConfigKey("quarkus.journal.bookkeeper-metadata-uri", "zk+null://zk1:2181/ledgers")
            .overrideConfigKey("quarkus.journal.bookkeeper-journal", "quarkus")
            .overrideConfigKey("quarkus.journal.bookkeeper-client-file", "/etc/shop/client.properties")
            .overrideConfigKey("quarkus.transaction-manager.object-store.directory", DIRECTORY.of("transactions"));

    @Inject
    Journal journal;

    @Test
    void journal_isOnTheLogOfTheKeys() {
        long id = journal.append("orders", "order".getBytes(UTF_8));
        assertEquals("order", new String(journal.get("orders", id).orElseThrow(), UTF_8));
        assertEquals("quarkus", StubBookKeeperLog.values().get("journal"));
        assertEquals("zk+null://zk1:2181/ledgers", StubBookKeeperLog.values().get("metadata-uri"));
        assertEquals("/etc/shop/client.properties", StubBookKeeperLog.values().get("client-file"));
        assertTrue(
                Files.notExists(Path.of(DIRECTORY.of("main")).resolve("log")),
                "The directory has a commit log in files");
    }
}
