package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import io.ironjournal.text.Printable;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A writer whose transaction is committed by a transaction manager. */
final class JoinedWriter implements TxnWriter {

    private final JoinedWork work;
    private final String stream;
    private volatile boolean closed;

    JoinedWriter(JoinedWork work, String stream) {
        this.work = work;
        this.stream = Objects.requireNonNull(stream, "stream");
    }

    @Override
    public TxnWriter add(byte[] entry) {
        return add(stream, entry);
    }

    @Override
    public TxnWriter add(String toStream, byte[] entry) {
        requireOpen();
        requireArgument(entry, "entry");
        return add(toStream, NewEntry.of(entry));
    }

    @Override
    public TxnWriter add(NewEntry entry) {
        return add(stream, entry);
    }

    @Override
    public TxnWriter add(String toStream, NewEntry entry) {
        requireOpen();
        requireArgument(toStream, "stream");
        requireArgument(entry, "entry");
        work.add(toStream, entry);
        return this;
    }

    @Override
    public TxnWriter add(ByteBuffer entry) {
        return add(stream, entry);
    }

    @Override
    public TxnWriter add(String toStream, ByteBuffer entry) {
        requireOpen();
        requireArgument(entry, "entry");
        return add(toStream, NewEntry.of(entry));
    }

    @Override
    public TxnWriter expect(String ofStream, long nextId) {
        requireOpen();
        requireArgument(ofStream, "stream");
        work.expect(ofStream, nextId);
        return this;
    }

    /** Without this entry or expectation the transaction must not commit, even if the application ignores the exception. */
    private void requireArgument(Object argument, String name) {
        requireArgument(work, argument, name);
    }

    static void requireArgument(JoinedWork work, @Nullable Object argument, String name) {
        if (argument == null) {
            throw work.refuse(new NullPointerException(name));
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The writer is closed. Get another one from the journal");
        }
    }

    @Override
    public boolean advance(String producer, long sequence) {
        requireOpen();
        return work.advance(producer, sequence);
    }

    @Override
    public IdRange commit() {
        throw managed("commit");
    }

    @Override
    public CompletionStage<IdRange> committed() {
        return work.outcome().thenApply(ids -> ids.getOrDefault(stream, IdRange.EMPTY));
    }

    @Override
    public void rollback() {
        throw managed("rollback");
    }

    /** Ends this handle. Its entries stay in the transaction. */
    @Override
    public void close() {
        closed = true;
    }

    static IllegalStateException managed(String call) {
        return new IllegalStateException(
                "Cannot " + call + " this writer, because it joined a JTA transaction. Use the transaction manager to "
                        + call + " the transaction");
    }

    @Override
    public String toString() {
        return "TxnWriter[stream '" + Printable.name(stream) + "' of " + work + (closed ? ", closed]" : "]");
    }
}
