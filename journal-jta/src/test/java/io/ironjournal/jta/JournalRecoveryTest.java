package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the registration for recovery without an integration. */
class JournalRecoveryTest {

    private final InMemoryJournal journal = new InMemoryJournal();

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void register_noIntegration_failsAndSaysWhatToAdd() {
        RecoveryUnavailableException refusal =
                assertThrows(RecoveryUnavailableException.class, () -> JournalRecovery.register(journal));
        assertTrue(
                refusal.getMessage().contains("journal-narayana for Narayana and for WildFly"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("journal-liberty for Open Liberty"), refusal.getMessage());
        assertThrows(RecoveryUnavailableException.class, JournalTransactionIntegration::require);
    }

    @Test
    void required_integrationCouldNotBeLoaded_saysWhy() {
        IntegrationLookup lookup = new IntegrationLookup(Optional.empty(), List.of("the class X is missing"));
        RecoveryUnavailableException refusal = assertThrows(RecoveryUnavailableException.class, lookup::required);
        assertTrue(refusal.getMessage().contains("(the class X is missing)"), refusal.getMessage());
    }

    @Test
    void awaitBranches_acceptsEachDuration() {
        Transactions.of(journal).begin(new BranchId(1, new byte[1], new byte[0]), () -> false);
        try (JournalRecovery recovery = JournalRecovery.byOperator(journal)) {
            assertFalse(recovery.awaitBranches(Duration.ofSeconds(Long.MIN_VALUE)));
            Thread.currentThread().interrupt();
            assertFalse(recovery.awaitBranches(Duration.ofSeconds(Long.MAX_VALUE)));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void byOperator_noIntegration_registersJournal() {
        try (JournalRecovery recovery = JournalRecovery.byOperator(journal)) {
            String description = recovery.toString();
            assertTrue(description.startsWith("JournalRecovery["), description);
            assertTrue(description.endsWith(" with id " + journal.journalId() + "]"), description);
        }
    }
}
