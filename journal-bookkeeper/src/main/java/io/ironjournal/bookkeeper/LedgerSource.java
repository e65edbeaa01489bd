package io.ironjournal.bookkeeper;

import io.ironjournal.CorruptionException;
import java.io.IOException;

/** Opens ledgers for a reader. */
interface LedgerSource {

    /**
     * Opens a ledger.
     *
     * @throws CorruptionException when it does not exist
     */
    LedgerEntryReader open(LedgerInfo ledger) throws IOException;

    /** Returns whether a ledger still belongs to the journal. Otherwise it was trimmed. */
    boolean lists(long ledger) throws IOException;
}
