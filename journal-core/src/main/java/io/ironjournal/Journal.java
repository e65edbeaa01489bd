package io.ironjournal;

import io.ironjournal.internal.JournalOpener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An embedded, crash-safe, append-only journal: named streams of entries in one directory. Thread-safe. Each write is
 * one record in one commit log. Concurrent callers share an fsync, and a batch over several streams is atomic.
 *
 * <p><strong>Durability.</strong> A method that writes returns when its record is as durable as the {@link SyncMode}
 * specifies. From then on its entries can be read. In {@link SyncMode#STRICT}, the default, the record is forced to the
 * device (fsync), and an entry that can be read is never lost. The other modes return some writes earlier: a power
 * failure may lose entries that readers have already seen. {@link SyncMode} lists which calls are forced in which mode.
 *
 * <p><strong>Waiting.</strong> A write waits when entries arrive faster than the disk accepts them. It also waits for a
 * prepared JTA transaction (a <em>prepared branch</em>, see {@link io.ironjournal.transaction.InDoubtBranch}) that
 * {@linkplain TxnWriter#expect expects} a position of its stream. It waits for at most {@link
 * JournalOptions#writeTimeout()} and then throws {@link WriteTimeoutException}. An interrupt does not end a write early
 * and does not harm the journal; the interrupt status is kept.
 *
 * <p><strong>Failure.</strong> The first write or fsync that fails stops all writing: every later write throws {@link
 * JournalFailedException} until the journal is closed and opened again. Reads go on. A full disk is not such a failure,
 * see {@link DiskFullException}.
 *
 * <p><strong>Streams.</strong> The first entry creates a stream; then {@link #streams()} lists it. A name is any
 * Unicode text of 1 to 85 bytes in UTF-8. In a {@linkplain io.ironjournal.sharded.ShardedJournal sharded journal}, the
 * names of other streams than the shards must not begin with {@code shard~}. A stream that does not exist reads like an
 * empty one. The entries of each stream have the ids 0, 1, 2 … without gaps.
 *
 * <p><strong>Arguments.</strong> No argument may be null ({@link NullPointerException}), and no id may be negative
 * ({@link IllegalArgumentException}). Arguments are checked before anything is written. After {@link #close()} every
 * method throws {@link JournalClosedException}, except {@code close} itself and the methods of {@link
 * JournalMonitor}.
 *
 * @since 0.1.0
 */
public interface Journal
        extends JournalReader,
                JournalWriter,
                JournalCursors,
                JournalProducers,
                JournalRetention,
                JournalBackup,
                JournalMonitor,
                AutoCloseable {

    /**
     * Opens the journal in a directory with default options. Creates the directory and the journal if they do not
     * exist. See {@link #open(JournalOptions)}.
     *
     * @param root the journal's directory; nothing else may use it
     * @return the open journal, to be closed by the caller
     * @throws JournalLockedException when the journal is already open, in this process or another
     * @throws CorruptionException when acknowledged data is damaged; the exception says where. Also when the directory is
     *     a {@linkplain #copy copy} that has not ended
     * @throws BackupException when the directory is a {@linkplain JournalBackup#restore restored} backup that is not
     *     complete
     * @throws UnsupportedFormatException when a file has a format that this release does not read
     * @throws JournalNotFoundException when there is no journal and the directory contains other files
     * @throws io.ironjournal.sharded.ShardCountMismatchException when the directory contains a sharded journal
     * @throws DiskFullException when there is no space
     * @throws JournalIOException when the directory cannot be used
     * @since 0.1.0
     */
    static Journal open(Path root) {
        return open(JournalOptions.builder(root).build());
    }

    /**
     * Opens a journal. Creates it if it does not exist, unless {@link JournalOptions#mustExist()} is set. Returns when
     * recovery is complete. Recovery reads at most about {@link JournalOptions#logBudget()} bytes. With a {@linkplain
     * JournalOptions#commitLog() commit log elsewhere} and a new directory, it reads the whole log.
     *
     * @param options the directory and how the journal works
     * @return the open journal, to be closed by the caller
     * @throws JournalLockedException when the journal is already open, in this process or another
     * @throws CorruptionException when acknowledged data is damaged; the exception says where. {@link
     *     JournalOptions#corruptionPolicy()} says which damage opening accepts. Also when the directory is a {@linkplain
     *     #copy copy} that has not ended
     * @throws BackupException when the directory is a {@linkplain JournalBackup#restore restored} backup that is not
     *     complete
     * @throws UnsupportedFormatException when a file has a format that this release does not read
     * @throws JournalNotFoundException when there is no journal and none may be created
     * @throws io.ironjournal.sharded.ShardCountMismatchException when the directory contains a sharded journal. Nothing
     *     is changed. {@link io.ironjournal.sharded.ShardedJournal#open} opens it
     * @throws DiskFullException when there is no space
     * @throws JournalIOException when the directory cannot be used
     * @since 0.1.0
     */
    static Journal open(JournalOptions options) {
        return JournalOpener.open(options);
    }

    /**
     * Copies a closed journal into a new one, for example to move a journal from files to another {@linkplain
     * JournalOptions#commitLog() commit log}, or back. Also copies sharded journals. The target gets all streams with the
     * ids, times and headers of their entries, cursors, producers, checkpoints with their offsets, and the {@linkplain
     * io.ironjournal.spi.transaction.ManagerStates states} of a transaction manager. It has an id of its own. The
     * source is opened with its options, and closed unchanged in content: neither its {@linkplain
     * JournalOptionsBuilder#retention rules of retention} nor those of the target remove entries during the copy.
     *
     * <p>Stop the applications that use the source before this call, and let them use only the target afterwards: what
     * they write to the source later is not in the target. If the log of the source is elsewhere, this call fences a process
     * that still has the journal open.
     *
     * <p>When the call returns, everything is forced, and the target is closed. If it fails, or the process ends before, no
     * opening accepts the target: {@link CorruptionException}. Delete the target then, and copy again.
     *
     * @param source the options of an existing journal. No branch of a transaction may be in doubt
     * @param target the options of the new journal. Its directory must be empty, and its log must not exist
     * @return what was copied
     * @throws IllegalStateException when a branch is in doubt, when the target exists, or when a stream has lost all its
     *     entries. Nothing was copied
     * @throws JournalNotFoundException when there is no source, or when the directory of the target contains other files
     * @throws CorruptionException when the source is damaged, or when the source or the target is a copy that has not
     *     ended
     * @throws io.ironjournal.transaction.UnacceptedLossException when a loss of the source is not accepted. Nothing was
     *     copied
     * @throws BackupException when one of the directories is a restored backup that is not complete
     * @throws EntryTooLargeException when an entry is larger than {@link JournalOptions#maxEntrySize()} of the target
     * @throws io.ironjournal.spi.transaction.StatesFullException when the target has a smaller {@link
     *     JournalOptions#logBudget()}, so that it has no room for the states of the transaction manager. Then nothing was
     *     created
     * @throws JournalLockedException when one of the journals is open
     * @throws DiskFullException when there is no space
     * @throws JournalIOException when one of the journals cannot be opened or read
     * @throws JournalFailedException when the target cannot be written
     * @since 0.1.0
     */
    static CopyReport copy(JournalOptions source, JournalOptions target) {
        return JournalOpener.copy(source, target);
    }

    /**
     * Returns this journal as another type. An application gets the {@code TransactionalJournal} of an injected journal by
     * {@code unwrap(TransactionalJournal.class)}. Integrations get the types of the SPI packages. A decorator must forward
     * the call, as {@link ForwardingJournal} does.
     *
     * @param type {@code TransactionalJournal}, or a type of an SPI package, such as {@link
     *     io.ironjournal.spi.transaction.Transactions}
     * @param <T> that type
     * @return the object; empty when this journal has none of that type
     * @since 0.1.0
     */
    <T> Optional<T> unwrap(Class<T> type);

    /**
     * Closes the journal. Rejects new calls, waits for running calls, writes all entries to the streams' segments,
     * forces them, and releases the directory. The wait has no time limit. It does not interrupt the running calls, and
     * an interrupt does not end it. Can be called again without effect. Concurrent calls wait until the first one has
     * closed the journal.
     *
     * <p>Local writers that are not committed are lost, and their {@code commit} throws {@link JournalClosedException}.
     * Prepared branches stay in doubt. Threads that wait in {@link JournalReader#follow} or {@link Cursor#await} get a
     * {@link JournalClosedException}.
     *
     * <p>If a process ends without this call, even by {@code kill -9}, no write that has returned is lost if the commit
     * log is in files: the next opening replays it. After a power failure, and with a {@linkplain
     * JournalOptions#commitLog() commit log elsewhere}, {@link SyncMode} says what may be lost. The threads of the
     * journal are daemon threads, so an open journal does not keep a process running.
     *
     * <p>After a failure nothing is written any more; this method only closes the files. On a full disk, entries that
     * do not fit into segments stay in the commit log, where they are forced. The next opening writes them to segments.
     *
     * @throws JournalIOException when the segments cannot be written. The directory is released, no acknowledged entry
     *     is lost, and the next opening writes them
     * @throws JournalFailedException when the last force of the commit log fails, or when files of the journal were
     *     replaced while it was open. The directory is released. In {@link SyncMode#ASYNC} and {@link
     *     SyncMode#BATCH_ONLY}, the most recent writes may be lost by a power failure
     */
    @Override
    void close();
}
