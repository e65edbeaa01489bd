package io.ironjournal.internal;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.text.Printable;
import io.ironjournal.write.WriteLimits;
import java.util.concurrent.CompletionStage;

/** A transaction over streams of this journal only. */
final class LocalTxnWriter implements TxnWriter {

    private final LocalTransaction<IdRange> transaction;
    private final String stream;
    private final WriteLimits limits;

    LocalTxnWriter(LocalTransaction<IdRange> transaction, String stream, WriteLimits limits) {
        this.transaction = transaction;
        this.stream = stream;
        this.limits = limits;
    }

    @Override
    public TxnWriter add(byte[] entry) {
        return add(stream, entry);
    }

    @Override
    public TxnWriter add(String other, byte[] entry) {
        EntryBodyBuilder buffer = transaction.buffer();
        limits.check(buffer, other, entry);
        buffer.add(other, entry);
        return this;
    }

    @Override
    public TxnWriter add(NewEntry entry) {
        return add(stream, entry);
    }

    @Override
    public TxnWriter add(String other, NewEntry entry) {
        EntryBodyBuilder buffer = transaction.buffer();
        limits.check(buffer, other, entry);
        buffer.add(other, entry);
        return this;
    }

    @Override
    public TxnWriter expect(String other, long nextId) {
        limits.expect(transaction.buffer(), other, nextId);
        return this;
    }

    @Override
    public boolean advance(String producer, long sequence) {
        return transaction.advance(producer, sequence, limits);
    }

    @Override
    public IdRange commit() {
        return transaction.commit(IdRange.EMPTY, write -> write.rangeOf(stream));
    }

    @Override
    public CompletionStage<IdRange> committed() {
        return transaction.committed();
    }

    @Override
    public void rollback() {
        transaction.rollback();
    }

    @Override
    public void close() {
        transaction.close();
    }

    @Override
    public String toString() {
        return "TxnWriter[stream '" + Printable.name(stream) + "' of " + transaction + "]";
    }
}
