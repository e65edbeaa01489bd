package io.ironjournal.quarkus.deployment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.cdi.JournalName;
import io.ironjournal.jta.InDoubtBranches;
import io.ironjournal.jta.JournalXAConnection;
import io.ironjournal.jta.JournalXADataSource;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The health checks of an application with a journal that has lost a branch, and one that fails. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthTest {

    private static final TestDirectory DIRECTORY = new TestDirectory("health");
    private static final String LOST = "an entry of a branch whose record is lost";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(TestDirectory.class, LostXid.class))
            .setBeforeAllCustomizer(HealthTest::loseABranch)
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.journal.names", "audit")
            .overrideConfigKey("quarkus.journal.dir", DIRECTORY.of("main"))
            .overrideConfigKey("quarkus.journal.corruption-policy", "truncate")
            .overrideConfigKey("quarkus.journal.\"audit\".dir", DIRECTORY.of("audit"))
            .overrideConfigKey("quarkus.transaction-manager.object-store.directory", DIRECTORY.of("transactions"));

    @Inject
    Journal main;

    @Inject
    @JournalName("audit")
    Journal audit;

    @Inject
    SmallRyeHealthReporter health;

    @Test
    @Order(1)
    void readiness_isDown_untilTheLossIsAccepted() {
        SmallRyeHealth readiness = health.getReadiness();
        assertTrue(readiness.isDown());
        assertContains(readiness, "\"default\":\"a loss is not accepted");
        assertContains(readiness, "\"audit\":\"UP\"");
        assertFalse(health.getLiveness().isDown(), "A restart does not mend a loss");
        new InDoubtBranches(main).acceptLoss();
        assertFalse(health.getReadiness().isDown());
    }

    @Test
    @Order(2)
    void clockBehindTheTimesOfEntries_isShown_andTheApplicationStaysReady() {
        long tomorrow = Instant.now().plus(Duration.ofDays(1)).getEpochSecond() * 1_000_000;
        main.importEntries(
                "future",
                List.of(Entry.of(0, tomorrow, Headers.none(), new byte[1])).iterator());
        assertFalse(health.getReadiness().isDown());
        assertContains(health.getReadiness(), "\"default\":\"UP; the system clock is PT23H59M");
        assertContains(health.getReadiness(), "\"audit\":\"UP\"");
    }

    @Test
    @Order(3)
    void readinessAndLiveness_areDown_onceAJournalFails() throws Exception {
        assertFalse(health.getLiveness().isDown());
        Files.delete(Path.of(DIRECTORY.of("audit")).resolve("LOCK"));
        assertThrows(JournalFailedException.class, this::appendForAWhile);
        for (SmallRyeHealth check : new SmallRyeHealth[] {health.getReadiness(), health.getLiveness()}) {
            assertTrue(check.isDown());
            assertContains(check, "\"audit\":\"failed, until the application starts again");
            assertContains(check, "\"default\":\"UP");
        }
    }

    private static void assertContains(SmallRyeHealth check, String text) {
        String payload = check.getPayload().toString();
        assertTrue(payload.contains(text), payload);
    }

    private void appendForAWhile() throws InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            audit.append("orders", new byte[] {1});
            Thread.sleep(50);
        }
    }

    /** Before the application starts. */
    private static void loseABranch() {
        Path directory = Path.of(DIRECTORY.of("main"));
        try (Journal journal = Journal.open(directory)) {
            prepare(journal);
        } catch (XAException e) {
            throw new IllegalStateException(e);
        }
        try (Stream<Path> files = Files.list(directory.resolve("log"))) {
            for (Path file : files.toList()) {
                damage(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void prepare(Journal journal) throws XAException {
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        XAResource resource = connection.getXAResource();
        Xid xid = new LostXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("orders").add(LOST.getBytes(StandardCharsets.ISO_8859_1));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(LOST); at >= 0; at = text.indexOf(LOST, at + 1)) {
            bytes[at] ^= 1;
        }
        Files.write(file, bytes);
    }

    record LostXid() implements Xid {

        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }
}
