package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A local writer of a connection. While it has entries, the connection's resource cannot start a branch. */
final class LocalWriter implements TxnWriter {

    private final TxnWriter writer;
    private final Association association;
    private final Consumer<LocalWriter> whenEnded;
    private boolean hasEntries;

    LocalWriter(TxnWriter writer, Association association, Consumer<LocalWriter> whenEnded) {
        this.writer = writer;
        this.association = association;
        this.whenEnded = whenEnded;
    }

    @Override
    public TxnWriter add(byte[] entry) {
        requireOutsideBranch();
        writer.add(entry);
        entriesAdded();
        return this;
    }

    @Override
    public TxnWriter add(String stream, byte[] entry) {
        requireOutsideBranch();
        writer.add(stream, entry);
        entriesAdded();
        return this;
    }

    @Override
    public TxnWriter add(NewEntry entry) {
        requireOutsideBranch();
        writer.add(entry);
        entriesAdded();
        return this;
    }

    @Override
    public TxnWriter add(String stream, NewEntry entry) {
        requireOutsideBranch();
        writer.add(stream, entry);
        entriesAdded();
        return this;
    }

    @Override
    public TxnWriter expect(String stream, long nextId) {
        requireOutsideBranch();
        writer.expect(stream, nextId);
        entriesAdded();
        return this;
    }

    @Override
    public boolean advance(String producer, long sequence) {
        requireOutsideBranch();
        boolean isNew = writer.advance(producer, sequence);
        if (isNew) {
            entriesAdded();
        }
        return isNew;
    }

    @Override
    public IdRange commit() {
        try {
            return writer.commit();
        } finally {
            ended();
        }
    }

    @Override
    public CompletionStage<IdRange> committed() {
        return writer.committed();
    }

    @Override
    public void rollback() {
        try {
            writer.rollback();
        } finally {
            ended();
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            ended();
        }
    }

    private void requireOutsideBranch() {
        if (association.branch() != null) {
            throw new IllegalStateException(
                    "Cannot add to this local writer, because its connection now works for a transaction. Get a new writer");
        }
    }

    private void entriesAdded() {
        if (!hasEntries) {
            hasEntries = true;
            association.localBatchOpened();
        }
    }

    private void ended() {
        if (hasEntries) {
            hasEntries = false;
            association.localBatchEnded();
        }
        whenEnded.accept(this);
    }

    @Override
    public String toString() {
        return writer.toString();
    }
}
