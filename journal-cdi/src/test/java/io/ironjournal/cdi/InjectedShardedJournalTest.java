package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.entries;
import static io.ironjournal.cdi.TestContainer.inTransaction;
import static io.ironjournal.cdi.TestContainer.transactions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.NoCheckpointsException;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.TransactionalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectedShardedJournalTest {

    private static final byte[] ANCHOR = bytes("anchor");

    @TempDir
    Path root;

    /** Injects all types of a sharded journal. */
    @ApplicationScoped
    static class Ledger {

        @Inject
        ShardedJournal journal;

        @Inject
        Journal beneath;

        @Inject
        ShardedTxnWriter writer;

        @Inject
        @JournalStream("audit")
        TxnWriter audit;

        private CompletionStage<List<ShardPosition>> committed;

        /** Returns no stage, because the interceptor of Narayana would wait for it before it commits. */
        @Transactional
        public void book(String account, boolean fail) {
            audit.add(bytes("booked " + account));
            writer.add(bytes(account), bytes(account + " booked")).checkpoint(ANCHOR);
            if (fail) {
                throw new IllegalStateException("No");
            }
            committed = writer.committed();
        }

        public ShardPosition last() throws Exception {
            return committed.toCompletableFuture().get().get(0);
        }

        public void bookWithoutTransaction() {
            writer.add(ANCHOR, ANCHOR);
        }
    }

    @ApplicationScoped
    static class NamedLedger {

        @Inject
        @JournalName("ledger")
        ShardedJournal journal;

        @Inject
        @JournalName("ledger")
        ShardedTxnWriter writer;

        @Transactional
        public void book(String account) {
            writer.add(bytes(account), bytes(account + " booked"));
        }
    }

    @ApplicationScoped
    static class ShardConsumer {

        @Inject
        @CursorName(value = "totals", shard = 0)
        Cursor first;

        @Inject
        @CursorName(value = "totals", shard = 1)
        Cursor second;

        @Transactional
        public long skipAll(int shard) {
            Cursor cursor = shard == 0 ? first : second;
            long next = 0;
            for (Optional<Entry> entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                next = entry.get().id() + 1;
            }
            cursor.advanceTo(next);
            return next;
        }
    }

    @Test
    void cursorOfAShard_isInjectedByItsNumber() {
        try (TestContainer container = TestContainer.start(configuration(), ShardConsumer.class)) {
            ShardedJournal journal = container.bean(ShardedJournal.class);
            for (int i = 0; i < 40; i++) {
                journal.append(bytes("key " + i), bytes("value"));
            }
            for (int shard = 0; shard < 2; shard++) {
                long entries = journal.journal().nextId(journal.streamOf(shard));
                assertTrue(entries > 0);
                assertEquals(entries, container.bean(ShardConsumer.class).skipAll(shard));
                assertEquals(
                        entries,
                        journal.journal()
                                .cursor("totals", journal.streamOf(shard))
                                .position());
            }
            assertEquals(
                    0, journal.journal().cursor("totals", journal.streamOf(2)).position());
        }
    }

    @Test
    void cursorOfAShard_inAJournalWithoutShards_failsTheDeployment() {
        Exception refused = assertThrows(Exception.class, () -> TestContainer.start(root, ShardConsumer.class));
        assertTrue(refused.toString().contains(ShardConsumer.class.getName() + "."), refused.toString());
    }

    private Map<String, String> configuration() {
        return Map.of("journal.dir", root.toString(), "journal.shards", "4");
    }

    @Test
    void entriesAndCheckpoint_ofATransactionalMethod_commitAndRollBackWithIt() throws Exception {
        try (TestContainer container = TestContainer.start(configuration(), Ledger.class)) {
            Ledger ledger = container.bean(Ledger.class);
            assertThrows(IllegalStateException.class, () -> ledger.book("Ada", true));
            ShardedJournal journal = container.bean(ShardedJournal.class);
            assertThrows(NoCheckpointsException.class, journal::loadLatestCheckpoint);
            long forces = container.journal().stats().forces();
            ledger.book("Ada", false);
            ShardPosition at = ledger.last();
            assertEquals(1, container.journal().stats().forces() - forces, "one branch");
            assertEquals(new ShardPosition(journal.shardOf(bytes("Ada")), 0), at);
            assertEquals(1, journal.loadCheckpoint(ANCHOR).offset(at.shard()));
            assertEquals(List.of("Ada booked"), container.entries(journal.streamOf(at.shard())));
            assertEquals(List.of("booked Ada"), container.entries("audit"));
            assertEquals(List.of("booked Ada"), entries(journal.journal(), "audit"));
        }
    }

    @Test
    void restart_keepsEntriesAndChecksTheNumberOfShards() {
        try (TestContainer container = TestContainer.start(configuration(), Ledger.class)) {
            container.bean(Ledger.class).book("Ada", false);
        }
        try (TestContainer container = TestContainer.start(configuration(), Ledger.class)) {
            assertEquals(1, container.bean(ShardedJournal.class).checkpointCount());
            assertEquals(4, container.bean(ShardedJournal.class).shardCount());
        }
        Map<String, String> other = Map.of("journal.dir", root.toString(), "journal.shards", "5");
        Exception refused = assertThrows(Exception.class, () -> TestContainer.start(other, Ledger.class));
        assertTrue(refused.toString().contains("4") && refused.toString().contains("5"), refused.toString());
    }

    @Test
    void withoutTransaction_journalWrites_andWriterIsRefusedWithAdvice() {
        try (TestContainer container = TestContainer.start(configuration(), Ledger.class)) {
            Ledger ledger = container.bean(Ledger.class);
            TransactionalException e = assertThrows(TransactionalException.class, ledger::bookWithoutTransaction);
            assertTrue(e.getMessage().contains("the shards"), e.getMessage());
            ShardedJournal journal = container.bean(ShardedJournal.class);
            journal.append(ANCHOR, bytes("one"));
            journal.appendBatch(List.of(new KeyedEntry(ANCHOR, bytes("two"))));
            journal.appendBatchForKey(ANCHOR, List.of(bytes("three")));
            journal.writer().add(ANCHOR, bytes("four")).commit();
            journal.createCheckpoint(ANCHOR);
            int shard = journal.shardOf(ANCHOR);
            assertEquals(4, journal.loadLatestCheckpoint().offset(shard));
            assertEquals(1, journal.listCheckpoints().size());
            assertEquals(0, journal.pruneBeforeCheckpoint(ANCHOR).shardsPruned());
            assertEquals(1, journal.compactCheckpoints(1).checkpointsAfter());
            try (var entries = journal.iterateShard(shard, 3)) {
                assertEquals(3, entries.next().id());
            }
            assertThrows(UnsupportedOperationException.class, journal::close);
            assertThrows(
                    UnsupportedOperationException.class, () -> journal.journal().close());
        }
    }

    @Test
    void inTransaction_callsOutsideOfIt_areRefused() throws Exception {
        try (TestContainer container = TestContainer.start(configuration(), Ledger.class)) {
            ShardedJournal journal = container.bean(ShardedJournal.class);
            inTransaction(() -> {
                assertThrows(IllegalStateException.class, () -> journal.append(ANCHOR, ANCHOR));
                assertThrows(IllegalStateException.class, () -> journal.createCheckpoint(ANCHOR));
                return journal.writer().checkpoint(ANCHOR);
            });
            assertEquals(1, journal.checkpointCount());
            ShardedTxnWriter writer = container.bean(ShardedTxnWriter.class);
            transactions().begin();
            writer.add(ANCHOR, ANCHOR).close();
            assertThrows(IllegalStateException.class, writer::commit);
            assertThrows(IllegalStateException.class, writer::rollback);
            transactions().rollback();
            assertEquals(0, container.journal().nextId(journal.streamOf(journal.shardOf(ANCHOR))));
        }
    }

    @Test
    void namedJournal_sharded_hasItsOwnShards() {
        Map<String, String> named = Map.of(
                "journal.names", "ledger",
                "journal.ledger.dir", root.resolve("ledger").toString(),
                "journal.ledger.shards", "16");
        try (TestContainer container = TestContainer.start(named, NamedLedger.class)) {
            container.bean(NamedLedger.class).book("Ada");
            ShardedJournal journal = container
                    .weld()
                    .select(ShardedJournal.class, JournalName.Literal.of("ledger"))
                    .get();
            assertEquals(16, journal.shardCount());
            assertEquals(
                    List.of("Ada booked"), entries(journal.journal(), journal.streamOf(journal.shardOf(bytes("Ada")))));
        }
    }

    @Test
    void shardsKey_missing_failsTheDeploymentWithTheKey() {
        Exception refused = assertThrows(Exception.class, () -> TestContainer.start(root, Ledger.class));
        assertTrue(refused.toString().contains("set journal.shards"), refused.toString());
        assertTrue(refused.toString().contains("Ledger.journal"), refused.toString());
    }

    @Test
    void shardsKey_notANumberOfShards_failsTheDeployment() {
        for (String number : List.of("0", "65536", "four")) {
            Map<String, String> wrong = Map.of("journal.dir", root.toString(), "journal.shards", number);
            Exception refused = assertThrows(Exception.class, () -> TestContainer.start(wrong, Ledger.class));
            assertTrue(refused.toString().contains("journal.shards cannot be \"" + number + "\""), refused.toString());
        }
    }
}
