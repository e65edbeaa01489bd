package io.ironjournal.bookkeeper;

/**
 * One ledger of a journal.
 *
 * @param id the id of the ledger
 * @param epoch the opening that created it
 * @param firstLsn the LSN of its first record
 * @param closed whether the ledger is closed for certain; otherwise the next opening fences it
 */
record LedgerInfo(long id, long epoch, long firstLsn, boolean closed) {

    LedgerInfo asClosed() {
        return new LedgerInfo(id, epoch, firstLsn, true);
    }
}
