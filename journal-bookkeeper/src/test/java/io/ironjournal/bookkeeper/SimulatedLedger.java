package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.LogIdentity;
import java.util.ArrayList;
import java.util.List;

/** The state of one ledger, as all its bookies have it together. */
final class SimulatedLedger {

    final long id;
    final LogIdentity journal;
    final long epoch;

    /** Stored entries. Those from {@link #acknowledged} on may be lost when the ledger is fenced. */
    final List<byte[]> entries = new ArrayList<>();

    int acknowledged;
    boolean fenced;
    boolean closed;
    boolean deleted;

    SimulatedLedger(long id, LogIdentity journal, long epoch) {
        this.id = id;
        this.journal = journal;
        this.epoch = epoch;
    }

    /** Excludes the writer. The new end is behind the last acknowledged entry, or behind later ones that were stored. */
    void fence(SimulatedCluster cluster) {
        fenced = true;
        int kept = cluster.forgetful ? 0 : acknowledged;
        if (!closed) {
            closeAt(kept + cluster.random.nextInt(entries.size() - kept + 1));
        }
    }

    /** Closes the ledger behind its last acknowledged entry. */
    void close() {
        if (!closed) {
            closeAt(acknowledged);
        }
    }

    private void closeAt(int end) {
        closed = true;
        entries.subList(end, entries.size()).clear();
        acknowledged = end;
    }
}
