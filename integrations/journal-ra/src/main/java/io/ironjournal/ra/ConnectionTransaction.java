package io.ironjournal.ra;

import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.LocalTransaction;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection's local transaction, which servers use when nothing else takes part: all entries of the connection's writers are
 * one write.
 */
final class ConnectionTransaction implements LocalTransaction {

    private final Journal journal;
    private volatile @Nullable TxnWriter batch;

    ConnectionTransaction(Journal journal) {
        this.journal = journal;
    }

    boolean isActive() {
        return batch != null;
    }

    private TxnWriter active() {
        TxnWriter current = batch;
        if (current == null) {
            throw new java.lang.IllegalStateException("The connection's local transaction has ended. Get a new writer");
        }
        return current;
    }

    @Override
    public void begin() throws ResourceException {
        if (batch != null) {
            throw new IllegalStateException(
                    "The connection has already begun a local transaction. Commit or roll back that one first");
        }
        // Every writer of the connection names its own stream.
        batch = journal.writer("unused");
    }

    @Override
    public void commit() throws ResourceException {
        TxnWriter current = ending();
        try {
            current.commit();
        } catch (JournalException e) {
            throw new ResourceException("The journal did not commit the local transaction: " + e.getMessage(), e);
        }
    }

    @Override
    public void rollback() throws ResourceException {
        ending().rollback();
    }

    private TxnWriter ending() throws ResourceException {
        TxnWriter current = batch;
        if (current == null) {
            throw new IllegalStateException("The connection has no local transaction. Begin one first");
        }
        batch = null;
        return current;
    }

    /** Rolls back what the server left open. */
    void end() {
        TxnWriter current = batch;
        batch = null;
        if (current != null) {
            current.close();
        }
    }

    TxnWriter writer(String stream) {
        return new LocalTransactionWriter(active(), stream);
    }

    /** A writer of one stream in the local transaction. */
    private final class LocalTransactionWriter implements TxnWriter {

        private final TxnWriter mine;
        private final String stream;

        LocalTransactionWriter(TxnWriter mine, String stream) {
            this.mine = mine;
            this.stream = stream;
        }

        @Override
        public TxnWriter add(byte[] entry) {
            return add(stream, entry);
        }

        @Override
        public TxnWriter add(String to, byte[] entry) {
            requireActive();
            mine.add(to, entry);
            return this;
        }

        @Override
        public TxnWriter add(NewEntry entry) {
            return add(stream, entry);
        }

        @Override
        public TxnWriter add(String to, NewEntry entry) {
            requireActive();
            mine.add(to, entry);
            return this;
        }

        @Override
        public TxnWriter expect(String other, long nextId) {
            requireActive();
            mine.expect(other, nextId);
            return this;
        }

        private void requireActive() {
            if (active() != mine) {
                throw new java.lang.IllegalStateException(
                        "The writer belongs to an earlier local transaction of the connection. Get a new writer");
            }
        }

        @Override
        public boolean advance(String producer, long sequence) {
            requireActive();
            return mine.advance(producer, sequence);
        }

        @Override
        public IdRange commit() {
            throw server("commits");
        }

        @Override
        public void rollback() {
            throw server("rolls back");
        }

        private java.lang.IllegalStateException server(String ends) {
            return new java.lang.IllegalStateException(
                    "The server " + ends + " the connection's local transaction, not its writers");
        }

        @Override
        public CompletionStage<IdRange> committed() {
            return mine.committed();
        }

        /** Nothing to end: the entries belong to the local transaction. */
        @Override
        public void close() {}
    }
}
