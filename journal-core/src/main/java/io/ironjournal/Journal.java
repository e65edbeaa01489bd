package io.ironjournal;

import io.ironjournal.internal.JournalOpener;
import io.ironjournal.transaction.Transactions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An embedded, crash-safe, append-only journal: named streams of entries in one directory. Thread-safe. Every write is
 * one record of one commit log, so that callers share forces and a batch over many streams is atomic.
 *
 * <p><strong>Durability.</strong> A method that writes returns when its record is as durable as the {@link SyncMode}
 * promises, and its entries can be read from then on. In {@link SyncMode#STRICT}, the default, that means forced to the
 * device, and an entry that can be read is never lost. In {@link SyncMode#BATCH_ONLY} single appends, and in {@link
 * SyncMode#ASYNC} also batches and local transactions, return when they are handed to the operating system: readers may see
 * entries that a power cut takes away. Forced in every mode are {@link #sync()}, {@link #truncate}, {@link #deleteStream},
 * moves of cursors, checkpoints, and the votes and commits of {@link #transactions()}.
 *
 * <p>A write waits when entries arrive faster than the disk takes them, for {@link JournalOptions#writeTimeout()} at the
 * most, and then throws {@link WriteTimeoutException}. The first write or force that fails stops all writing ({@link
 * JournalFailedException}); reads go on. Interrupting a caller neither harms the journal nor ends the call early; the
 * interrupt status is kept.
 *
 * <p><strong>Streams</strong> come into being with their first entry and are then listed by {@link #streams()}. Their
 * names are any Unicode text of 1 to 85 bytes in UTF-8. Reading from a stream that does not exist is like reading an
 * empty one. Entries are numbered 0, 1, 2 … in each stream, without gaps.
 *
 * <p>Null arguments throw {@link NullPointerException}, negative ids {@link IllegalArgumentException}, before any
 * effect. After {@link #close()} every method throws {@link JournalClosedException}, except {@code close} itself,
 * {@link #recoveryReport()}, {@link #stats()} and {@link #failed()}.
 */
public interface Journal extends AutoCloseable {

    /**
     * Opens the journal in a directory, with default options; creates both where missing.
     *
     * @param root the journal's directory, used by nothing else
     * @return the open journal
     * @throws JournalLockedException when it is open already, here or in another process
     * @throws CorruptionException when acknowledged data is damaged; says where
     * @throws JournalIOException when the directory cannot be used
     */
    static Journal open(Path root) {
        return open(JournalOptions.builder(root).build());
    }

    /**
     * Opens a journal; creates it where missing. Returns once recovery is complete.
     *
     * @param options where it is and how it works
     * @return the open journal
     * @throws JournalLockedException when it is open already, here or in another process
     * @throws CorruptionException when acknowledged data is damaged; says where
     * @throws JournalIOException when the directory cannot be used
     */
    static Journal open(JournalOptions options) {
        return JournalOpener.open(options);
    }

    /**
     * Appends one entry and waits until it is durable: forced in {@link SyncMode#STRICT}, in the other modes handed to the
     * operating system. In those the id may be given again after a power cut; call {@link #sync()} before storing it
     * elsewhere.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @return the entry's id
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException when the entry is above {@link JournalOptions#maxEntrySize()}
     * @throws DiskFullException when there is no space; nothing was written
     * @throws WriteTimeoutException when memory or room in the log was waited for too long; nothing was written
     * @throws JournalFailedException when the journal failed, now or earlier
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
     */
    long append(String stream, ByteBuffer entry);

    /**
     * Appends one entry without waiting for the device. It may wait for memory when entries arrive faster than they can
     * be written away, for {@link JournalOptions#writeTimeout()} at the most. The bytes are copied before it returns. Futures are completed in the common pool; dependent actions
     * may use the journal, and close it.
     *
     * <p>What is wrong with the arguments is thrown here, and so is {@link JournalClosedException}. All that happens
     * later, and that the journal has failed, the disk is full or the wait took too long, is told by the future.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @return completes with the entry's id when {@code append} would return, as durable as the mode promises, or with the
     *     error that {@code append} would throw
     */
    CompletableFuture<Long> appendAsync(String stream, byte[] entry);

    /**
     * Appends entries atomically: after any crash all of them are there or none. Waits until they are forced; in {@link
     * SyncMode#ASYNC} until they are handed to the operating system. An empty list does no I/O.
     *
     * @param stream the stream's name
     * @param entries the entries, in order
     * @return their ids
     * @throws TransactionTooLargeException when together they exceed {@link JournalOptions#maxTransactionSize()}
     * @see #append(String, byte[])
     */
    IdRange appendBatch(String stream, List<byte[]> entries);

    /**
     * Starts a local transaction. (A {@code TransactionalJournal} returns a writer that joins the thread's JTA
     * transaction where there is one.)
     *
     * @param stream the writer's own stream
     * @return a writer that buffers until it is committed
     */
    TxnWriter writer(String stream);

    /**
     * Reads one entry.
     *
     * @param stream the stream's name
     * @param id the entry's id
     * @return a copy of its bytes; empty when no entry has that id
     * @throws CorruptionException when the stored bytes are damaged
     */
    Optional<byte[]> get(String stream, long id);

    /**
     * Reads entries in order, up to those that were committed when the iterator was opened.
     *
     * @param stream the stream's name
     * @param fromId the first id to read; {@link #nextId} yields an empty iterator
     * @return an iterator to be closed
     * @throws TruncatedException when {@code fromId} lies below {@link #firstId}
     * @throws BeyondEndException when {@code fromId} lies above {@link #nextId}
     */
    EntryIterator iterate(String stream, long fromId);

    /**
     * Reads several entries of one stream, each of its frames once.
     *
     * @param stream the stream's name
     * @param ids the entries' ids, in any order
     * @return what {@link #get} would return for each, in the order of {@code ids}
     * @throws CorruptionException when stored bytes are damaged
     */
    List<Optional<byte[]>> getBatch(String stream, List<Long> ids);

    /**
     * Follows a stream: the iterator waits in {@code hasNext} and {@code next} for entries that are yet to come, woken when
     * they can be read, until it is closed. One thread reads by it; any thread may close it, which ends the wait. In {@link
     * SyncMode#BATCH_ONLY} and {@link SyncMode#ASYNC} it also returns entries that a power cut may take away. Interrupting a waiting thread ends the wait:
     * {@code hasNext} is false for that time, the interrupt status is kept, and the iterator can be used again. When the
     * stream is deleted or truncated beyond the next entry, {@code next} throws {@link TruncatedException}; when the
     * journal is closed, {@link JournalClosedException}.
     *
     * @param stream the stream's name; it need not exist yet
     * @param fromId the first id to read, at most {@link #nextId}
     * @return an iterator to be closed
     * @throws TruncatedException when {@code fromId} lies below {@link #firstId}
     * @throws BeyondEndException when {@code fromId} lies above {@link #nextId}
     */
    EntryIterator tail(String stream, long fromId);

    /**
     * Removes old entries to free space: whole segments that hold only entries below an id, never the last segment. The
     * options {@code maxSegmentSize} and {@code maxEntriesPerSegment} say where a stream is cut into segments, also for
     * entries that are not in files yet: those are written first, and their segments removed as well.
     *
     * <p>Durable when it returns, in every mode. From then on {@link #firstId} is above the entries that are gone,
     * {@code get} returns nothing for them, and their files are deleted. An iterator that has read a frame already may
     * still return the rest of it. Ids keep counting. On a full disk, what is in files is removed; entries that find no
     * space to be written stay, and a later call removes them.
     *
     * @param stream the stream's name
     * @param safeId entries below it are no longer needed
     * @return how many segments were removed; 0 when no whole segment lies below the id
     * @throws StreamNotFoundException when there is no such stream
     * @throws JournalFailedException when the journal failed, now or earlier
     */
    int truncate(String stream, long safeId);

    /**
     * Deletes a stream and all its entries. Durable when it returns. A stream of that name that is written later begins
     * at id 0.
     *
     * @param stream the stream's name
     * @return whether there was one
     * @throws JournalFailedException when the journal failed, now or earlier
     */
    boolean deleteStream(String stream);

    /**
     * Tells where the stream begins.
     *
     * @param stream the stream's name
     * @return the id of the oldest entry that can be read; equal to {@link #nextId} when there is none
     */
    long firstId(String stream);

    /**
     * Tells where the stream ends.
     *
     * @param stream the stream's name
     * @return the id that the next entry will get
     */
    long nextId(String stream);

    /**
     * Lists the streams that exist.
     *
     * @return their names, sorted
     */
    List<String> streams();

    /**
     * Forces, in every mode, everything that was appended before the call. A write that runs beside the call may or may not
     * be included.
     *
     * @throws JournalFailedException when the journal failed, now or earlier
     */
    void sync();

    /**
     * Gives access to a durable position of a consumer, which comes into being with its first advance.
     *
     * @param name the cursor's name, 1 to 85 bytes in UTF-8; cursors of different streams may share one
     * @param stream the stream that it follows
     * @return the cursor, at 0 when it was never advanced
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws IllegalArgumentException when the cursor's name is empty or too long
     */
    Cursor cursor(String name, String stream);

    /**
     * Gives access to the branches of distributed transactions.
     *
     * @return what {@code journal-jta} drives
     */
    Transactions transactions();

    /**
     * Counts what the journal does.
     *
     * @return a snapshot
     */
    JournalStats stats();

    /**
     * Tells what opening this journal found and did.
     *
     * @return the report, always the same
     */
    RecoveryReport recoveryReport();

    /**
     * Tells when this journal fails, so that nobody has to ask {@link #stats()} again and again. A journal that has failed
     * accepts no write until it is closed and opened again.
     *
     * @return completes with the cause once writing has failed, on a thread that may take its time; never completes while
     *     the journal works, nor because it is closed
     */
    CompletionStage<Throwable> failed();

    /**
     * Closes the journal: refuses new writes, waits for those under way, writes everything to the streams' segments and
     * gives up the directory. Branches in doubt stay in doubt. Idempotent; when somebody else is closing it, waits for
     * that. After a failure nothing is written any more; the journal just lets go of its files. On a full disk what
     * finds no space stays in the commit log, forced, and is written to segments after the next opening.
     */
    @Override
    void close();
}
