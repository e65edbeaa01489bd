package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalStats;
import io.ironjournal.RecoveryReport;
import io.ironjournal.TxnWriter;
import io.ironjournal.transaction.Transactions;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The container's journal as applications see it: everything but {@code close}, which is the container's. */
final class InjectedJournal implements Journal, Serializable {

    private static final long serialVersionUID = 1L;

    private final JournalReference journal;

    InjectedJournal(ContainerJournal container) {
        this.journal = new JournalReference(container);
    }

    private Journal journal() {
        return journal.get().open().journal();
    }

    private Journal writable() {
        return journal.get().openForWriting().journal();
    }

    @Override
    public long append(String stream, byte[] entry) {
        return writable().append(stream, entry);
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        return writable().append(stream, entry);
    }

    @Override
    public CompletableFuture<Long> appendAsync(String stream, byte[] entry) {
        return writable().appendAsync(stream, entry);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        return writable().appendBatch(stream, entries);
    }

    @Override
    public TxnWriter writer(String stream) {
        return writable().writer(stream);
    }

    @Override
    public Optional<byte[]> get(String stream, long id) {
        return journal().get(stream, id);
    }

    @Override
    public EntryIterator iterate(String stream, long fromId) {
        return journal().iterate(stream, fromId);
    }

    @Override
    public List<Optional<byte[]>> getBatch(String stream, List<Long> ids) {
        return journal().getBatch(stream, ids);
    }

    @Override
    public EntryIterator tail(String stream, long fromId) {
        return journal().tail(stream, fromId);
    }

    @Override
    public int truncate(String stream, long safeId) {
        return writable().truncate(stream, safeId);
    }

    @Override
    public boolean deleteStream(String stream) {
        return writable().deleteStream(stream);
    }

    @Override
    public Cursor cursor(String name, String stream) {
        return journal().cursor(name, stream);
    }

    @Override
    public long firstId(String stream) {
        return journal().firstId(stream);
    }

    @Override
    public long nextId(String stream) {
        return journal().nextId(stream);
    }

    @Override
    public List<String> streams() {
        return journal().streams();
    }

    @Override
    public void sync() {
        journal().sync();
    }

    @Override
    public Transactions transactions() {
        return journal().transactions();
    }

    @Override
    public JournalStats stats() {
        return journal().stats();
    }

    @Override
    public RecoveryReport recoveryReport() {
        return journal().recoveryReport();
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return journal().failed();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "An injected journal is closed by its container, when the application ends");
    }

    @Override
    public String toString() {
        return "InjectedJournal[" + journal + "]";
    }
}
