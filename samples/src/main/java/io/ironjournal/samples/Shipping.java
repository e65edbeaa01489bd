package io.ironjournal.samples;

import io.ironjournal.Entry;
import io.ironjournal.cdi.ConsumesStream;
import jakarta.inject.Inject;

/**
 * Ships each order exactly once: the parcel and the advance of the cursor are one transaction. No other code is needed. It
 * has no scope, so that the container does not find it: {@link Outbox} adds it, and the shop of {@link Orders} has no
 * shipping.
 */
class Shipping {

    @Inject
    Warehouse warehouse;

    @ConsumesStream(stream = "orders", cursor = "shipping")
    void ship(Entry order) {
        warehouse.ship(Order.fromEntry(order.data()));
    }
}
