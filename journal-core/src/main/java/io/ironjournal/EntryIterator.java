package io.ironjournal;

import java.util.Iterator;

/**
 * Returns the entries of one stream in the order of their ids, without gaps. An iterator of {@link
 * JournalReader#iterateBackwards} returns them in the opposite order.
 *
 * <p>Not thread-safe: only one thread at a time may call {@code hasNext} and {@code next}. For an iterator of {@link
 * JournalReader#follow}, any thread may call {@link #close()}, which ends the wait of the reading thread. Any other
 * iterator must be closed by the thread that reads.
 *
 * <p>In {@link SyncMode#BATCH_ONLY} and {@link SyncMode#ASYNC} an iterator may return entries that are not forced yet.
 * A power failure may lose them.
 *
 * <p>{@code next} throws {@link java.util.NoSuchElementException} at the end or after {@code close}, {@link
 * TruncatedException} when the next entry was truncated or its stream was deleted meanwhile, {@link
 * CorruptionException} when the stored bytes are damaged, {@link JournalIOException} when the disk cannot be read, and
 * {@link JournalClosedException} when the journal is closed. {@code hasNext} of {@link JournalReader#iterate} throws
 * none of them; {@link JournalReader#follow} says what its {@code hasNext} throws. {@code remove} is not supported.
 *
 * <p>An iterator holds memory for the block that it reads, but no file and no lock.
 *
 * @since 0.1.0
 */
public interface EntryIterator extends Iterator<Entry>, AutoCloseable {

    /**
     * Closes the iterator. It can be called again without effect. Afterwards {@code hasNext} returns false. Closing the
     * journal does not close its iterators; their {@code next} throws {@link JournalClosedException}.
     */
    @Override
    void close();
}
