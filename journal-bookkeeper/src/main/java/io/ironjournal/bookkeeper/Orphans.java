package io.ironjournal.bookkeeper;

import java.io.IOException;
import java.util.Optional;

/** Ledgers of a journal that no opening uses. */
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
}
