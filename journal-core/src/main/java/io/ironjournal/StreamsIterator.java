package io.ironjournal;

import java.util.Iterator;

/**
 * Returns the entries of several streams and waits for new ones. Created by {@link JournalReader#follow(java.util.Set,
 * java.util.function.ToLongFunction)} and {@link JournalReader#followMatching}.
 *
 * <p>The entries of each stream come in the order of their ids, without gaps. Between streams there is no order: streams
 * with entries take turns, so that none of them waits for long. {@code hasNext} and {@code next} wait until a stream has
 * an entry. The waiting thread is notified; it does not poll.
 *
 * <p>One thread at a time may call {@code hasNext} and {@code next}. Any thread may call {@link #pause}, {@link #resume}
 * and {@link #close}.
 *
 * <p><strong>Errors.</strong> If an entry of a stream cannot be read, {@code next} throws the error of this stream and
 * pauses it: {@link TruncatedException} when the entry was truncated or the stream was deleted, {@link
 * CorruptionException} when the stored bytes are damaged, {@link JournalIOException} when the disk cannot be read. The
 * other streams continue, and {@link #resume} continues with this one. If a stream is deleted and written again, its
 * new entries are returned only after {@code resume(stream, 0)}. With {@link JournalReader#followMatching}, {@code
 * hasNext} and {@code next} also throw if the first id of a stream that appears cannot be determined or read. That
 * stream is not followed; {@link #resume} adds it.
 *
 * <p>When the journal is closed, {@code hasNext} and {@code next} throw {@link JournalClosedException}. An interrupt
 * ends the wait: {@code hasNext} returns false, {@code next} throws {@link java.util.NoSuchElementException}, the
 * interrupt status is kept, and the iterator can be used again. {@code remove} is not supported.
 *
 * <p>In {@link SyncMode#BATCH_ONLY} and {@link SyncMode#ASYNC} an iterator may return entries that are not forced yet. A
 * power failure may lose them.
 *
 * <p>An iterator holds memory for each stream that it follows, and must be closed.
 *
 * @since 0.1.0
 */
public interface StreamsIterator extends Iterator<StreamEntry>, AutoCloseable {

    /**
     * Stops returning entries of a stream. When this returns, only a call of {@code next} that is already running may
     * still return one. No effect if the iterator does not follow the stream.
     *
     * @param stream the stream's name
     * @since 0.1.0
     */
    void pause(String stream);

    /**
     * Returns entries of a stream from an id on, whether it was paused or not. A stream that the iterator does not follow
     * is added.
     *
     * @param stream the stream's name
     * @param fromId the next id to read, at most {@link JournalReader#nextId}
     * @throws TruncatedException when {@code fromId} is below {@link JournalReader#firstId}
     * @throws BeyondEndException when {@code fromId} is above {@link JournalReader#nextId}
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    void resume(String stream, long fromId);

    /**
     * Closes the iterator and ends its wait. It can be called again without effect. Afterwards {@code hasNext} returns
     * false, and {@link #resume} has no effect.
     */
    @Override
    void close();
}
