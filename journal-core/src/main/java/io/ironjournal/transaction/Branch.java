package io.ironjournal.transaction;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.TransactionTooLargeException;

/**
 * The entries that a transaction has added so far, buffered in memory. Thread-safe: a transaction manager may end a
 * branch on another thread while the application adds to it; {@code add} then throws {@link IllegalStateException}.
 */
public interface Branch {

    /**
     * Names the branch.
     *
     * @return the id that it was begun with
     */
    BranchId id();

    /**
     * Buffers an entry. The bytes are copied.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException when the entry is too large for this journal
     * @throws TransactionTooLargeException when the branch would be; it keeps what it held
     * @throws IllegalStateException when the branch was prepared, committed or rolled back
     */
    void add(String stream, byte[] entry);

    /**
     * Tells whether there is anything to commit.
     *
     * @return whether nothing was added
     */
    boolean isEmpty();
}
