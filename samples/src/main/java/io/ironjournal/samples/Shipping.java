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

/** Ships orders exactly once: the parcel and the cursor's advance are one transaction. This is all that it takes. */
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

    /** Waits without a transaction, which would last as long. */
    boolean hasWork(Duration patience) throws InterruptedException {
        return placed.await(patience);
    }

    long shipped() {
        return placed.position();
    }
}
