package io.ironjournal.simulation;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;

/** Checks what a full disk may refuse. */
final class FullDisk {

    private FullDisk() {}

    /** Commits a prepared branch. A branch that voted can commit on a full disk. */
    static void commit(Journal journal, BranchId id) {
        try {
            Transactions.of(journal).commit(id);
        } catch (DiskFullException e) {
            throw new Verifier.Violation("A prepared branch cannot be committed on a full disk: " + e, e);
        }
    }

    /**
     * Requires that an opening or closing may need space. It may only before anything was acknowledged, and where
     * decision 12 says so.
     */
    static void requireMayBeRefused(DiskFullException refused, boolean acknowledged) {
        if (acknowledged && !refused.getMessage().contains("more than fit into a spare segment")) {
            throw new Verifier.Violation("The journal does not open or close on a full disk: " + refused, refused);
        }
    }
}
