package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;

import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** A transactional service as applications write them. */
@ApplicationScoped
class Orders {

    @Inject
    @JournalStream("orders")
    TxnWriter writer;

    @Inject
    Attempts attempts;

    @Transactional
    public void place(String order) {
        writer.add(bytes(order));
    }

    @Transactional
    public void fail(String order) {
        writer.add(bytes(order));
        throw new IllegalStateException("as the test wants it");
    }

    @Transactional
    public void noteAttemptAndFail(String order) {
        writer.add(bytes(order));
        attempts.note(order);
        throw new IllegalStateException("as the test wants it");
    }

    public void addWithoutTransaction(String order) {
        writer.add(bytes(order));
    }

    /** Writes to the same stream with the same writer, in a transaction of its own. */
    @ApplicationScoped
    static class Attempts {

        @Inject
        @JournalStream("orders")
        TxnWriter writer;

        @Transactional(TxType.REQUIRES_NEW)
        public void note(String order) {
            writer.add(bytes("attempt of " + order));
        }
    }
}
