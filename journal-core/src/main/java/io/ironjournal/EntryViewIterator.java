package io.ironjournal;

import java.util.Iterator;

/**
 * Returns views of the entries of one stream in the order of their ids, without gaps and without copies. Each call of
 * {@code next} may return the same object: a view is valid until the next call of a method of this iterator.
 *
 * <p>Otherwise it works as {@link EntryIterator} does for {@link JournalReader#iterate}, and throws the same errors. Only
 * the thread that reads may close it.
 *
 * @since 0.1.0
 */
public interface EntryViewIterator extends Iterator<EntryView>, AutoCloseable {

    /** Closes the iterator. It can be called again without effect. Afterwards {@code hasNext} returns false. */
    @Override
    void close();
}
