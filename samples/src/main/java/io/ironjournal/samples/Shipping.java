package io.ironjournal.samples;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.cdi.CursorName;
import io.ironjournal.cdi.JournalStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;

/**
 * Ships each order exactly once: the parcel and the advance of the cursor are one transaction. No other code is needed.
 */
@ApplicationScoped
class Shipping {

    @Inject
    @JournalStream("orders")
    @CursorName("shipping")
    Cursor placed;

    @Inject
    Warehouse warehouse;

    @Transactional
    public void shipNext() {
        Optional<Entry> next = placed.next();
        if (next.isPresent()) {
            placed.advanceTo(next.get().id() + 1);
            warehouse.ship(Order.fromEntry(next.get().data()));
        }
    }

    /** Waits outside of a transaction, because a transaction would last as long as the wait. */
    boolean hasWork(Duration patience) throws InterruptedException {
        return placed.await(patience);
    }

    long shipped() {
        return placed.position();
    }
}
