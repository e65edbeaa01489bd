package io.ironjournal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal: the role of {@link Journal} for code that does not write. Thread-safe.
 *
 * <p>A stream that does not exist reads like an empty one. A name that no stream can have throws {@link
 * InvalidStreamNameException}. In {@link SyncMode#STRICT} every entry that can be read is forced. In the other modes an
 * entry can be read before it is forced, and a power failure may lose it.
 *
 * <p>No argument may be null ({@link NullPointerException}), and no id may be negative ({@link
 * IllegalArgumentException}). An error of the disk throws {@link JournalIOException}. The first use of a stream opens
 * its files; it can throw {@link CorruptionException} and {@link SegmentNotFoundException}. After {@link
 * Journal#close()} every method throws {@link JournalClosedException}. Reads still work after the journal has failed.
 *
 * @since 0.1.0
 */
public interface JournalReader {

    /**
     * Reads one entry.
     *
     * @param stream the stream's name
     * @param id the entry's id
     * @return a copy of its bytes; empty when the entry does not exist yet or was truncated
     * @throws CorruptionException when the stored bytes are damaged
     * @since 0.1.0
     */
    Optional<byte[]> get(String stream, long id);

    /**
     * Reads several entries of one stream. This is faster than several calls of {@link #get}, because each block of a
     * segment is read once.
     *
     * @param stream the stream's name
     * @param ids the entries' ids, in any order; an id may occur twice
     * @return for each id what {@link #get} returns, in the order of {@code ids}
     * @throws CorruptionException when the stored bytes of an entry are damaged
     * @since 0.1.0
     */
    List<Optional<byte[]>> getBatch(String stream, long... ids);

    /**
     * Passes a view of one entry to a function: for a caller that needs no copy of the bytes, such as a parser.
     *
     * <pre>{@code
     * int type = journal.read("orders", id, view -> view.data().getInt()).orElseThrow();
     * }</pre>
     *
     * @param <R> the type of the result
     * @param stream the stream's name
     * @param id the entry's id
     * @param function receives the view, which is valid until the function returns. It runs in the calling thread, holds no
     *     lock, and may use and close the journal. What it throws is passed on
     * @return the result of the function; empty when the function returns null, or when the entry does not exist yet or was
     *     truncated
     * @throws CorruptionException when the stored bytes are damaged
     * @since 0.1.0
     */
    <R> Optional<R> read(String stream, long id, Function<? super EntryView, ? extends @Nullable R> function);

    /**
     * Returns an iterator over views of the entries that are committed now, without copies. Later entries are not
     * included. In a long loop it creates no object for an entry.
     *
     * <pre>{@code
     * long bytes = 0;
     * try (EntryViewIterator views = journal.iterateViews("orders", journal.firstId("orders"))) {
     *     while (views.hasNext()) {
     *         bytes += views.next().length();
     *     }
     * }
     * }</pre>
     *
     * @param stream the stream's name
     * @param fromId the first id to read, at most {@link #nextId}; for that id the iterator is empty
     * @return an iterator for use by one thread; the caller closes it
     * @throws TruncatedException when {@code fromId} is below {@link #firstId}
     * @throws BeyondEndException when {@code fromId} is above {@link #nextId}
     * @since 0.1.0
     */
    EntryViewIterator iterateViews(String stream, long fromId);

    /**
     * Returns an iterator over the entries that are committed now. Later entries are not included.
     *
     * @param stream the stream's name
     * @param fromId the first id to read, at most {@link #nextId}; for that id the iterator is empty
     * @return an iterator for use by one thread; the caller closes it
     * @throws TruncatedException when {@code fromId} is below {@link #firstId}
     * @throws BeyondEndException when {@code fromId} is above {@link #nextId}
     * @since 0.1.0
     */
    EntryIterator iterate(String stream, long fromId);

    /**
     * Returns an iterator over the entries that are committed now, from the first one with a time at or after the given
     * one. Later entries are not included.
     *
     * <pre>{@code
     * Instant yesterday = Instant.now().minus(Duration.ofDays(1));
     * try (EntryIterator entries = journal.iterate("orders", yesterday)) {
     *     while (entries.hasNext()) {
     *         show(entries.next());
     *     }
     * }
     * }</pre>
     *
     * @param stream the stream's name
     * @param from the earliest time of an entry to read, see {@link Entry#time()}
     * @return an iterator for use by one thread; the caller closes it
     * @throws CorruptionException when stored bytes that the search needs are damaged
     * @since 0.1.0
     */
    EntryIterator iterate(String stream, Instant from);

    /**
     * Returns an iterator over the committed entries below an id, from the newest to the oldest. To read the last
     * entries, begin at {@link #nextId}:
     *
     * <pre>{@code
     * try (EntryIterator newest = journal.iterateBackwards("orders", journal.nextId("orders"))) {
     *     for (int i = 0; i < 10 && newest.hasNext(); i++) {
     *         show(newest.next());
     *     }
     * }
     * }</pre>
     *
     * @param stream the stream's name
     * @param endId the id of the first entry to return, plus one; from {@link #firstId} to {@link #nextId}
     * @return an iterator for use by one thread; the caller closes it. It ends at the entry that is the oldest now
     * @throws TruncatedException when {@code endId} is below {@link #firstId}
     * @throws BeyondEndException when {@code endId} is above {@link #nextId}
     * @since 0.1.0
     */
    EntryIterator iterateBackwards(String stream, long endId);

    /**
     * Returns an iterator that waits for new entries. Its {@code hasNext} and {@code next} wait until the next entry
     * can be read. One thread at a time may read. Any thread may close the iterator; then the wait ends and {@code
     * hasNext} returns false.
     *
     * <p>An interrupt also ends the wait: {@code hasNext} returns false, {@code next} throws {@link
     * java.util.NoSuchElementException}, the interrupt status is kept, and the iterator can be used again. When the
     * stream is deleted, {@code hasNext} and {@code next} throw {@link TruncatedException}. When the stream is
     * truncated beyond the next entry, {@code next} throws it. When the journal is closed, {@code hasNext} and {@code
     * next} throw {@link JournalClosedException}.
     *
     * @param stream the stream's name; the stream need not exist yet
     * @param fromId the first id to read, at most {@link #nextId}
     * @return an iterator; the caller closes it
     * @throws TruncatedException when {@code fromId} is below {@link #firstId}
     * @throws BeyondEndException when {@code fromId} is above {@link #nextId}
     * @since 0.1.0
     */
    EntryIterator follow(String stream, long fromId);

    /**
     * Returns an iterator that waits for new entries, from the first one with a time at or after the given one. If all
     * committed entries are earlier, it begins with the next entry that is committed, whatever its time is.
     *
     * @param stream the stream's name; the stream need not exist yet
     * @param from the earliest time of an entry to read, see {@link Entry#time()}
     * @return an iterator like that of {@link #follow(String, long)}; the caller closes it
     * @throws CorruptionException when stored bytes that the search needs are damaged
     * @since 0.1.0
     */
    EntryIterator follow(String stream, Instant from);

    /**
     * Returns an iterator that waits for new entries of several streams.
     *
     * <pre>{@code
     * try (StreamsIterator entries = journal.follow(Set.of("orders", "returns"), journal::firstId)) {
     *     while (entries.hasNext()) {
     *         StreamEntry next = entries.next();
     *         show(next.stream(), next.entry());
     *     }
     * }
     * }</pre>
     *
     * @param streams the names of the streams; they need not exist yet
     * @param fromId returns the first id to read of each stream, at most {@link #nextId}
     * @return an iterator; the caller closes it
     * @throws TruncatedException when a first id is below {@link #firstId}
     * @throws BeyondEndException when a first id is above {@link #nextId}
     * @since 0.1.0
     */
    StreamsIterator follow(Set<String> streams, ToLongFunction<String> fromId);

    /**
     * Returns an iterator that waits for new entries of all streams whose names match, also of streams that do not exist
     * yet. In a sharded journal the names include those of the shards.
     *
     * @param names returns whether to follow a stream, for example {@code
     *     Pattern.compile("orders-.*").asMatchPredicate()}. It must not change its answers
     * @param fromId returns the first id to read of each matching stream. It is called for existing streams before this
     *     method returns. For a stream that appears later, the thread that reads calls it in {@code hasNext} or {@code
     *     next}. If it throws, or returns an id that cannot be read, {@code hasNext} or {@code next} throws, and the
     *     stream is not followed until {@link StreamsIterator#resume}
     * @return an iterator; the caller closes it
     * @throws TruncatedException when a first id is below {@link #firstId}
     * @throws BeyondEndException when a first id is above {@link #nextId}
     * @since 0.1.0
     */
    StreamsIterator followMatching(Predicate<String> names, ToLongFunction<String> fromId);

    /**
     * Returns the id of the oldest entry that can be read.
     *
     * @param stream the stream's name
     * @return the id; equal to {@link #nextId} when the stream has no entry, and 0 when it does not exist
     * @since 0.1.0
     */
    long firstId(String stream);

    /**
     * Returns the id of the first entry with a time at or after the given one. Times never decrease within a stream, so
     * this is a binary search. It reads about 64 bytes for each step, the index of one segment, and at most one block of
     * entries.
     *
     * @param stream the stream's name
     * @param time the earliest time, see {@link Entry#time()}
     * @return the id; {@link #nextId} when all entries are earlier, and 0 when the stream does not exist
     * @throws CorruptionException when stored bytes that the search needs are damaged
     * @since 0.1.0
     */
    long firstIdAt(String stream, Instant time);

    /**
     * Returns the id that the next entry of a stream will get.
     *
     * @param stream the stream's name
     * @return the id; 0 when the stream does not exist
     * @since 0.1.0
     */
    long nextId(String stream);

    /**
     * Returns the names of all streams that exist. In a sharded journal these include the streams of the shards that
     * have entries.
     *
     * @return the names, sorted by {@link String#compareTo}; a snapshot
     * @since 0.1.0
     */
    List<String> streams();
}
