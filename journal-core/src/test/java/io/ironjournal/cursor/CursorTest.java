package io.ironjournal.cursor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TruncatedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Durable cursors as consumers use them. */
class CursorTest {

    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    @TempDir
    Path directory;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(JournalOptions.builder(directory)
                .maxSegmentSize(4 << 10)
                .maxTransactionSize(64 << 10)
                .maxEntrySize(64 << 10)
                .logSegmentSize(16 << 10)
                .logBudget(128 << 10)
                .build());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void reopen() {
        journal.close();
        open();
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            journal.append("orders", Long.toString(journal.nextId("orders")).getBytes(UTF_8));
        }
    }

    private Cursor mailer() {
        return journal.cursor("mailer", "orders");
    }

    @Test
    void position_afterReopening_isKept() {
        append(3);
        Cursor cursor = mailer();
        assertEquals(0, cursor.next().map(Entry::id).orElseThrow());
        assertEquals(1, cursor.next().map(Entry::id).orElseThrow());
        assertEquals(0, cursor.position());
        cursor.advanceTo(2);
        assertEquals(2, cursor.position());
        reopen();
        assertEquals(2, mailer().position());
        assertEquals(2, mailer().next().map(Entry::id).orElseThrow());
        assertEquals(0, journal.cursor("other", "orders").position());
        assertEquals(0, journal.cursor("mailer", "payments").position());
    }

    @Test
    void entriesNotAdvancedPast_areReadAgain() {
        append(2);
        Cursor cursor = mailer();
        cursor.next();
        cursor.next();
        assertEquals(Optional.empty(), cursor.next());
        reopen();
        assertEquals(0, mailer().next().map(Entry::id).orElseThrow());
    }

    @Test
    void position_afterTheLogIsTrimmed_isKept() {
        append(10);
        mailer().advanceTo(7);
        for (int i = 0; i < 100; i++) {
            journal.append("noise", new byte[8 << 10]);
        }
        reopen();
        assertEquals(7, mailer().position());
    }

    @Test
    void advance_checksItsPosition() {
        append(2);
        Cursor cursor = mailer();
        assertThrows(BeyondEndException.class, () -> cursor.advanceTo(3));
        cursor.advanceTo(2);
        assertThrows(IllegalArgumentException.class, () -> cursor.advanceTo(1));
        assertEquals(2, cursor.position());
        assertThrows(IllegalArgumentException.class, () -> journal.cursor("", "orders"));
        assertThrows(IllegalArgumentException.class, () -> journal.cursor("x".repeat(86), "orders"));
        assertThrows(IllegalArgumentException.class, () -> journal.cursor("\ud800", "orders"));
    }

    @Test
    void twoConsumersOfOneCursor_onlyOneAdvances() {
        append(2);
        Cursor first = mailer();
        Cursor second = mailer();
        first.next();
        second.next();
        first.advanceTo(1);
        assertThrows(CursorConflictException.class, () -> second.advanceTo(1));
        assertEquals(1, second.next().map(Entry::id).orElseThrow());
        second.advanceTo(2);
        assertEquals(Optional.empty(), first.next());
    }

    @Test
    void truncationPastTheCursor_isReportedUntilItIsAccepted() {
        append(2000);
        mailer().advanceTo(5);
        reopen();
        journal.truncate("orders", 1500);
        long first = journal.firstId("orders");
        assertTrue(first > 5);
        Cursor cursor = mailer();
        assertThrows(TruncatedException.class, cursor::next);
        cursor.advanceTo(first);
        assertEquals(first, cursor.next().map(Entry::id).orElseThrow());
    }

    @Test
    void streamDeletedAndCreatedAgain_cursorBeginsAtItsFirstEntry() {
        append(5);
        mailer().advanceTo(4);
        journal.deleteStream("orders");
        assertEquals(0, mailer().position());
        append(2);
        assertEquals(0, mailer().next().map(Entry::id).orElseThrow());
        reopen();
        assertEquals(0, mailer().position());
        mailer().advanceTo(1);
        reopen();
        assertEquals(1, mailer().position());
    }

    @Test
    @Timeout(20)
    void readingInAnEarlierGeneration_skipsNothingOfTheNextOne() throws Exception {
        append(2);
        Cursor cursor = mailer();
        cursor.next();
        cursor.next();
        journal.deleteStream("orders");
        append(3);
        assertTrue(cursor.await(Duration.ofSeconds(10)));
        CursorConflictException error = assertThrows(CursorConflictException.class, () -> cursor.advanceTo(2));
        assertTrue(error.getMessage().contains("was deleted after"), error.getMessage());
        assertEquals(0, cursor.next().map(Entry::id).orElseThrow());
        journal.deleteStream("orders");
        append(1);
        assertThrows(CursorConflictException.class, cursor::next);
        assertEquals(0, cursor.next().map(Entry::id).orElseThrow());
        cursor.advanceTo(1);
        assertEquals(1, mailer().position());
    }

    @Test
    void branch_movingTooManyCursors_isRefused() {
        append(1);
        Branch branch = Transactions.of(journal).begin(BRANCH);
        assertThrows(TransactionTooLargeException.class, () -> {
            for (int i = 0; i < 1_000_000; i++) {
                branch.advance(journal.cursor("cursor " + i, "orders"), 1);
            }
        });
        Transactions.of(journal).rollback(BRANCH);
        journal.cursor("cursor 1", "orders").advanceTo(1);
    }

    @Test
    void branch_committed_movesTheCursor() {
        append(4);
        Branch branch = Transactions.of(journal).begin(BRANCH);
        Cursor reader = mailer();
        branch.advance(reader, 2);
        assertEquals(2, reader.next().map(Entry::id).orElseThrow());
        branch.advance(reader, 3);
        assertThrows(IllegalArgumentException.class, () -> branch.advance(reader, 1));
        assertEquals(0, mailer().position());
        CursorConflictException error = assertThrows(CursorConflictException.class, () -> mailer().advanceTo(1));
        assertTrue(error.getMessage().contains("is being moved by another consumer"), error.getMessage());
        Transactions.of(journal).prepare(BRANCH);
        reopen();
        assertEquals(0, mailer().position());
        assertThrows(CursorConflictException.class, () -> mailer().advanceTo(1));
        Transactions.of(journal).commit(BRANCH);
        assertEquals(3, mailer().position());
        reopen();
        assertEquals(3, mailer().position());
        mailer().advanceTo(4);
    }

    @Test
    void branch_rolledBack_leavesTheCursorAndReleasesIt() {
        append(2);
        Transactions.of(journal).begin(BRANCH).advance(mailer(), 2);
        Transactions.of(journal).rollback(BRANCH);
        mailer().advanceTo(1);
        Transactions.of(journal).begin(BRANCH).advance(mailer(), 2);
        Transactions.of(journal).prepare(BRANCH);
        Transactions.of(journal).rollback(BRANCH);
        assertEquals(1, mailer().position());
        Transactions.of(journal).begin(BRANCH).advance(mailer(), 2);
        Transactions.of(journal).commitOnePhase(BRANCH);
        assertEquals(2, mailer().position());
        reopen();
        assertEquals(2, mailer().position());
    }

    @Test
    @Timeout(20)
    void await_nextEntryAppended_wakesUp() throws Exception {
        append(1);
        Cursor cursor = mailer();
        assertTrue(cursor.await(Duration.ZERO));
        assertTrue(cursor.await(Duration.ofSeconds(Long.MIN_VALUE)));
        cursor.next();
        assertFalse(cursor.await(Duration.ofMillis(1)));
        CompletableFuture<Boolean> woken = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                woken.complete(cursor.await(Duration.ofMinutes(1)));
            } catch (InterruptedException e) {
                woken.completeExceptionally(e);
            }
        });
        waiting.start();
        append(1);
        assertTrue(woken.get(10, TimeUnit.SECONDS));
        waiting.join();
    }

    @Test
    @Timeout(20)
    void await_journalClosed_ends() throws Exception {
        Cursor cursor = mailer();
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            try {
                return cursor.await(Duration.ofMinutes(1));
            } catch (JournalClosedException e) {
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        });
        // The call ends whether it already waits or not.
        Thread.sleep(50);
        journal.close();
        assertTrue(ended.get(10, TimeUnit.SECONDS));
        open();
    }

    @Test
    void cursor_afterALoss_isNotBeyondTheEnd() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal before = openSimulated(storage);
        for (int i = 0; i < 3; i++) {
            before.append("orders", new byte[] {1});
        }
        SimulatedStorage lost = new SimulatedStorage(2);
        for (String file : storage.files()) {
            lost.writeAll(file, storage.readAll(file));
        }
        for (int i = 0; i < 7; i++) {
            before.append("orders", new byte[] {2});
        }
        before.cursor("mailer", "orders").advanceTo(10);
        before.close();
        // The state after the log is truncated behind the third entry, if the cursors were written before that.
        lost.writeAll("cursors", storage.readAll("cursors"));
        lost.writeAll("SALVAGE", new byte[0]);
        try (Journal after = openSimulated(lost)) {
            assertEquals(3, after.cursor("mailer", "orders").position());
            after.append("orders", new byte[] {3});
            assertEquals(
                    3, after.cursor("mailer", "orders").next().map(Entry::id).orElseThrow());
        }
        try (Journal after = openSimulated(lost)) {
            assertEquals(3, after.cursor("mailer", "orders").position());
        }
    }

    private static Journal openSimulated(SimulatedStorage storage) {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(64 << 10)
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .build();
        return JournalOpener.open(options, storage, false);
    }
}
