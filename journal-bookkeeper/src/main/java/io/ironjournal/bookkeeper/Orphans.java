package io.ironjournal.bookkeeper;

import java.io.IOException;
import java.util.Optional;

/** Deletes ledgers of a journal that no opening uses, and whole journals. */
final class Orphans {

    private Orphans() {}

    /** Deletes them, and returns their number. */
    static int delete(Connection connection) throws IOException {
        Optional<VersionedMetadata> found = connection.node().read();
        if (found.isEmpty()) {
            return 0;
        }
        // A ledger of an earlier opening that is not listed now is never listed again.
        JournalMetadata content = found.get().content();
        int orphans = 0;
        for (long ledger : connection.ledgers().ofEarlierOpenings(content.identity(), content.epoch())) {
            if (!content.lists(ledger)) {
                connection.ledgers().delete(ledger);
                orphans++;
            }
        }
        return orphans;
    }

    /** Deletes a journal: its node first, so that no opening finds deleted ledgers. Returns whether there was one. */
    static boolean deleteJournal(Connection connection) throws IOException {
        Optional<VersionedMetadata> found = connection.node().read();
        if (found.isEmpty()) {
            return false;
        }
        connection.node().delete(found.get().version());
        for (LedgerInfo ledger : found.get().content().ledgers()) {
            connection.ledgers().delete(ledger.id());
        }
        return true;
    }
}
