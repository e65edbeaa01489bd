package io.ironjournal.weld;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Without a transaction manager. Those with one are in journal-cdi, where there is a Weld. */
class JournalTransactionServicesTest {

    private final JournalTransactionServices services = new JournalTransactionServices();

    @Test
    void isTransactionActive_withoutTransactionManager_isFalse() {
        assertFalse(services.isTransactionActive());
    }

    @Test
    void getUserTransaction_withoutTransactionManager_saysWhatToAdd() {
        IllegalStateException e = assertThrows(IllegalStateException.class, services::getUserTransaction);
        assertTrue(e.getMessage().contains("journal-narayana"), e.getMessage());
    }
}
