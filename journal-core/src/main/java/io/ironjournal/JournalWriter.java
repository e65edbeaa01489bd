package io.ironjournal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Writes entries to a journal: the role of {@link Journal} for code that only produces entries. Thread-safe.
 *
 * <p>A call returns when its record is as durable as the {@link SyncMode} promises, and its entries can be read from then
 * on. {@link SyncMode} lists what that is for each call. Arguments are checked before any effect: null arguments throw
 * {@link NullPointerException}. After {@link Journal#close()} every method throws {@link JournalClosedException}.
 *
 * @since 0.1.0
 */
public interface JournalWriter {

    /**
     * Appends one entry. Returns when it is forced in {@link SyncMode#STRICT}, and in the other modes when it is handed to the
     * operating system: there a power cut may take the entry away, and its id may be given again. Call {@link #sync()} before
     * storing the id elsewhere.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @return the entry's id
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException when the entry is above {@link JournalOptions#maxEntrySize()}
     * @throws DiskFullException when there is no space; nothing was written
     * @throws WriteTimeoutException when memory or room in the log was waited for too long; nothing was written
     * @throws JournalFailedException when the journal failed, now or earlier
     * @since 0.1.0
     */
    long append(String stream, byte[] entry);

    /**
     * Appends one entry, the bytes between the buffer's position and limit, as {@link #append(String, byte[])} does. The
     * buffer's position does not change.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @return the entry's id
     * @see #append(String, byte[])
     * @since 0.1.0
     */
    long append(String stream, ByteBuffer entry);

    /**
     * Appends one entry without waiting for the device. The call may wait for memory, for {@link
     * JournalOptions#writeTimeout()} at the most, when entries arrive faster than they can be written. The bytes are copied
     * before it returns. Wrong arguments are thrown here, and so is {@link JournalClosedException}; every other failure
     * completes the stage.
     *
     * <p>The stage completes in the common pool. Dependent actions may use the journal, and close it. Only the journal
     * completes the stage: {@code toCompletableFuture()} returns a copy, and a caller that cancels or completes that copy
     * changes nothing about the append.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @return completes with the entry's id when {@link #append(String, byte[])} would return it, as durable as the {@link
     *     SyncMode} promises; or with the error that {@code append} would throw
     * @since 0.1.0
     */
    CompletionStage<Long> appendAsync(String stream, byte[] entry);

    /**
     * Appends entries atomically: after any crash all of them are there or none. Returns when they are forced; in {@link
     * SyncMode#ASYNC} when they are handed to the operating system. An empty list does no I/O.
     *
     * @param stream the stream's name
     * @param entries the entries, in order
     * @return their ids
     * @throws TransactionTooLargeException when together they exceed {@link JournalOptions#maxTransactionSize()}
     * @see #append(String, byte[])
     * @since 0.1.0
     */
    IdRange appendBatch(String stream, List<byte[]> entries);

    /**
     * Starts a local transaction. (A {@code TransactionalJournal} returns a writer that joins the thread's JTA
     * transaction where there is one.)
     *
     * @param stream the writer's own stream
     * @return a writer that buffers until it is committed
     * @since 0.1.0
     */
    TxnWriter writer(String stream);

    /**
     * Forces, in every mode, everything that was appended before the call. A write that runs beside the call may or may not
     * be included.
     *
     * @throws JournalFailedException when the journal failed, now or earlier
     * @since 0.1.0
     */
    void sync();
}
