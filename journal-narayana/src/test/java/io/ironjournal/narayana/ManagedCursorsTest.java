package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CursorConflictException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Tests that cursors are listed, reset and deleted beside transactions. */
class ManagedCursorsTest extends CursorInTransactions {

    @Test
    void resetAndDelete_inTransaction_areRefused() throws Exception {
        append("a", "b");
        tm.begin();
        for (Executable call : new Executable[] {
            () -> transactional.resetCursor("mailer", "orders", 1),
            () -> transactional.resetCursor("mailer", "orders", Instant.EPOCH),
            () -> transactional.deleteCursor("mailer", "orders")
        }) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, call);
            assertTrue(refused.getMessage().contains("would take effect even if"), refused.getMessage());
        }
        transactional.autonomous().resetCursor(cursor.name(), cursor.stream(), 1);
        tm.rollback();
        assertEquals(1, committed());
    }

    @Test
    void resetCursor_transactionHasAdvancedIt_isRefusedUntilItsEnd() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        assertThrows(CursorConflictException.class, () -> journal.resetCursor(cursor.name(), cursor.stream(), 0));
        tm.commit();

        journal.resetCursor(cursor.name(), cursor.stream(), 0);

        assertEquals(0, committed());
        assertEquals("a", next());
    }

    @Test
    void resetCursor_transactionHasReadOnly_itsAdvanceConflicts() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());

        journal.resetCursor(cursor.name(), cursor.stream(), 2);

        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        tm.rollback();
        assertEquals(2, committed());
    }

    @Test
    void cursors_inTransaction_showsCommittedPositions() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        assertEquals(0, transactional.cursors().size());
        tm.commit();
        assertEquals(1, transactional.cursors().get(0).position());
    }
}
