package io.ironjournal.consumer;

import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.StreamsIterator;
import io.ironjournal.delivery.DeliveryCounts;
import io.ironjournal.delivery.DeliveryRecords;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A running consumer. One thread waits for entries of all streams. A stream with an entry is paused there and goes to the
 * pool, makes deliveries one after the other, and is resumed when it has no entry any more. So a stream is never in the
 * pool twice, and a stream that waits for a repeated delivery occupies no thread.
 */
final class ConsumerRun {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.consumer");

    /** How often waiting streams are looked at. Such a look reads memory only. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ConsumerSettings settings;
    private final BatchHandler handler;
    private final ConsumerCounters counters = new ConsumerCounters();
    private final Map<String, StreamWork> works = new ConcurrentHashMap<>();
    private final WaitingStreams waiting = new WaitingStreams();
    private final @Nullable DeliveryRecords records;
    private final ScheduledThreadPoolExecutor pool;
    private final StreamsIterator entries;
    private final Thread dispatcher;
    private final ThreadLocal<Boolean> delivering = ThreadLocal.withInitial(() -> false);
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    private ConsumerRun(ConsumerSettings settings, BatchHandler handler, int threads, ThreadFactory factory) {
        this.settings = settings;
        this.handler = handler;
        String letters = settings.deadLetterStream();
        this.records = letters == null ? null : new DeliveryRecords(settings.core(), letters);
        this.entries = settings.streams().follow(settings.core(), this::position);
        this.pool = new ScheduledThreadPoolExecutor(threads, factory);
        this.dispatcher = factory.newThread(this::dispatch);
    }

    static ConsumerRun start(ConsumerSettings settings, BatchHandler handler, int threads, ThreadFactory factory) {
        ConsumerRun run = new ConsumerRun(settings, handler, threads, factory);
        run.pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        run.dispatcher.start();
        run.lookLater(LOOK);
        return run;
    }

    /** Returns the default factory. Its threads do not keep the JVM alive. */
    static ThreadFactory daemons(String cursor) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "journal-consumer-" + cursor + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Returns where to begin to wait. If the cursor is elsewhere, the first delivery finds out. */
    private long position(String stream) {
        waiting.add(stream);
        Journal core = settings.core();
        long position = core.cursor(settings.cursor(), stream).position();
        return Math.min(Math.max(position, core.firstId(stream)), core.nextId(stream));
    }

    private void dispatch() {
        while (!stopping) {
            try {
                if (!entries.hasNext()) {
                    // Closed, or interrupted by other code, which means nothing to this thread.
                    Thread.interrupted();
                    continue;
                }
                deliver(entries.next().stream());
            } catch (JournalClosedException e) {
                end(e);
            } catch (JournalException e) {
                unreadable(e);
            } catch (RuntimeException | Error e) {
                end(e);
            }
        }
    }

    /** The iterator has paused the stream. The next delivery gets the same error, or goes on. */
    private void unreadable(JournalException failed) {
        failed.stream().ifPresentOrElse(this::deliver, () -> end(failed));
    }

    /** Begins to deliver the entries of a stream, unless another thread has begun. */
    private void deliver(String stream) {
        if (waiting.take(stream)) {
            entries.pause(stream);
            submit(work(stream), Duration.ZERO);
        }
    }

    private void lookLater(Duration delay) {
        try {
            ScheduledFuture<?> unusedLook = pool.schedule(this::look, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The consumer is stopping.
        }
    }

    /** Finds cursors that an operator has moved to older entries, and a journal that has failed. Nothing else reports these. */
    private void look() {
        long begin = System.nanoTime();
        try {
            Transactions.of(settings.core()).requireWorking();
            waiting.forLong().stream().filter(this::hasEntry).forEach(this::deliver);
        } catch (JournalClosedException | JournalFailedException e) {
            end(e);
        } finally {
            // With very many streams, looks are rarer, so that they take little of a processor.
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            lookLater(LOOK.plus(took.multipliedBy(50)));
        }
    }

    private boolean hasEntry(String stream) {
        Journal core = settings.core();
        try {
            return core.cursor(settings.cursor(), stream).position() < core.nextId(stream);
        } catch (JournalClosedException e) {
            throw e;
        } catch (JournalException e) {
            // The delivery gets the same error, logs it and repeats itself.
            return true;
        }
    }

    private StreamWork work(String stream) {
        return works.computeIfAbsent(
                stream, name -> new StreamWork(settings, name, handler, counters, counts(name), () -> stopping));
    }

    private @Nullable DeliveryCounts counts(String stream) {
        return records == null ? null : new DeliveryCounts(records, settings.cursor(), stream);
    }

    private void submit(StreamWork work, Duration delay) {
        try {
            ScheduledFuture<?> unusedTurn = pool.schedule(() -> turn(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The consumer is stopping.
        }
    }

    /** Makes one delivery. Then it is the turn of another stream. */
    private void turn(StreamWork work) {
        if (stopping) {
            return;
        }
        delivering.set(true);
        try {
            Optional<Duration> again = work.deliverNext();
            if (again.isPresent()) {
                submit(work, again.get());
            } else {
                await(work.stream());
            }
        } catch (JournalClosedException | JournalFailedException e) {
            end(e);
        } catch (Throwable e) {
            if (!stopping) {
                submit(work, work.trouble(e));
            }
        } finally {
            delivering.remove();
        }
    }

    private void await(String stream) {
        boolean resumed = false;
        try {
            entries.resume(stream, position(stream));
            resumed = true;
        } finally {
            if (!resumed) {
                waiting.take(stream);
            }
        }
    }

    /** Ends the consumer, because the journal can no longer be used. */
    private void end(Throwable why) {
        if (stopping) {
            return;
        }
        stopping = true;
        failure = why;
        LOGGER.log(
                Level.ERROR,
                this
                        + " ends, because of an error that repetition cannot mend. If the journal has failed or was closed,"
                        + " open it again. Then start another consumer",
                why);
        entries.close();
        pool.shutdown();
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    ConsumerStats stats() {
        Journal core = settings.core();
        long lag = 0;
        for (String stream : settings.streams().names(core)) {
            lag += Math.max(
                    0,
                    core.nextId(stream) - core.cursor(settings.cursor(), stream).position());
        }
        return counters.with(lag);
    }

    boolean close(Duration timeout) {
        stopping = true;
        entries.close();
        pool.shutdown();
        boolean ended = delivering.get() || awaitEnd(timeout);
        if (!ended) {
            works.values().forEach(StreamWork::cancel);
        }
        return ended;
    }

    /** Waits even if the thread is interrupted, because the journal is closed afterwards. */
    private boolean awaitEnd(Duration timeout) {
        boolean interrupted = false;
        long end = System.nanoTime() + Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
        try {
            while (true) {
                try {
                    return pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return "Consumer '" + Printable.name(settings.cursor()) + "' of " + settings.streams() + " in "
                + settings.journal();
    }
}
