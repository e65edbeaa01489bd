package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Journal;
import io.ironjournal.jta.InMemoryJournal;

class InMemoryTransactionalJournalTest extends TransactionalJournalContract {

    @Override
    Journal open() {
        return new InMemoryJournal();
    }

    @Override
    void checkForces(int transactions, long forces) {
        assertEquals(2 * transactions, forces);
    }
}
