package io.ironjournal;

import java.util.List;
import java.util.Optional;

/**
 * Reads a journal: the role of {@link Journal} for code that changes nothing. Thread-safe.
 *
 * <p>Reading from a stream that does not exist is like reading an empty one. In {@link SyncMode#STRICT} every entry that
 * can be read is forced. In the other modes an entry may be read before it is forced, and a power cut may take it away.
 *
 * <p>Null arguments throw {@link NullPointerException}, negative ids {@link IllegalArgumentException}. After {@link
 * Journal#close()} every method throws {@link JournalClosedException}.
 *
 * @since 0.1.0
 */
public interface JournalReader {

    /**
     * Reads one entry.
     *
     * @param stream the stream's name
     * @param id the entry's id
     * @return a copy of its bytes; empty when no entry has that id
     * @throws CorruptionException when the stored bytes are damaged
     * @since 0.1.0
     */
    Optional<byte[]> get(String stream, long id);

    /**
     * Reads several entries of one stream, each of its frames once.
     *
     * @param stream the stream's name
     * @param ids the entries' ids, in any order
     * @return what {@link #get} would return for each, in the order of {@code ids}
     * @throws CorruptionException when stored bytes are damaged
     * @since 0.1.0
     */
    List<Optional<byte[]>> getBatch(String stream, long... ids);

    /**
     * Reads entries in order, up to those that were committed when the iterator was opened.
     *
     * @param stream the stream's name
     * @param fromId the first id to read; {@link #nextId} yields an empty iterator
     * @return an iterator to be closed
     * @throws TruncatedException when {@code fromId} lies below {@link #firstId}
     * @throws BeyondEndException when {@code fromId} lies above {@link #nextId}
     * @since 0.1.0
     */
    EntryIterator iterate(String stream, long fromId);

    /**
     * Follows a stream: {@code hasNext} and {@code next} of the iterator wait for entries that are yet to come, and are woken
     * when they can be read, until the iterator is closed. One thread at a time reads by it. Any thread may close it, which
     * ends the wait: {@code hasNext} is then false.
     *
     * <p>An interrupt of a waiting thread ends the wait: {@code hasNext} is false for that time, the interrupt status is kept,
     * and the iterator can be used again. When the stream is deleted or truncated beyond the next entry, {@code next} throws
     * {@link TruncatedException}; when the journal is closed, {@link JournalClosedException}.
     *
     * @param stream the stream's name; it need not exist yet
     * @param fromId the first id to read, at most {@link #nextId}
     * @return an iterator to be closed
     * @throws TruncatedException when {@code fromId} lies below {@link #firstId}
     * @throws BeyondEndException when {@code fromId} lies above {@link #nextId}
     * @since 0.1.0
     */
    EntryIterator follow(String stream, long fromId);

    /**
     * Tells where the stream begins.
     *
     * @param stream the stream's name
     * @return the id of the oldest entry that can be read; equal to {@link #nextId} when there is none
     * @since 0.1.0
     */
    long firstId(String stream);

    /**
     * Tells where the stream ends.
     *
     * @param stream the stream's name
     * @return the id that the next entry will get
     * @since 0.1.0
     */
    long nextId(String stream);

    /**
     * Lists the streams that exist.
     *
     * @return their names, sorted
     * @since 0.1.0
     */
    List<String> streams();
}
