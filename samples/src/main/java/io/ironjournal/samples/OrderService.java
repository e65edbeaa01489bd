package io.ironjournal.samples;

import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Places orders: an entry in the journal and a row in the database, both or neither. No other code is needed. */
@ApplicationScoped
class OrderService {

    private static final long CREDIT_IN_CENTS = 100_000;

    @Inject
    @JournalStream("orders")
    TxnWriter journal;

    @Inject
    OrderBook book;

    @Transactional
    public void place(Order order) {
        journal.add(order.toEntry());
        book.enter(order);
        if (order.cents() > CREDIT_IN_CENTS) {
            throw new UnpayableException(order);
        }
    }

    /** An unchecked exception, which rolls the transaction back. */
    static final class UnpayableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnpayableException(Order order) {
            super(order.customer() + " cannot pay for it");
        }
    }
}
