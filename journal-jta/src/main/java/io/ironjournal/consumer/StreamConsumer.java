package io.ironjournal.consumer;

import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Consumes one or several streams: reads entries, calls a handler in a JTA transaction, and advances a cursor in the same
 * transaction.
 *
 * <pre>{@code
 * StreamConsumer mailer = StreamConsumer.of(journal, "mailer")
 *         .stream("orders")
 *         .deadLetters("orders.dead")
 *         .start((stream, entry) -> insertMail(entry));
 * }</pre>
 *
 * <p><strong>Exactly once.</strong> The cursor advances if and only if the transaction commits. So the changes that the
 * handler makes to resources of the transaction happen exactly once for each entry, whenever the process ends. Anything
 * else, such as a mail that is sent directly, may happen several times. After a crash, the transaction manager must recover
 * the journal and the other resources; until then, the stream of a branch in doubt waits.
 *
 * <p><strong>Order.</strong> The entries of a stream are processed one after the other, in the order of their ids. With
 * several {@linkplain StreamConsumerBuilder#threads threads}, different streams are processed at the same time. In a sharded
 * journal all entries of a key are in one shard, so their order is kept.
 *
 * <p><strong>Begin.</strong> A consumer continues at the position of its cursor. The first consumer with a new cursor begins
 * at id 0. If entries at the position were truncated, each delivery of that stream fails with {@link
 * io.ironjournal.TruncatedException}, is tried again after a delay, and does not count. To begin elsewhere, call {@link
 * io.ironjournal.JournalCursors#resetCursor} first, for example with {@link io.ironjournal.JournalReader#firstId}, or
 * {@link io.ironjournal.JournalReader#nextId} for new entries only.
 *
 * <p><strong>Failures.</strong> If the handler throws, the transaction rolls back, and the entry comes again in a new
 * one, after a delay that grows. Other streams go on meanwhile. With a {@linkplain
 * StreamConsumerBuilder#deadLetters(String) dead-letter stream}, an entry that fails too often is appended there as a
 * {@link DeadLetter}, and the cursor advances past it, in one record of the log. The number of deliveries survives the
 * process, so an entry that ends the JVM becomes a dead letter, too. All failures after the handler was called count,
 * whatever their reason: an exception of the handler, and a commit that fails. If something fails before the handler is
 * called, for example the reading of the entry or the record of its delivery on a full disk, the consumer tries again
 * without limit, and this does not count. A batch that fails does not count; each of its entries is then
 * delivered alone.
 *
 * <p><strong>Threads.</strong> The consumer has a thread that waits for entries and threads that call the handler. It waits
 * without polling. Close it before the journal. Thread-safe.
 *
 * @since 0.1.0
 */
public final class StreamConsumer implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.consumer");

    private final ConsumerRun run;
    private final Duration closeTimeout;

    StreamConsumer(ConsumerRun run, Duration closeTimeout) {
        this.run = run;
        this.closeTimeout = closeTimeout;
    }

    /**
     * Begins to configure a consumer of streams.
     *
     * @param journal the journal
     * @param cursor the name of the cursor that the consumer has in each stream: 1 to 85 bytes in UTF-8. Two consumers of a
     *     stream with different cursors both get all entries
     * @return a builder
     * @throws IllegalArgumentException when no cursor can have that name
     * @since 0.1.0
     */
    public static StreamConsumerBuilder of(TransactionalJournal journal, String cursor) {
        return new StreamConsumerBuilder(journal, cursor);
    }

    /**
     * Begins to configure a consumer of all shards of a sharded journal.
     *
     * @param journal the journal
     * @param cursor the name of the cursor that the consumer has in each shard: 1 to 85 bytes in UTF-8
     * @return a builder
     * @throws IllegalArgumentException when no cursor can have that name
     * @since 0.1.0
     */
    public static StreamConsumerBuilder of(TransactionalShardedJournal journal, String cursor) {
        StreamConsumerBuilder builder = new StreamConsumerBuilder(journal.journal(), cursor);
        return builder.shards(journal);
    }

    /**
     * Returns what the consumer has done and how far it is behind. Reads the positions of all its streams.
     *
     * @return a snapshot
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    public ConsumerStats stats() {
        return run.stats();
    }

    /**
     * Returns why the consumer has ended by itself: the journal was closed or has failed, or the predicate of {@link
     * StreamConsumerBuilder#streamsMatching} has thrown. Then close this consumer, and
     * start another one when the journal is open again.
     *
     * @return the exception; empty while the consumer runs, and if it was closed before it ended by itself
     * @since 0.1.0
     */
    public Optional<Throwable> failure() {
        return run.failure();
    }

    /**
     * Stops within a time. No new transaction begins. The handlers that are running may finish until the time is over;
     * then their transactions are marked rollback-only and their threads are interrupted. Called by a handler, it does
     * not wait and returns true: the handlers that are running, this one and others, may finish, and their transactions
     * can commit.
     *
     * @param timeout the maximum time to wait; zero or a negative time stops at once
     * @return true when no handler is running any more, or when a handler called this. After false, a handler that
     *     ignores the interrupt is still running, and its transaction cannot commit; or a transaction is being committed,
     *     and may still commit
     * @since 0.1.0
     */
    public boolean close(Duration timeout) {
        return run.close(timeout);
    }

    /**
     * Stops within the {@linkplain StreamConsumerBuilder#closeTimeout timeout} of the builder. Logs a warning if a handler
     * is still running then. Can be called again without effect.
     */
    @Override
    public void close() {
        if (!close(closeTimeout)) {
            LOGGER.log(
                    Level.WARNING,
                    this + " is closed, but a handler did not end within " + TimeUnit.MILLISECONDS.convert(closeTimeout)
                            + " ms. Its transaction rolls back, unless it is being committed");
        }
    }

    @Override
    public String toString() {
        return run.toString();
    }
}
