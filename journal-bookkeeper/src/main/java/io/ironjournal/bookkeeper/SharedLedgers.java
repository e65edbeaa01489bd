package io.ironjournal.bookkeeper;

import java.io.IOException;

/** Opens ledgers that another process may be writing. */
record SharedLedgers(Connection connection) implements LedgerSource {

    @Override
    public LedgerEntryReader open(LedgerInfo ledger) throws IOException {
        return LedgerEntryReader.of(connection.ledgers().open(ledger.id(), false));
    }

    @Override
    public boolean lists(long ledger) throws IOException {
        return connection.node().read().stream()
                .anyMatch(found -> found.content().lists(ledger));
    }
}
