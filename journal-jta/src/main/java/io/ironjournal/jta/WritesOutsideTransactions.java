package io.ironjournal.jta;

import io.ironjournal.Entry;
import io.ironjournal.ForwardingJournal;
import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The writes that have no place in a transaction: in one, they would take effect even if it rolls back. */
abstract class WritesOutsideTransactions extends ForwardingJournal {

    private static final String EXPECTING_WRITER = "writer(stream) and its method expect";

    /** Throws an exception if the thread is in a transaction. */
    abstract void refuseInTransaction(String call, String instead);

    private void refuseInTransaction(String call) {
        refuseInTransaction(call, "writer(stream)");
    }

    @Override
    public long append(String stream, byte[] entry) {
        refuseInTransaction("append");
        return delegate().append(stream, entry);
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        refuseInTransaction("append");
        return delegate().append(stream, entry);
    }

    @Override
    public long append(String stream, byte[] entry, long expectedNextId) {
        refuseInTransaction("append", EXPECTING_WRITER);
        return delegate().append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry) {
        refuseInTransaction("appendAsync");
        return delegate().appendAsync(stream, entry);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, ByteBuffer entry) {
        refuseInTransaction("appendAsync");
        return delegate().appendAsync(stream, entry);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        refuseInTransaction("appendBatch");
        return delegate().appendBatch(stream, entries);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries, long expectedNextId) {
        refuseInTransaction("appendBatch", EXPECTING_WRITER);
        return delegate().appendBatch(stream, entries, expectedNextId);
    }

    @Override
    public long append(String stream, NewEntry entry) {
        refuseInTransaction("append");
        return delegate().append(stream, entry);
    }

    @Override
    public long append(String stream, NewEntry entry, long expectedNextId) {
        refuseInTransaction("append", EXPECTING_WRITER);
        return delegate().append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry) {
        refuseInTransaction("appendAsync");
        return delegate().appendAsync(stream, entry);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries) {
        refuseInTransaction("appendEntries");
        return delegate().appendEntries(stream, entries);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries, long expectedNextId) {
        refuseInTransaction("appendEntries", EXPECTING_WRITER);
        return delegate().appendEntries(stream, entries, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry, long expectedNextId) {
        refuseInTransaction("appendAsync", EXPECTING_WRITER);
        return delegate().appendAsync(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry, long expectedNextId) {
        refuseInTransaction("appendAsync", EXPECTING_WRITER);
        return delegate().appendAsync(stream, entry, expectedNextId);
    }

    @Override
    public long importEntries(String stream, Iterator<Entry> entries) {
        refuseInTransaction("importEntries");
        return delegate().importEntries(stream, entries);
    }
}
