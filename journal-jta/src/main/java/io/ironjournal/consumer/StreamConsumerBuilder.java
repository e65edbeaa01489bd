package io.ironjournal.consumer;

import io.ironjournal.Entry;
import io.ironjournal.delivery.DeadLetters;
import io.ironjournal.delivery.DeliveryRecords;
import io.ironjournal.delivery.RetryDelays;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.sharded.ShardReader;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link StreamConsumer} and starts it. Only the streams must be set. Not thread-safe. No argument may be null.
 *
 * @since 0.1.0
 */
public final class StreamConsumerBuilder {

    private static final int MAX_BATCH = 100_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final long GROWTH = 2;
    private static final long DEFAULT_DELIVERIES = 10;

    private final TransactionalJournal journal;
    private final String cursor;
    private @Nullable ConsumedStreams streams;
    private int batch = 1;
    private int threads;
    private @Nullable String deadLetterStream;
    private long maxDeliveries = Long.MAX_VALUE;
    private Duration firstDelay = Duration.ofSeconds(1);
    private Duration maxDelay = Duration.ofMinutes(1);
    private Duration transactionTimeout = Duration.ZERO;
    private Duration closeTimeout = Duration.ofSeconds(10);
    private @Nullable TransactionManager manager;
    private @Nullable ThreadFactory factory;

    StreamConsumerBuilder(TransactionalJournal journal, String cursor) {
        this.journal = Objects.requireNonNull(journal, "journal");
        // Checks the name. What can be the name of a cursor can also be the name of a stream.
        this.cursor = journal.autonomous().cursor(cursor, cursor).name();
    }

    /**
     * Consumes one stream.
     *
     * @param name the name of the stream; it need not exist yet
     * @return this builder
     * @since 0.1.0
     */
    public StreamConsumerBuilder stream(String name) {
        return streams(Set.of(name));
    }

    /**
     * Consumes several streams.
     *
     * @param names the names of the streams; they need not exist yet
     * @return this builder
     * @throws IllegalArgumentException when there is no name
     * @since 0.1.0
     */
    public StreamConsumerBuilder streams(Set<String> names) {
        require(!names.isEmpty(), "The consumer needs at least one stream");
        this.streams = new ConsumedStreams.Named(Set.copyOf(names));
        return this;
    }

    /**
     * Consumes all streams whose names match, also streams that do not exist yet. The dead-letter stream and the stream
     * with the numbers of deliveries are left out.
     *
     * @param names returns whether to consume a stream, for example {@code
     *     Pattern.compile("orders-.*").asMatchPredicate()}. It must not change its answers, and must not throw: an
     *     exception ends the consumer
     * @return this builder
     * @since 0.1.0
     */
    public StreamConsumerBuilder streamsMatching(Predicate<String> names) {
        this.streams = new ConsumedStreams.Matching(Objects.requireNonNull(names, "names"));
        return this;
    }

    StreamConsumerBuilder shards(ShardReader shards) {
        return streams(IntStream.range(0, shards.shardCount())
                .mapToObj(shards::streamOf)
                .collect(Collectors.toSet()));
    }

    /**
     * Sets how many entries a transaction may process. A transaction takes the entries that are there and does not wait for
     * more. The default is 1.
     *
     * @param entries the maximum number of entries, 1 to 100,000
     * @return this builder
     * @throws IllegalArgumentException when the number is out of range
     * @since 0.1.0
     */
    public StreamConsumerBuilder batch(int entries) {
        require(entries >= 1 && entries <= MAX_BATCH, "batch must be from 1 to " + MAX_BATCH + ": " + entries);
        this.batch = entries;
        return this;
    }

    /**
     * Sets how many streams are processed at the same time. The default is 1 for one stream, and the number of processors
     * for several.
     *
     * @param count the number of threads that call the handler, 1 or more
     * @return this builder
     * @throws IllegalArgumentException when the number is not positive
     * @since 0.1.0
     */
    public StreamConsumerBuilder threads(int count) {
        require(count >= 1, "threads must be positive: " + count);
        this.threads = count;
        return this;
    }

    /**
     * Sets the stream for dead letters. An entry becomes a dead letter after 10 deliveries. Without such a stream, an entry
     * is delivered until it is consumed.
     *
     * @param name the name of the stream, 1 to 74 bytes in UTF-8. Several consumers may use the same. The numbers of
     *     deliveries are in another stream, whose name has {@code .deliveries} appended
     * @return this builder
     * @since 0.1.0
     */
    public StreamConsumerBuilder deadLetters(String name) {
        return deadLetters(name, DEFAULT_DELIVERIES);
    }

    /**
     * Sets the stream for dead letters, and after how many deliveries an entry becomes one.
     *
     * @param name the name of the stream
     * @param deliveries the number of deliveries, 1 or more. Deliveries in a batch do not count. An entry that ends the
     *     process may be delivered once more than this, and once more in a batch
     * @return this builder
     * @throws IllegalArgumentException when the number is not positive
     * @since 0.1.0
     */
    public StreamConsumerBuilder deadLetters(String name, long deliveries) {
        require(deliveries >= 1, "deliveries must be positive: " + deliveries);
        this.deadLetterStream = Objects.requireNonNull(name, "name");
        this.maxDeliveries = deliveries;
        return this;
    }

    /**
     * Sets how long to wait before an entry that failed is delivered again. The time doubles with each failure. The default
     * is 1 second to 1 minute.
     *
     * @param first the time after the first failure, 1 ms or more
     * @param max the maximum time, at least {@code first} and at most 24 hours
     * @return this builder
     * @throws IllegalArgumentException when a time is out of range
     * @since 0.1.0
     */
    public StreamConsumerBuilder retryDelays(Duration first, Duration max) {
        boolean inOrder = first.compareTo(SHORTEST) >= 0 && max.compareTo(first) >= 0 && max.compareTo(LONGEST) <= 0;
        require(inOrder, "retryDelays must be 1 ms to 24 h and in order: " + first + ", " + max);
        this.firstDelay = first;
        this.maxDelay = max;
        return this;
    }

    /**
     * Sets the timeout of a transaction. The default is that of the transaction manager.
     *
     * @param timeout the time, 1 second to 2,147,483,647 seconds; fractions of a second are ignored
     * @return this builder
     * @throws IllegalArgumentException when the time is out of range
     * @since 0.1.0
     */
    public StreamConsumerBuilder transactionTimeout(Duration timeout) {
        long seconds = timeout.toSeconds();
        require(seconds >= 1 && seconds <= Integer.MAX_VALUE, "transactionTimeout must be 1 to 2^31 - 1 s: " + timeout);
        this.transactionTimeout = timeout;
        return this;
    }

    /**
     * Sets how long {@link StreamConsumer#close()} waits for handlers that are running. The default is 10 seconds.
     *
     * @param timeout the time; zero or a negative time does not wait
     * @return this builder
     * @since 0.1.0
     */
    public StreamConsumerBuilder closeTimeout(Duration timeout) {
        this.closeTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets the transaction manager. The default is that of the journal.
     *
     * @param tm the transaction manager that the journal takes part in
     * @return this builder
     * @since 0.1.0
     */
    public StreamConsumerBuilder transactionManager(TransactionManager tm) {
        this.manager = Objects.requireNonNull(tm, "tm");
        return this;
    }

    /**
     * Sets what creates the threads. The default creates daemon threads, which do not keep the JVM alive.
     *
     * @param threadFactory creates a thread for waiting, and the threads that call the handler
     * @return this builder
     * @since 0.1.0
     */
    public StreamConsumerBuilder threadFactory(ThreadFactory threadFactory) {
        this.factory = Objects.requireNonNull(threadFactory, "threadFactory");
        return this;
    }

    /**
     * Starts a consumer whose handler gets the entries one by one. With a {@link #batch}, it is called for several entries
     * in one transaction.
     *
     * @param handler processes the entries
     * @return the running consumer, to be closed by the caller before the journal
     * @throws IllegalStateException when no stream is set, or the transaction manager is not known
     * @throws IllegalArgumentException when the dead-letter stream is one of the consumed streams
     * @throws io.ironjournal.InvalidStreamNameException when a name is not valid, or that of the dead-letter stream is
     *     too long
     * @throws io.ironjournal.JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    public StreamConsumer start(EntryHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return startBatches((stream, entries) -> {
            for (Entry entry : entries) {
                handler.onEntry(stream, entry);
            }
        });
    }

    /**
     * Starts a consumer whose handler gets all entries of a transaction at once. Otherwise works as {@link #start}.
     *
     * @param handler processes the entries
     * @return the running consumer, to be closed by the caller before the journal
     * @since 0.1.0
     */
    public StreamConsumer startBatches(BatchHandler handler) {
        Objects.requireNonNull(handler, "handler");
        ConsumedStreams consumed = withoutDeadLetters(streams);
        TransactionManager tm = manager != null ? manager : managerOfJournal();
        ConsumerSettings settings = new ConsumerSettings(
                journal,
                tm,
                cursor,
                consumed,
                batch,
                deadLetterStream,
                maxDeliveries,
                new RetryDelays(firstDelay, GROWTH, maxDelay),
                transactionTimeout);
        int several = consumed.areSeveral() ? Runtime.getRuntime().availableProcessors() : 1;
        ThreadFactory creator = factory != null ? factory : ConsumerRun.daemons(cursor);
        return new StreamConsumer(
                ConsumerRun.start(settings, handler, threads > 0 ? threads : several, creator), closeTimeout);
    }

    private ConsumedStreams withoutDeadLetters(@Nullable ConsumedStreams all) {
        if (all == null) {
            throw new IllegalStateException("The consumer has no stream. Call stream, streams or streamsMatching");
        }
        String letters = deadLetterStream;
        if (letters == null) {
            return all;
        }
        new DeadLetters(journal.autonomous(), letters).requireWritable();
        return all.without(Set.of(letters, DeliveryRecords.streamOf(letters)));
    }

    private TransactionManager managerOfJournal() {
        return journal.transactionManager()
                .orElseThrow(() -> new IllegalStateException(
                        "A server enlists this journal, and its transaction manager is not known. Call"
                                + " transactionManager, or use a message-driven bean"));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
