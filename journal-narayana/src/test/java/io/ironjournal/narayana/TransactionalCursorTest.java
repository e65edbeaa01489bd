package io.ironjournal.narayana;

import static io.ironjournal.narayana.TransactionalJournalContract.bytes;
import static io.ironjournal.narayana.TransactionalJournalContract.read;
import static io.ironjournal.narayana.TransactionalJournalContract.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Compression;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TruncatedException;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests cursors that advance with the transaction. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransactionalCursorTest {

    private final TransactionManager tm = TestNarayana.tm();

    @TempDir
    Path directory;

    private Journal journal;
    private TransactionalJournal transactional;

    /** One object, used in all transactions of a test. */
    private Cursor cursor;

    @BeforeEach
    void open() {
        journal = Journal.open(JournalOptions.builder(directory)
                .maxSegmentSize(4 << 10)
                .compression(Compression.NONE)
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .build());
        transactional = transactional(journal);
        cursor = transactional.cursor("mailer", "orders");
    }

    @AfterEach
    void close() throws Exception {
        TestNarayana.leave();
        transactional.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    private void append(String... entries) {
        for (String entry : entries) {
            journal.append("orders", bytes(entry));
        }
    }

    private static String text(Optional<Entry> entry) {
        return entry.map(found -> new String(found.data(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }

    private String next() {
        return text(cursor.next());
    }

    /** Where the cursor is for those who are not in the transaction. */
    private long committed() {
        return journal.cursor("mailer", "orders").position();
    }

    @Test
    void advanceTo_inTransaction_takesEffectAtCommit() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        transactional.writer("mails").add(bytes("to a"));
        assertEquals(1, cursor.position());
        assertEquals(0, committed());
        tm.commit();
        assertEquals(1, cursor.position());
        assertEquals(1, committed());
        assertEquals(List.of("to a"), read(journal, "mails"));
        transactional.close();
        open();
        assertEquals(1, cursor.position());
    }

    @Test
    void next_afterRollback_startsAtPositionBeforeTransaction() throws Exception {
        append("a", "b", "c");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        assertEquals("b", next());
        tm.rollback();
        assertEquals(0, committed());
        tm.begin();
        assertEquals(0, cursor.position());
        assertEquals("a", next());
        cursor.advanceTo(1);
        tm.commit();
        tm.begin();
        assertEquals("b", next());
        tm.commit();
        tm.begin();
        assertEquals("b", next(), "read, but not advanced");
        tm.commit();
    }

    @Test
    void next_afterAdvanceInTransaction_readsOn() throws Exception {
        append("a", "b", "c", "d");
        tm.begin();
        assertEquals("a", next());
        assertEquals("b", next());
        cursor.advanceTo(1);
        assertEquals("b", next(), "after an advance, reading starts at the position, as without a transaction");
        cursor.advanceTo(3);
        assertEquals("d", next());
        assertEquals("nothing", next());
        cursor.advanceTo(4);
        tm.commit();
        assertEquals(4, committed());
    }

    @Test
    void next_withoutAdvance_enlistsNothing() throws Exception {
        append("a");
        Partner partner = new Partner();
        long before = journal.stats().forces();
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        assertEquals("a", next());
        cursor.advanceTo(0);
        assertEquals(0, cursor.position());
        assertEquals("a", next());
        assertFalse(transactional.cursor("mailer", "orders").await(Duration.ZERO), "the only entry was read");
        tm.commit();
        assertEquals(List.of("commit in one phase"), partner.calls);
        assertEquals(0, journal.stats().forces() - before);
    }

    @Test
    void advancesAndEntries_sameTransaction_shareOneBranchAndItsForces() throws Exception {
        append("a", "b");
        long before = journal.stats().forces();
        tm.begin();
        cursor.advanceTo(1);
        transactional.cursor("billing", "orders").advanceTo(2);
        transactional.writer("mails").add(bytes("to a"));
        tm.commit();
        assertEquals(1, journal.stats().forces() - before);
        Partner partner = new Partner();
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(List.of("prepare", "commit"), partner.calls);
        assertEquals(3, journal.stats().forces() - before);
        assertEquals(2, committed());
    }

    @Test
    void cursorsOfSameName_sameTransaction_shareState() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        Cursor other = transactional.cursor("mailer", "orders");
        assertEquals("b", text(other.next()));
        other.advanceTo(2);
        assertEquals(2, cursor.position());
        tm.commit();
        assertEquals(2, committed());
    }

    @Test
    void cursors_suspendedAndInnerTransaction_areIndependent() throws Exception {
        append("a", "b");
        Cursor auditor = transactional.cursor("auditor", "orders");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        Transaction outer = tm.suspend();
        assertEquals(0, cursor.position());
        tm.begin();
        assertEquals(0, cursor.position());
        auditor.advanceTo(2);
        tm.commit();
        assertEquals(2, auditor.position());
        tm.resume(outer);
        assertEquals("b", next());
        assertEquals(1, cursor.position());
        tm.rollback();
        assertEquals(0, committed());
        assertEquals(2, auditor.position());
    }

    @Test
    void advanceTo_otherTransactionIsAdvancing_conflictsAndMarksRollbackOnly() throws Exception {
        append("a", "b");
        tm.begin();
        cursor.advanceTo(1);
        Transaction first = tm.suspend();
        tm.begin();
        assertEquals("a", next());
        transactional.writer("mails").add(bytes("twice"));
        CursorConflictException conflict = assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertTrue(conflict.getMessage().contains("mailer"), conflict.getMessage());
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        tm.resume(first);
        tm.commit();
        assertEquals(1, committed());
        assertEquals(List.of(), read(journal, "mails"));
    }

    @Test
    void advanceTo_movedSinceRead_conflicts() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        journal.cursor("mailer", "orders").advanceTo(1);
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        tm.begin();
        assertEquals("b", next());
        tm.rollback();
        tm.begin();
        assertEquals("b", next());
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
    }

    /** Another consumer moves the cursor, in one step. */
    private void otherMovesTo(long id) {
        journal.cursor("mailer", "orders").advanceTo(id);
    }

    private void assertConflictRollsBack(long id) throws Exception {
        transactional.writer("mails").add(bytes("twice"));
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(id));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read(journal, "mails"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_otherConsumerIsAhead_conflictsAndMarksRollbackOnly(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        assertEquals("a", next());
        otherMovesTo(other);
        assertConflictRollsBack(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_onlyPositionRead_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        assertEquals(0, cursor.position());
        otherMovesTo(other);
        assertConflictRollsBack(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_positionReadBeforeTransaction_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        assertEquals(0, cursor.position());
        otherMovesTo(other);
        tm.begin();
        assertConflictRollsBack(1);
        assertEquals(other, cursor.position());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_retryWithoutReading_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        tm.rollback();
        otherMovesTo(other);
        tm.begin();
        assertConflictRollsBack(1);
        if (other < 5) {
            tm.begin();
            assertTrue(cursor.next().isPresent());
            cursor.advanceTo(other + 1);
            tm.commit();
            assertEquals(other + 1, committed());
        }
    }

    @Test
    void advanceTo_retryWithoutReading_noOtherConsumer_commits() throws Exception {
        append("a", "b");
        assertEquals("a", next());
        for (int attempt = 0; attempt < 3; attempt++) {
            tm.begin();
            cursor.advanceTo(1);
            tm.rollback();
        }
        tm.begin();
        cursor.advanceTo(1);
        tm.commit();
        tm.begin();
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 5})
    void advanceTo_nextTransactionWithoutReading_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        cursor.advanceTo(1);
        tm.commit();
        otherMovesTo(other);
        tm.begin();
        assertConflictRollsBack(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_cursorOfShard_otherConsumerIsAhead_conflicts(long other) throws Exception {
        try (ShardedJournal sharded = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("sharded")).build(), 1)) {
            TransactionalShardedJournal ledger = TransactionalShardedJournal.of(
                    sharded, tm, TestNarayana.get().synchronizationRegistry());
            for (int i = 0; i < 5; i++) {
                sharded.append(bytes("key"), bytes("entry"));
            }
            Cursor shard = ledger.journal().cursor("mailer", sharded.streamOf(0));
            tm.begin();
            assertTrue(shard.next().isPresent());
            sharded.journal().cursor("mailer", sharded.streamOf(0)).advanceTo(other);
            assertThrows(CursorConflictException.class, () -> shard.advanceTo(1));
            assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
            assertThrows(RollbackException.class, tm::commit);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_outsideTransaction_otherConsumerIsAhead_conflicts(long other) {
        append("a", "b", "c", "d", "e");
        assertEquals("a", next());
        otherMovesTo(other);
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        Cursor plain = journal.cursor("plain", "orders");
        assertTrue(plain.next().isPresent());
        journal.cursor("plain", "orders").advanceTo(other);
        assertThrows(CursorConflictException.class, () -> plain.advanceTo(1));
    }

    @Test
    void next_movedSinceRead_conflicts() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        journal.cursor("mailer", "orders").advanceTo(1);
        assertThrows(CursorConflictException.class, this::next);
        assertThrows(RollbackException.class, tm::commit);
    }

    @Test
    void advanceTo_streamDeletedAndRecreated_conflicts() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        journal.deleteStream("orders");
        append("c", "d");
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        tm.begin();
        assertEquals("c", next());
        tm.rollback();
    }

    @Test
    void advanceTo_readBeforeTransaction_movedSince_conflicts() throws Exception {
        append("a", "b");
        assertEquals("a", next());
        journal.cursor("mailer", "orders").advanceTo(1);
        tm.begin();
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        tm.rollback();
        assertEquals("b", next());
        tm.begin();
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
        assertEquals("nothing", next());
    }

    @Test
    void cursor_outsideTransaction_isLocal() {
        append("a", "b");
        assertEquals("a", next());
        assertEquals("b", next());
        cursor.advanceTo(1);
        assertEquals("b", next());
        assertEquals(1, committed());
        assertThrows(IllegalArgumentException.class, () -> cursor.advanceTo(0));
        assertEquals("mailer", cursor.name());
        assertEquals("orders", cursor.stream());
    }

    @Test
    void advanceTo_invalidPosition_failsAndTransactionContinues() throws Exception {
        append("a", "b");
        tm.begin();
        cursor.advanceTo(1);
        assertThrows(IllegalArgumentException.class, () -> cursor.advanceTo(0));
        assertThrows(BeyondEndException.class, () -> cursor.advanceTo(3));
        assertEquals("b", next());
        tm.commit();
        assertEquals(1, committed());
    }

    @Test
    void cursor_transactionRollbackOnly_readsButDoesNotAdvance() throws Exception {
        append("a");
        tm.begin();
        tm.setRollbackOnly();
        assertEquals("a", next());
        assertThrows(IllegalStateException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(0, committed());
    }

    @Test
    void cursor_transactionCompleted_neitherReadsNorAdvances() throws Exception {
        append("a");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        tm.begin();
        tm.getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                failure.set(assertThrows(IllegalStateException.class, () -> cursor.advanceTo(1)));
                assertThrows(IllegalStateException.class, cursor::next);
            }
        });
        tm.commit();
        assertTrue(failure.get().getMessage().contains("committed"), () -> "" + failure.get());
        assertEquals(0, committed());
    }

    @Test
    void advanceTo_transactionTimedOut_fails() throws Exception {
        append("a", "b");
        tm.setTransactionTimeout(1);
        tm.begin();
        tm.setTransactionTimeout(0);
        cursor.advanceTo(1);
        while (tm.getStatus() == Status.STATUS_ACTIVE) {
            Thread.sleep(20);
        }
        assertThrows(IllegalStateException.class, () -> cursor.advanceTo(2));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(0, committed());
        tm.begin();
        cursor.advanceTo(1);
        tm.commit();
        assertEquals(1, committed());
    }

    @Test
    void next_entriesTruncated_failsUntilCursorIsAdvanced() throws Exception {
        for (int i = 0; i < 400; i++) {
            journal.append("orders", new byte[1_000]);
        }
        transactional.close();
        open();
        journal.truncate("orders", 350);
        long first = journal.firstId("orders");
        assertTrue(first > 0);
        tm.begin();
        assertThrows(TruncatedException.class, cursor::next);
        cursor.advanceTo(first);
        assertEquals(first, cursor.next().orElseThrow().id());
        tm.commit();
        assertEquals(first, committed());
    }

    @Test
    void await_inTransaction_waitsForEntryAfterLastRead() throws Exception {
        append("a");
        tm.begin();
        assertTrue(cursor.await(Duration.ofSeconds(50)));
        assertEquals("a", next());
        assertFalse(cursor.await(Duration.ofMillis(20)));
        cursor.advanceTo(1);
        CompletableFuture<Void> appended = CompletableFuture.runAsync(
                () -> append("b"), CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        assertTrue(cursor.await(Duration.ofSeconds(50)));
        assertEquals("b", next());
        appended.join();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> cursor.await(Duration.ofSeconds(50)));
        tm.rollback();
    }

    @Test
    void advanceTo_branchInDoubt_conflictsUntilDecidedAndAfterRestart() throws Exception {
        append("a", "b");
        BranchId inDoubt = new BranchId(7, bytes("transaction"), bytes("branch"));
        Transactions.of(journal).begin(inDoubt).advance(journal.cursor("mailer", "orders"), 1);
        Transactions.of(journal).prepare(inDoubt);
        transactional.close();
        open();
        tm.begin();
        assertEquals("a", next());
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        Transactions.of(journal).commit(inDoubt);
        tm.begin();
        assertEquals("b", next());
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
    }
}
