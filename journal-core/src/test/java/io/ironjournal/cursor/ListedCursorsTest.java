package io.ironjournal.cursor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.CursorInfo;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.StreamNotFoundException;
import io.ironjournal.TruncatedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cursors as an operator sees and manages them. */
class ListedCursorsTest {

    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    private SimulatedStorage storage = new SimulatedStorage(1);
    private Journal journal;

    @BeforeEach
    void open() {
        JournalOptions options = JournalOptions.builder(Path.of("simulated"))
                .maxSegmentSize(4 << 10)
                .maxEntrySize(2 << 10)
                .maxTransactionSize(4 << 10)
                .logSegmentSize(16 << 10)
                .logBudget(128 << 10)
                .build();
        journal = JournalOpener.open(options, storage, false);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** Opens the journal after a power cut, so that only durable moves are left. */
    private void crash() {
        storage = storage.powerCut(7);
        open();
    }

    private void append(String stream, int count) {
        for (int i = 0; i < count; i++) {
            journal.append(stream, new byte[1000]);
        }
    }

    private List<String> listed() {
        return journal.cursors().stream()
                .map(cursor -> cursor.stream() + "/" + cursor.name() + " " + cursor.position() + " " + cursor.lag())
                .toList();
    }

    @Test
    void cursors_advancedCursors_areListedByStreamAndName() {
        append("orders", 5);
        append("audit", 3);
        journal.cursor("mailer", "orders").advanceTo(2);
        journal.cursor("archive", "orders").advanceTo(5);
        journal.cursor("mailer", "audit").advanceTo(1);
        Cursor unused = journal.cursor("unused", "audit");
        assertEquals(0, unused.position());

        assertEquals(List.of("audit/mailer 1 2", "orders/archive 5 0", "orders/mailer 2 3"), listed());
    }

    @Test
    void cursors_afterCrash_areTheSame() {
        append("orders", 5);
        journal.cursor("mailer", "orders").advanceTo(2);
        List<CursorInfo> before = journal.cursors();

        crash();

        assertEquals(before, journal.cursors());
    }

    @Test
    void movedAt_isTheTimeOfTheMove() {
        append("orders", 1);
        long before = System.currentTimeMillis();
        journal.cursor("mailer", "orders").advanceTo(1);

        Instant movedAt = journal.cursors().get(0).movedAt();

        assertTrue(movedAt.toEpochMilli() >= before && movedAt.toEpochMilli() <= System.currentTimeMillis());
    }

    @Test
    void cursors_ofDeletedStream_areNotListed() {
        append("orders", 2);
        journal.cursor("mailer", "orders").advanceTo(2);
        assertTrue(journal.deleteStream("orders"));
        append("orders", 1);

        assertEquals(List.of(), listed());
    }

    @Test
    void thousandCursors_areListed() {
        append("orders", 2);
        for (int i = 0; i < 1000; i++) {
            journal.cursor("consumer" + i, "orders").advanceTo(1);
        }

        assertEquals(1000, journal.cursors().size());
        crash();
        assertEquals(1000, journal.cursors().size());
    }

    @Test
    void resetCursor_backwardsAndForwards_isDurable() {
        append("orders", 5);
        journal.cursor("mailer", "orders").advanceTo(4);

        journal.resetCursor("mailer", "orders", 1);
        crash();
        assertEquals(1, journal.cursor("mailer", "orders").position());

        journal.resetCursor("mailer", "orders", journal.nextId("orders"));
        crash();
        assertEquals(List.of("orders/mailer 5 0"), listed());
    }

    @Test
    void resetCursor_unknownCursor_createsIt() {
        append("orders", 5);

        journal.resetCursor("mailer", "orders", 3);

        assertEquals(List.of("orders/mailer 3 2"), listed());
    }

    @Test
    void resetCursor_consumerHasRead_getsAConflict() {
        append("orders", 5);
        Cursor consumer = journal.cursor("mailer", "orders");
        assertEquals(0, consumer.next().orElseThrow().id());

        journal.resetCursor("mailer", "orders", 3);

        assertThrows(CursorConflictException.class, () -> consumer.advanceTo(1));
        assertEquals(3, consumer.next().orElseThrow().id());
    }

    @Test
    void resetAndDelete_cursorOfBranchInDoubt_areRefused() {
        append("orders", 5);
        Cursor cursor = journal.cursor("mailer", "orders");
        Branch branch = Transactions.of(journal).begin(BRANCH);
        branch.advance(cursor, 2);
        Transactions.of(journal).prepare(BRANCH);

        crash();

        assertThrows(CursorConflictException.class, () -> journal.resetCursor("mailer", "orders", 1));
        assertThrows(CursorConflictException.class, () -> journal.deleteCursor("mailer", "orders"));
        Transactions.of(journal).commit(BRANCH);
        assertEquals(List.of("orders/mailer 2 3"), listed());
        assertTrue(journal.deleteCursor("mailer", "orders"));
    }

    @Test
    void resetCursor_toATime_goesToTheFirstEntryAtIt_orToTheEnd() throws InterruptedException {
        append("orders", 2);
        Thread.sleep(2);
        append("orders", 3);
        Instant third;
        try (EntryIterator entries = journal.iterate("orders", 2)) {
            third = entries.next().time();
        }

        assertEquals(2, journal.resetCursor("mailer", "orders", third));
        crash();
        assertEquals(List.of("orders/mailer 2 3"), listed());

        assertEquals(0, journal.resetCursor("mailer", "orders", Instant.EPOCH));
        assertEquals(5, journal.resetCursor("mailer", "orders", Instant.MAX));
        assertEquals(List.of("orders/mailer 5 0"), listed());
        assertThrows(StreamNotFoundException.class, () -> journal.resetCursor("mailer", "none", third));
    }

    @Test
    void resetCursor_beyondTheEnd_isRefused() {
        append("orders", 5);

        assertThrows(BeyondEndException.class, () -> journal.resetCursor("mailer", "orders", 6));
        assertThrows(IllegalArgumentException.class, () -> journal.resetCursor("mailer", "orders", -1));
        assertEquals(List.of(), listed());
    }

    @Test
    void resetCursor_truncatedEntry_isRefused() {
        append("orders", 20);
        assertTrue(journal.truncate("orders", 15) > 0);
        long first = journal.firstId("orders");

        assertThrows(TruncatedException.class, () -> journal.resetCursor("mailer", "orders", first - 1));

        journal.resetCursor("mailer", "orders", first);
        assertEquals(
                first, journal.cursor("mailer", "orders").next().orElseThrow().id());
    }

    @Test
    void resetCursor_unknownStream_isRefused() {
        StreamNotFoundException refused =
                assertThrows(StreamNotFoundException.class, () -> journal.resetCursor("mailer", "orders", 0));

        assertEquals("orders", refused.stream().orElseThrow());
    }

    @Test
    void deleteCursor_isDurable_andTheNextAdvanceBeginsAtZero() {
        append("orders", 5);
        Cursor old = journal.cursor("mailer", "orders");
        old.advanceTo(3);

        assertTrue(journal.deleteCursor("mailer", "orders"));

        assertEquals(0, journal.cursor("mailer", "orders").position());
        assertThrows(CursorConflictException.class, () -> old.advanceTo(4));
        crash();
        assertEquals(List.of(), listed());
        assertFalse(journal.deleteCursor("mailer", "orders"));
        journal.cursor("mailer", "orders").advanceTo(1);
        assertEquals(List.of("orders/mailer 1 4"), listed());
    }

    @Test
    void deleteCursor_afterItWasWrittenToTheFile_isDurable() {
        append("orders", 5);
        journal.cursor("mailer", "orders").advanceTo(3);
        journal.close();
        open();
        assertTrue(journal.deleteCursor("mailer", "orders"));

        journal.close();
        open();

        assertEquals(List.of(), listed());
    }

    @Test
    void deleteCursor_unknown_saysSo() {
        assertFalse(journal.deleteCursor("mailer", "orders"));
        append("orders", 1);
        assertFalse(journal.deleteCursor("mailer", "orders"));
        journal.cursor("mailer", "orders").advanceTo(1);
    }
}
