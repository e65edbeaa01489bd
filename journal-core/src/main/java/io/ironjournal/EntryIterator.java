package io.ironjournal;

import java.util.Iterator;

/**
 * Entries of one stream in the order of their ids, without gaps. Not thread-safe: one thread uses it, and closes it,
 * since it may hold a file open. {@code next} throws {@link TruncatedException} when the entries it was to read were
 * truncated meanwhile, and {@link CorruptionException} where the stored bytes are not those that were written.
 */
public interface EntryIterator extends Iterator<Entry>, AutoCloseable {

    /** Releases what the iterator holds. Idempotent; afterwards {@code hasNext} is false. */
    @Override
    void close();
}
