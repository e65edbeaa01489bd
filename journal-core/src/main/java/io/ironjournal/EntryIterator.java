package io.ironjournal;

import java.util.Iterator;

/**
 * Returns the entries of one stream in the order of their ids, without gaps.
 *
 * <p>Not thread-safe: one thread at a time calls {@code hasNext} and {@code next}. {@link #close()} of an iterator of {@link
 * JournalReader#follow} may be called by any thread, and ends the wait of the one that reads. Any other iterator is closed by
 * the thread that reads. In {@link SyncMode#BATCH_ONLY} and {@link SyncMode#ASYNC} an iterator also returns entries that are
 * not forced yet, which a power cut may take away.
 *
 * <p>{@code next} throws {@link TruncatedException} when the entries it was to read were truncated meanwhile, {@link
 * CorruptionException} where the stored bytes are not those that were written, and {@link JournalClosedException} after the
 * journal was closed.
 *
 * @since 0.1.0
 */
public interface EntryIterator extends Iterator<Entry>, AutoCloseable {

    /**
     * Releases what the iterator holds. Idempotent; afterwards {@code hasNext} is false. Closing the journal does not close
     * its iterators: {@code next} then throws {@link JournalClosedException}.
     */
    @Override
    void close();
}
