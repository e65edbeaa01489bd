package io.ironjournal.quarkus.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import io.ironjournal.Cursor;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.CursorName;
import io.ironjournal.cdi.JournalName;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.cdi.RecoveryFinished;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.TransactionalException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Journals, writers and cursors as beans of one application. */
class InjectionTest {

    private static final TestDirectory DIRECTORY = new TestDirectory("injection");
    private static final String BACKOFF = "RecoveryEnvironmentBean.recoveryBackoffPeriod";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Shop.class, TestDirectory.class))
            .setBeforeAllCustomizer(() -> System.setProperty(BACKOFF, "3"))
            .setAfterAllCustomizer(() -> System.clearProperty(BACKOFF))
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.journal.names", "audit,ledger")
            .overrideConfigKey("quarkus.journal.dir", DIRECTORY.of("main"))
            .overrideConfigKey("quarkus.journal.sync-mdoe", "ASYNC")
            .overrideConfigKey("quarkus.journal.\"audit\".dir", DIRECTORY.of("audit"))
            .overrideConfigKey("quarkus.journal.\"audit\".sync-mode", "async")
            .overrideConfigKey("quarkus.journal.ledger.dir", DIRECTORY.of("ledger"))
            .overrideConfigKey("quarkus.journal.ledger.shards", "3")
            .overrideConfigKey("quarkus.transaction-manager.object-store.directory", DIRECTORY.of("transactions"))
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(InjectionTest::assertOneWarning);

    @Inject
    Shop shop;

    private static void assertOneWarning(List<LogRecord> records) {
        List<String> ours = records.stream()
                .filter(record -> record.getLoggerName().startsWith("io.ironjournal"))
                .map(LogRecord::getMessage)
                .toList();
        assertEquals(
                List.of("The key quarkus.journal.sync-mdoe has no effect: did you mean quarkus.journal.sync-mode?"),
                ours);
    }

    @Test
    void entries_addedInATransaction_areThereOnceItCommits() {
        long before = shop.journal.nextId("orders");
        assertThrows(IllegalStateException.class, () -> shop.place("refused", true));
        assertEquals(before, shop.journal.nextId("orders"));
        shop.place("one", false);
        assertEquals(before + 1, shop.journal.nextId("orders"));
        assertEquals(1, shop.audit.nextId("orders"));
    }

    @Test
    void writer_withoutATransaction_isRefused() {
        assertThrows(TransactionalException.class, () -> shop.orders.add(new byte[1]));
    }

    @Test
    void cursor_inATransaction_movesWithIt() {
        shop.journal.append("mails", "one".getBytes(StandardCharsets.UTF_8));
        assertThrows(
                IllegalStateException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    assertTrue(shop.mailer.next().isPresent());
                    shop.mailer.advanceTo(1);
                    throw new IllegalStateException("rolls back");
                }));
        assertEquals(0, shop.mailer.position());
        QuarkusTransaction.requiringNew().run(() -> shop.mailer.advanceTo(1));
        assertEquals(1, shop.mailer.position());
    }

    @Test
    void shards_ofANamedJournal_areAsManyAsConfigured() {
        assertEquals(3, shop.ledger.shardCount());
        byte[] key = {1};
        QuarkusTransaction.requiringNew().run(() -> shop.bookings.add(key, new byte[] {2}));
        try (EntryIterator entries = shop.ledger.iterateShard(shop.ledger.shardOf(key), 0)) {
            assertTrue(entries.hasNext());
        }
    }

    @Test
    void journal_lookedUp_isThere() {
        Journal found = Arc.container()
                .select(Journal.class, JournalName.Literal.of("audit"))
                .get();
        assertEquals(shop.audit.nextId("nothing"), found.nextId("nothing"));
    }

    @Test
    void observers_ofRecovery_hearOfEachJournalOnce() {
        assertEquals(List.of("default", "audit", "ledger"), Shop.RECOVERED);
    }

    @Test
    void health_ofOpenJournals_isUp() {
        SmallRyeHealthReporter health =
                Arc.container().select(SmallRyeHealthReporter.class).get();
        assertFalse(
                health.getReadiness().isDown(),
                () -> health.getReadiness().getPayload().toString());
        assertTrue(health.getReadiness().getPayload().toString().contains("\"ledger\":\"UP\""));
        assertFalse(health.getLiveness().isDown());
    }

    @Test
    void recovery_scansOftenerThanByNarayanasDefault_unlessTheApplicationSaysOtherwise() {
        RecoveryEnvironmentBean recovery = recoveryPropertyManager.getRecoveryEnvironmentBean();
        assertEquals(10, recovery.getPeriodicRecoveryPeriod());
        assertEquals(3, recovery.getRecoveryBackoffPeriod());
    }

    @Test
    void journals_ofOneName_areOneBean() {
        assertEquals(1L, Arc.container().select(Journal.class).handlesStream().count());
    }

    /** Its fields are read, so it has no proxy. {@code @Transactional} works on it all the same. */
    @Singleton
    static class Shop {

        static final List<String> RECOVERED = new CopyOnWriteArrayList<>();

        @Inject
        Journal journal;

        @Inject
        @JournalName("audit")
        Journal audit;

        @Inject
        @JournalStream("orders")
        TxnWriter orders;

        @Inject
        @JournalName("audit")
        @JournalStream("orders")
        TxnWriter auditedOrders;

        @Inject
        @JournalStream("mails")
        @CursorName("mailer")
        Cursor mailer;

        @Inject
        @JournalName("ledger")
        ShardedJournal ledger;

        @Inject
        @JournalName("ledger")
        ShardedTxnWriter bookings;

        void recovered(@Observes RecoveryFinished event) {
            RECOVERED.add(event.journal());
        }

        @Transactional
        void place(String order, boolean refuse) {
            orders.add(order.getBytes(StandardCharsets.UTF_8));
            auditedOrders.add(order.getBytes(StandardCharsets.UTF_8));
            if (refuse) {
                throw new IllegalStateException("refused");
            }
        }
    }
}
