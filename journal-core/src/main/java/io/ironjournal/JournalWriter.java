package io.ironjournal;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes entries to a journal: the role of {@link Journal} for code that only appends. Thread-safe.
 *
 * <p>A call returns when its record is as durable as the {@link SyncMode} specifies; {@link SyncMode} lists this for
 * each call. From then on its entries can be read. Arguments are checked before anything is written, and none may be
 * null ({@link NullPointerException}). After {@link Journal#close()} every method throws {@link
 * JournalClosedException}. The first use of a stream opens its files; it can throw {@link CorruptionException}, {@link
 * SegmentNotFoundException} and {@link JournalIOException}, and nothing is written then.
 *
 * <p><strong>Prepared branches.</strong> A prepared JTA transaction (a <em>prepared branch</em>, see {@link
 * io.ironjournal.transaction.InDoubtBranch}) <em>claims</em> each stream of which it {@linkplain TxnWriter#expect
 * expects} a position. All other writes to that stream wait for its outcome, for at most {@link
 * JournalOptions#writeTimeout()}.
 *
 * <p><strong>Sizes.</strong> An entry has at most {@link JournalOptions#maxEntrySize()} bytes; its headers do not count.
 * A batch has at most {@link JournalOptions#maxTransactionSize()} bytes, but one entry always fits.
 *
 * <p><strong>JTA transactions.</strong> In a JTA transaction, the appends and the import of a transactional journal throw
 * {@link IllegalStateException}, because the entries would stay even if the transaction rolled back. Use {@link #writer},
 * which joins the transaction. An injected journal is transactional.
 *
 * @since 0.1.0
 */
public interface JournalWriter {

    /**
     * Appends one entry. In {@link SyncMode#STRICT} this returns when the entry is forced. In the other modes it
     * returns when the operating system has the entry: a power failure may then lose the entry, and another entry may
     * get its id. Call {@link #sync()} before you store the id elsewhere.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty; the bytes are copied
     * @return the entry's id
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException when the entry is larger than {@link JournalOptions#maxEntrySize()}
     * @throws DiskFullException when there is no space; nothing was written
     * @throws WriteTimeoutException when the write waited too long for memory, for space in the log, or for a prepared
     *     branch that claims the stream; nothing was written
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    long append(String stream, byte[] entry);

    /**
     * Appends one entry: the bytes between the buffer's position and its limit. Otherwise works as {@link
     * #append(String, byte[])}. The buffer does not change, and it may be reused when this returns.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty
     * @return the entry's id
     * @see #append(String, byte[])
     * @since 0.1.0
     */
    long append(String stream, ByteBuffer entry);

    /**
     * Appends one entry if the stream still ends where the caller expects it: the entry gets the id {@code
     * expectedNextId}, or nothing is written. No other writer can append between the check and the entry. Use it to
     * decide by the entries of a stream, as an aggregate of an event store does: read the stream up to {@link
     * JournalReader#nextId}, decide, and append with that position.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty; the bytes are copied
     * @param expectedNextId the expected id of the stream's next entry, 0 or more; 0 if the stream does not exist
     * @return the entry's id, which is {@code expectedNextId}
     * @throws PositionConflictException when the stream ends elsewhere; nothing was written. The
     *     exception is thrown only after the entries before the actual position have become as durable as the {@link
     *     SyncMode} specifies
     * @throws WriteTimeoutException as {@link #append(String, byte[])}
     * @see #append(String, byte[])
     * @since 0.1.0
     */
    long append(String stream, byte[] entry, long expectedNextId);

    /**
     * Appends one entry with its headers. Otherwise works as {@link #append(String, byte[])}.
     *
     * @param stream the stream's name
     * @param entry the entry, whose bytes are copied
     * @return the entry's id
     * @see #append(String, byte[])
     * @since 0.1.0
     */
    long append(String stream, NewEntry entry);

    /**
     * Appends one entry with its headers if the stream still ends where the caller expects it. Otherwise works as {@link
     * #append(String, byte[], long)}.
     *
     * @param stream the stream's name
     * @param entry the entry, whose bytes are copied
     * @param expectedNextId the expected id of the stream's next entry, 0 or more; 0 if the stream does not exist
     * @return the entry's id, which is {@code expectedNextId}
     * @throws PositionConflictException as {@link #append(String, byte[], long)}
     * @see #append(String, byte[], long)
     * @since 0.1.0
     */
    long append(String stream, NewEntry entry, long expectedNextId);

    /**
     * Appends one entry without waiting for the device. The call may still wait for at most {@link
     * JournalOptions#writeTimeout()}: for memory when entries arrive faster than they can be written, and for a
     * prepared branch that claims the stream. Invalid arguments and a closed journal throw at once; every other
     * failure, such as a journal that has failed, completes the stage.
     *
     * <p>The stage completes in the common pool. Dependent actions may use the journal and may close it. Only the
     * journal completes the stage: {@code toCompletableFuture()} returns a copy, and cancelling or completing the copy
     * has no effect on the append.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty; the bytes are copied before this returns
     * @return completes with the entry's id at the moment at which {@link #append(String, byte[])} would return it, or
     *     exceptionally with the error that {@code append} would throw
     * @since 0.1.0
     */
    CompletionStage<Long> appendAsync(String stream, byte[] entry);

    /**
     * Appends one entry without waiting for the device: the bytes between the buffer's position and its limit. Otherwise
     * works as {@link #appendAsync(String, byte[])}. The buffer does not change, and it may be reused when this returns.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty
     * @return as {@link #appendAsync(String, byte[])}
     * @see #appendAsync(String, byte[])
     * @since 0.1.0
     */
    CompletionStage<Long> appendAsync(String stream, ByteBuffer entry);

    /**
     * Appends one entry with its headers without waiting for the device. Otherwise works as {@link #appendAsync(String,
     * byte[])}.
     *
     * @param stream the stream's name
     * @param entry the entry; the bytes are copied before this returns
     * @return as {@link #appendAsync(String, byte[])}
     * @see #appendAsync(String, byte[])
     * @since 0.1.0
     */
    CompletionStage<Long> appendAsync(String stream, NewEntry entry);

    /**
     * Appends one entry without waiting for the device, if the stream still ends where the caller expects it. Combines
     * {@link #appendAsync(String, byte[])} and {@link #append(String, byte[], long)}. Appends that are queued one after
     * the other can each expect the id after that of the one before.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty; the bytes are copied before this returns
     * @param expectedNextId the expected id of the stream's next entry, 0 or more; 0 if the stream does not exist
     * @return as {@link #appendAsync(String, byte[])}; completes exceptionally with {@link PositionConflictException} when
     *     the stream ends elsewhere
     * @see #append(String, byte[], long)
     * @since 0.1.0
     */
    CompletionStage<Long> appendAsync(String stream, byte[] entry, long expectedNextId);

    /**
     * Appends one entry with its headers without waiting for the device, if the stream still ends where the caller expects
     * it. Otherwise works as {@link #appendAsync(String, byte[], long)}.
     *
     * @param stream the stream's name
     * @param entry the entry; the bytes are copied before this returns
     * @param expectedNextId the expected id of the stream's next entry, 0 or more; 0 if the stream does not exist
     * @return as {@link #appendAsync(String, byte[], long)}
     * @see #appendAsync(String, byte[], long)
     * @since 0.1.0
     */
    CompletionStage<Long> appendAsync(String stream, NewEntry entry, long expectedNextId);

    /**
     * Appends several entries atomically: after a crash either all of them are there or none. Returns when they are
     * forced; in {@link SyncMode#ASYNC} when the operating system has them.
     *
     * @param stream the stream's name
     * @param entries the entries, in order; the bytes are copied. An empty list writes nothing. No element may be null
     * @return the ids of the entries, consecutive; for an empty list an empty range at the stream's next id
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException when an entry is larger than {@link JournalOptions#maxEntrySize()}
     * @throws TransactionTooLargeException when the batch has more than one entry and is larger than {@link
     *     JournalOptions#maxTransactionSize()}
     * @throws DiskFullException when there is no space; nothing was written
     * @throws WriteTimeoutException when the write waited too long for memory, for space in the log, or for a prepared
     *     branch that claims the stream; nothing was written
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    IdRange appendBatch(String stream, List<byte[]> entries);

    /**
     * Appends several entries atomically if the stream still ends where the caller expects it. Otherwise nothing is
     * written. Combines {@link #appendBatch(String, List)} and {@link #append(String, byte[], long)}.
     *
     * @param stream the stream's name
     * @param entries the entries, in order; the bytes are copied. For an empty list only the
     *     expected position is checked
     * @param expectedNextId the expected id of the first entry, 0 or more; 0 if the stream does not exist
     * @return the ids of the entries, which begin at {@code expectedNextId}
     * @throws PositionConflictException as {@link #append(String, byte[], long)}
     * @throws WriteTimeoutException as {@link #append(String, byte[], long)}
     * @see #appendBatch(String, List)
     * @since 0.1.0
     */
    IdRange appendBatch(String stream, List<byte[]> entries, long expectedNextId);

    /**
     * Appends several entries with their headers atomically. Otherwise works as {@link #appendBatch(String, List)}.
     *
     * @param stream the stream's name
     * @param entries the entries, in order; the bytes are copied. An empty list writes nothing. No element may be null
     * @return the ids of the entries, consecutive; for an empty list an empty range at the stream's next id
     * @see #appendBatch(String, List)
     * @since 0.1.0
     */
    IdRange appendEntries(String stream, List<NewEntry> entries);

    /**
     * Appends several entries with their headers atomically if the stream still ends where the caller expects it.
     * Otherwise works as {@link #appendBatch(String, List, long)}.
     *
     * @param stream the stream's name
     * @param entries the entries, in order; the bytes are copied. For an empty list only the
     *     expected position is checked
     * @param expectedNextId the expected id of the first entry, 0 or more; 0 if the stream does not exist
     * @return the ids of the entries, which begin at {@code expectedNextId}
     * @throws PositionConflictException as {@link #append(String, byte[], long)}
     * @see #appendBatch(String, List, long)
     * @since 0.1.0
     */
    IdRange appendEntries(String stream, List<NewEntry> entries, long expectedNextId);

    /**
     * Imports entries of another journal into a stream that has no entry yet. The entries keep their times, headers and
     * order, and get ids from 0. Their times may be in the past or in the future.
     *
     * <p>The import is not atomic: entries can be read while it runs. If it fails after its first entry, or the process
     * ends, the entries before the failure stay, and a second call fails. Delete the stream then, and import again. After
     * a {@link PositionConflictException}, look first: the stream has entries that are not of this import. Returns when all
     * entries are forced, in every mode.
     *
     * @param stream the stream's name
     * @param entries the entries, in the order of their times; for example an iterator of {@link JournalReader#iterate}.
     *     This does not close the iterator
     * @return the number of imported entries
     * @throws PositionConflictException when the stream already has had an entry, or another writer appends to it while
     *     the import runs
     * @throws IllegalArgumentException when the time of an entry is before that of the entry before it
     * @throws EntryTooLargeException when an entry is larger than {@link JournalOptions#maxEntrySize()}
     * @throws WriteTimeoutException as {@link #append(String, byte[], long)}
     * @see #append(String, byte[])
     * @since 0.1.0
     */
    long importEntries(String stream, Iterator<Entry> entries);

    /**
     * Begins a local transaction. (A {@code TransactionalJournal} of {@code journal-jta} returns a writer that joins
     * the JTA transaction of the thread, if there is one.)
     *
     * @param stream the default stream of the writer; it can also write to others
     * @return a writer that buffers entries in memory until it is committed; the caller closes it
     * @throws InvalidStreamNameException when no stream can have that name
     * @since 0.1.0
     */
    TxnWriter writer(String stream);

    /**
     * Forces, in every mode, all entries that were appended before the call. A concurrent write may or may not be
     * included.
     *
     * @throws DiskFullException when there is no space
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    void sync();
}
