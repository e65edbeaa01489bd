package io.ironjournal.weld;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Tests the service without a transaction manager. The tests of journal-cdi, which have Weld, test it with one. */
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
