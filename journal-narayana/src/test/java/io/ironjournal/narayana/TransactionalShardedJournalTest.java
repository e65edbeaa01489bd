package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointNotFoundException;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.NoCheckpointsException;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Tests entries of shards and checkpoints in transactions of Narayana. */
class TransactionalShardedJournalTest {

    private static final int SHARDS = 4;
    private static final byte[] KEY = bytes("key");
    private static final byte[] ANCHOR = bytes("anchor");

    private final TransactionManager tm = TestNarayana.tm();

    @TempDir
    Path directory;

    private ShardedJournal core;
    private TransactionalShardedJournal journal;

    @BeforeEach
    void open() {
        core = ShardedJournal.open(
                JournalOptions.builder(directory)
                        .maxSegmentSize(4 << 10)
                        .logSegmentSize(64 << 10)
                        .logBudget(256 << 10)
                        .maxEntrySize(1 << 10)
                        .maxTransactionSize(4 << 10)
                        .build(),
                SHARDS);
        journal = TransactionalShardedJournal.of(
                core, TestNarayana.tm(), TestNarayana.get().synchronizationRegistry());
    }

    @AfterEach
    void close() throws Exception {
        TestNarayana.leave();
        journal.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    private List<String> shard(String key) {
        return read(core.journal(), core.streamOf(core.shardOf(bytes(key))));
    }

    @Test
    void checkpoint_existsIfAndOnlyIfTransactionCommitted() throws Exception {
        tm.begin();
        journal.writer().add(KEY, bytes("a")).checkpoint(ANCHOR);
        assertThrows(NoCheckpointsException.class, journal::loadLatestCheckpoint);
        tm.commit();
        Checkpoint first = journal.loadLatestCheckpoint();
        assertArrayEquals(ANCHOR, first.id());
        assertEquals(1, first.offset(journal.shardOf(KEY)), "the cut is directly after the transaction's own entries");

        tm.begin();
        journal.writer().add(KEY, bytes("b")).checkpoint(bytes("other"));
        tm.rollback();
        assertEquals(1, journal.checkpointCount());
        assertArrayEquals(ANCHOR, journal.loadLatestCheckpoint().id());
        assertThrows(CheckpointNotFoundException.class, () -> journal.loadCheckpoint(bytes("other")));
        assertEquals(List.of("a"), shard("key"));
    }

    @Test
    void expectedPosition_ofAShard_isCheckedAtTheCommit() throws Exception {
        int shard = journal.shardOf(KEY);
        tm.begin();
        journal.writer().expect(shard, 0).add(KEY, bytes("a"));
        tm.commit();
        tm.begin();
        journal.writer().expect(shard, 1).add(KEY, bytes("b"));
        core.append(KEY, bytes("faster"));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of("a", "faster"), shard("key"));
    }

    @Test
    void checkpoint_sameIdRolledBack_keepsEarlierCheckpoint() throws Exception {
        core.append(KEY, bytes("a"));
        core.createCheckpoint(ANCHOR);
        core.append(KEY, bytes("b"));
        for (boolean voted : new boolean[] {false, true}) {
            tm.begin();
            journal.writer().checkpoint(ANCHOR);
            if (voted) {
                Partner refusing = new Partner();
                refusing.failPrepareWith = javax.transaction.xa.XAException.XA_RBROLLBACK;
                tm.getTransaction().enlistResource(refusing);
                assertThrows(RollbackException.class, tm::commit);
            } else {
                tm.rollback();
            }
            journal.close();
            open();
            assertEquals(1, journal.checkpointCount());
            assertEquals(1, journal.loadLatestCheckpoint().offset(journal.shardOf(KEY)));
        }
    }

    @Test
    void checkpointAlone_costsOneForceForOnePhaseAndTwoForTwo() throws Exception {
        long before = core.journal().stats().forces();
        tm.begin();
        journal.writer().checkpoint(ANCHOR);
        tm.commit();
        assertEquals(1, core.journal().stats().forces() - before);
        Partner partner = new Partner();
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        journal.writer().checkpoint(ANCHOR);
        tm.commit();
        assertEquals(List.of("prepare", "commit"), partner.calls);
        assertEquals(3, core.journal().stats().forces() - before);
    }

    @Test
    void writersAndCursors_sameTransaction_shareOneBranch() throws Exception {
        core.journal().append("orders", bytes("order"));
        Cursor cursor = journal.journal().cursor("ledger", "orders");
        long before = core.journal().stats().forces();
        tm.begin();
        assertEquals(0, cursor.next().orElseThrow().id());
        cursor.advanceTo(1);
        journal.writer().add(KEY, bytes("a"));
        journal.journal().writer("mails").add(bytes("mail"));
        journal.writer().add(KEY, bytes("b")).checkpoint(ANCHOR);
        tm.commit();
        assertEquals(1, core.journal().stats().forces() - before);
        assertEquals(List.of("a", "b"), shard("key"));
        assertEquals(List.of("mail"), read(core.journal(), "mails"));
        assertEquals(1, cursor.position());
        assertEquals(2, journal.loadCheckpoint(ANCHOR).offset(journal.shardOf(KEY)));
    }

    @Test
    void committed_severalWriters_returnsPositionsOfEach() throws Exception {
        core.append(bytes("0"), bytes("before"));
        tm.begin();
        ShardedTxnWriter one = journal.writer();
        ShardedTxnWriter other = journal.writer();
        Map<String, CompletableFuture<List<ShardPosition>>> told = new LinkedHashMap<>();
        List<String> ofOne = new ArrayList<>();
        List<String> ofOther = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String key = Integer.toString(i % 7);
            (i % 3 == 0 ? one : other).add(bytes(key), bytes("entry " + i));
            (i % 3 == 0 ? ofOne : ofOther).add("entry " + i);
        }
        told.put("one", one.committed().toCompletableFuture());
        told.put("other", other.committed().toCompletableFuture());
        one.close();
        tm.commit();
        check(ofOne, told.get("one").get());
        check(ofOther, told.get("other").get());
    }

    private void check(List<String> entries, List<ShardPosition> positions) {
        List<String> found = positions.stream()
                .map(at -> new String(
                        core.journal().get(core.streamOf(at.shard()), at.id()).orElseThrow(), UTF_8))
                .toList();
        assertEquals(entries, found);
    }

    @Test
    void committed_transactionRolledBack_fails() throws Exception {
        tm.begin();
        ShardedTxnWriter writer = journal.writer().add(KEY, bytes("a"));
        tm.rollback();
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> writer.committed().toCompletableFuture().get());
        assertTrue(failure.getCause() instanceof RollbackException, () -> "" + failure.getCause());
        assertThrows(IllegalStateException.class, () -> writer.add(KEY, bytes("b")));
        assertThrows(IllegalStateException.class, () -> writer.checkpoint(ANCHOR));
    }

    @Test
    void commit_joinedWriter_fails() throws Exception {
        tm.begin();
        ShardedTxnWriter writer = journal.writer().add(KEY, bytes("a"));
        assertThrows(IllegalStateException.class, writer::commit);
        assertThrows(IllegalStateException.class, writer::rollback);
        writer.close();
        assertThrows(IllegalStateException.class, () -> writer.add(KEY, bytes("b")));
        Transaction suspended = tm.suspend();
        ShardedTxnWriter local = journal.writer().add(KEY, bytes("local"));
        assertEquals(1, local.commit().size());
        tm.resume(suspended);
        tm.commit();
        assertEquals(List.of("local", "a"), shard("key"));
    }

    @Test
    void checkpoint_secondInTransaction_failsAndFirstRemains() throws Exception {
        tm.begin();
        journal.writer().checkpoint(ANCHOR);
        assertThrows(IllegalStateException.class, () -> journal.writer().checkpoint(bytes("other")));
        tm.commit();
        assertEquals(1, journal.checkpointCount());
    }

    @Test
    void add_transactionTooLarge_marksRollbackOnly() throws Exception {
        tm.begin();
        ShardedTxnWriter writer = journal.writer();
        assertThrows(TransactionTooLargeException.class, () -> {
            for (int i = 0; i < 10; i++) {
                writer.add(KEY, new byte[1_000]);
            }
        });
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), shard("key"));
    }

    @Test
    void refusedArgument_marksRollbackOnly() throws Exception {
        List<Executable> calls = List.of(
                () -> journal.writer().add(KEY, (byte[]) null),
                () -> journal.writer().add(KEY, (NewEntry) null),
                () -> journal.writer().add(null, KEY),
                () -> journal.writer().expect(1000, 0));
        for (Executable call : calls) {
            tm.begin();
            journal.writer().add(KEY, bytes("a"));
            assertThrows(RuntimeException.class, call);
            assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
            tm.rollback();
        }
        assertEquals(List.of(), shard("key"));
    }

    @Test
    void nonTransactionalCalls_inTransaction_failAndNameCall() throws Exception {
        core.createCheckpoint(ANCHOR);
        Map<String, Executable> calls = Map.of(
                "append", () -> journal.append(KEY, KEY),
                "appendBatch", () -> journal.appendBatch(List.of(new KeyedEntry(KEY, KEY))),
                "appendBatchForKey", () -> journal.appendBatchForKey(KEY, List.of(KEY)),
                "appendAsync", () -> journal.appendAsync(KEY, KEY),
                "importShard", () -> journal.importShard(1, List.<Entry>of().iterator()),
                "createCheckpoint", () -> journal.createCheckpoint(bytes("other")),
                "pruneBeforeCheckpoint", () -> journal.pruneBeforeCheckpoint(ANCHOR),
                "compactCheckpoints", () -> journal.compactCheckpoints(0));
        tm.begin();
        calls.forEach((name, call) -> {
            IllegalStateException refused = assertThrows(IllegalStateException.class, call, name);
            assertTrue(refused.getMessage().startsWith(name + " would take effect"), refused.getMessage());
            assertTrue(refused.getMessage().contains("writer()"), refused.getMessage());
        });
        journal.autonomous().append(KEY, bytes("stands"));
        tm.rollback();
        for (Executable call : calls.values()) {
            assertEquals(null, thrownBy(call));
        }
        assertEquals("stands", shard("key").get(0));
    }

    private static Throwable thrownBy(Executable call) {
        try {
            call.execute();
            return null;
        } catch (CheckpointNotFoundException compactedAway) {
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    @Test
    void reads_inTransaction_returnCommittedEntries() throws Exception {
        ShardPosition at = core.append(KEY, bytes("a"));
        core.createCheckpoint(ANCHOR);
        tm.begin();
        assertEquals(SHARDS, journal.shardCount());
        assertEquals(core.streamOf(at.shard()), journal.streamOf(at.shard()));
        assertEquals(1, journal.listCheckpoints().size());
        assertEquals(1, journal.loadCheckpoint(ANCHOR).offset(at.shard()));
        try (var entries = journal.iterateShard(at.shard(), at.id())) {
            assertArrayEquals(bytes("a"), entries.next().data());
        }
        tm.commit();
    }

    @Test
    void branchInDoubtWithCheckpoint_afterPruneCompactionAndRestart_commits() throws Exception {
        BranchId inDoubt = new BranchId(7, bytes("transaction"), bytes("branch"));
        int shard = journal.shardOf(KEY);
        Branch branch = Transactions.of(core.journal()).begin(inDoubt);
        branch.addToShard(shard, bytes("in doubt"));
        branch.checkpoint(bytes("in doubt"));
        Transactions.of(core.journal()).prepare(inDoubt);
        int deleted = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 400; i++) {
                core.append(KEY, incompressible());
            }
            core.createCheckpoint(bytes("round " + round));
            journal.close();
            open();
            assertArrayEquals(
                    bytes("round " + round), journal.loadLatestCheckpoint().id());
            deleted += journal.pruneBeforeCheckpoint(bytes("round " + round)).segmentsDeleted();
            assertEquals(1, journal.compactCheckpoints(1).checkpointsAfter());
            assertEquals(1, Transactions.of(core.journal()).inDoubt().size());
            assertThrows(CheckpointNotFoundException.class, () -> journal.loadCheckpoint(bytes("in doubt")));
        }
        assertTrue(deleted > 0, "something was pruned");
        long end = core.journal().nextId(core.streamOf(shard));
        Transactions.of(core.journal()).commit(inDoubt);
        journal.close();
        open();
        assertEquals(end + 1, journal.loadLatestCheckpoint().offset(shard));
        assertArrayEquals(bytes("in doubt"), journal.loadLatestCheckpoint().id());
        assertArrayEquals(
                bytes("in doubt"), core.journal().get(core.streamOf(shard), end).orElseThrow());
        assertEquals(2, journal.checkpointCount());
    }

    private static byte[] incompressible() {
        byte[] entry = new byte[1_000];
        ThreadLocalRandom.current().nextBytes(entry);
        return entry;
    }
}
