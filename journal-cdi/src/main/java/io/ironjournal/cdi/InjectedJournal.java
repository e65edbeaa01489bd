package io.ironjournal.cdi;

import io.ironjournal.ForwardingJournal;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.RetentionReport;
import io.ironjournal.TxnWriter;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A journal as applications use it. Its {@code close} fails, because the container closes the journal. */
final class InjectedJournal extends ForwardingJournal implements Serializable {

    private static final long serialVersionUID = 1L;

    private final JournalReference journal;

    InjectedJournal(JournalLifecycle container) {
        this.journal = new JournalReference(container);
    }

    @Override
    protected Journal delegate() {
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
    public long append(String stream, byte[] entry, long expectedNextId) {
        return writable().append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry) {
        return writable().appendAsync(stream, entry);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, ByteBuffer entry) {
        return writable().appendAsync(stream, entry);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        return writable().appendBatch(stream, entries);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries, long expectedNextId) {
        return writable().appendBatch(stream, entries, expectedNextId);
    }

    @Override
    public long append(String stream, NewEntry entry) {
        return writable().append(stream, entry);
    }

    @Override
    public long append(String stream, NewEntry entry, long expectedNextId) {
        return writable().append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry) {
        return writable().appendAsync(stream, entry);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries) {
        return writable().appendEntries(stream, entries);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries, long expectedNextId) {
        return writable().appendEntries(stream, entries, expectedNextId);
    }

    @Override
    public TxnWriter writer(String stream) {
        return writable().writer(stream);
    }

    @Override
    public Producer producer(String name) {
        return writable().producer(name);
    }

    @Override
    public boolean deleteProducer(String name) {
        return writable().deleteProducer(name);
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
    public long restoreArchived(String stream, long fromId) {
        return writable().restoreArchived(stream, fromId);
    }

    @Override
    public RetentionReport applyRetention() {
        return writable().applyRetention();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "An injected journal cannot be closed. The container closes it when the application ends");
    }

    @Override
    public String toString() {
        return "InjectedJournal[" + journal + "]";
    }
}
