package io.ironjournal;

import java.util.Iterator;

/**
 * Entries of one stream in the order of their ids, without gaps. Not thread-safe: one thread reads by it. An iterator of
 * {@link Journal#follow} may be closed by any thread, which ends the wait of the one that reads; any other iterator is closed
 * by the thread that reads. {@code next} throws {@link TruncatedException} when the entries it was to read were
 * truncated meanwhile, and {@link CorruptionException} where the stored bytes are not those that were written.
 */
public interface EntryIterator extends Iterator<Entry>, AutoCloseable {

    /**
     * Releases what the iterator holds. Idempotent; afterwards {@code hasNext} is false. Closing the journal does not close
     * its iterators: {@code next} then throws {@link JournalClosedException}.
     */
    @Override
    void close();
}
