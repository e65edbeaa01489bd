package io.ironjournal;

import io.ironjournal.internal.JournalOpener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An embedded, crash-safe, append-only journal: named streams of entries in one directory. Thread-safe. Every write is
 * one record of one commit log, so that callers share forces and a batch over many streams is atomic.
 *
 * <p><strong>Durability.</strong> A method that writes returns when its record is as durable as the {@link SyncMode}
 * promises, and its entries can be read from then on. In {@link SyncMode#STRICT}, the default, that means forced to the
 * device, and an entry that can be read is never lost. In {@link SyncMode#BATCH_ONLY} single appends, and in {@link
 * SyncMode#ASYNC} also batches and local transactions, return when they are handed to the operating system: readers may see
 * entries that a power cut takes away. Forced in every mode are {@link #sync()}, {@link #truncate}, {@link #deleteStream},
 * moves of cursors, checkpoints, and the votes and commits of distributed transactions.
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
 *
 * @since 0.1.0
 */
public interface Journal
        extends JournalReader, JournalWriter, JournalCursors, JournalRetention, JournalMonitor, AutoCloseable {

    /**
     * Opens the journal in a directory, with default options; creates both where missing.
     *
     * @param root the journal's directory, used by nothing else
     * @return the open journal
     * @throws JournalLockedException when it is open already, here or in another process
     * @throws CorruptionException when acknowledged data is damaged; says where
     * @throws JournalIOException when the directory cannot be used
     * @since 0.1.0
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
     * @since 0.1.0
     */
    static Journal open(JournalOptions options) {
        return JournalOpener.open(options);
    }

    /**
     * Returns an object by which an integration drives this journal. Applications do not need it. A decorator passes the
     * call on, as {@link ForwardingJournal} does.
     *
     * @param type a type of an SPI package, such as {@link io.ironjournal.spi.transaction.Transactions}
     * @param <T> that type
     * @return the object; empty when this journal offers none of that type
     * @since 0.1.0
     */
    <T> Optional<T> unwrap(Class<T> type);

    /**
     * Closes the journal: refuses new writes, waits for those under way, writes everything to the streams' segments and
     * gives up the directory. Branches in doubt stay in doubt. Idempotent; when somebody else is closing it, waits for
     * that. After a failure nothing is written any more; the journal just lets go of its files. On a full disk what
     * finds no space stays in the commit log, forced, and is written to segments after the next opening.
     */
    @Override
    void close();
}
