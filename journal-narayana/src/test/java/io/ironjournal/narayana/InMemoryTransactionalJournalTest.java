package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.jta.InMemoryJournal;

class InMemoryTransactionalJournalTest extends TransactionalJournalContract {

    @Override
    Journal open() {
        return new InMemoryJournal();
    }

    @Override
    void checkForces(int transactions, long forces) {
        assertTrue(forces <= 2 * transactions, () -> forces + " forces for " + transactions + " transactions");
    }
}
