package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * A writer for injection: each call goes to the writer that joined the transaction of the calling thread. Containers
 * extend this class. It has no state, so one object serves all threads and transactions.
 *
 * @since 0.1.0
 */
public abstract class StatelessTxnWriter implements TxnWriter {

    /**
     * Creates the writer.
     *
     * @since 0.1.0
     */
    protected StatelessTxnWriter() {}

    /**
     * Returns the writer that joined the transaction of the calling thread. Joins the transaction if necessary. Every
     * call of another method calls this method once.
     *
     * @return the writer; never null
     * @throws RuntimeException if there is no active transaction; the type depends on the container
     * @since 0.1.0
     */
    protected abstract TxnWriter joined();

    @Override
    public final TxnWriter add(byte[] entry) {
        joined().add(entry);
        return this;
    }

    @Override
    public final TxnWriter add(String otherStream, byte[] entry) {
        joined().add(otherStream, entry);
        return this;
    }

    @Override
    public final TxnWriter add(NewEntry entry) {
        joined().add(entry);
        return this;
    }

    @Override
    public final TxnWriter add(String otherStream, NewEntry entry) {
        joined().add(otherStream, entry);
        return this;
    }

    @Override
    public final TxnWriter add(ByteBuffer entry) {
        joined().add(entry);
        return this;
    }

    @Override
    public final TxnWriter add(String otherStream, ByteBuffer entry) {
        joined().add(otherStream, entry);
        return this;
    }

    @Override
    public final TxnWriter expect(String otherStream, long nextId) {
        joined().expect(otherStream, nextId);
        return this;
    }

    @Override
    public final boolean advance(String producer, long sequence) {
        return joined().advance(producer, sequence);
    }

    @Override
    public final IdRange commit() {
        return joined().commit();
    }

    @Override
    public final CompletionStage<IdRange> committed() {
        return joined().committed();
    }

    @Override
    public final void rollback() {
        joined().rollback();
    }

    /** Does nothing: the entries belong to their transactions, and the writer belongs to the container. */
    @Override
    public final void close() {}
}
