package io.ironjournal.ra;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.delivery.DeadLetters;
import io.ironjournal.delivery.DeliveryCounts;
import io.ironjournal.ra.EndpointDelivery.Attempt;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Consumes one stream on a thread of the server, until it is released. */
class StreamWorker implements Work {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.ra");
    private static final long REMINDER_SECONDS = 30;

    private enum Phase {
        WAITING_FOR_A_THREAD,
        RUNNING,
        ENDED
    }

    private final AdapterJournal journal;
    private final ConsumerSettings settings;
    private final String stream;
    private final EndpointDelivery delivery;
    private final @Nullable DeadLetters deadLetters;
    private final @Nullable DeliveryCounts counts;
    private final WorkerWaits waits = new WorkerWaits();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING_FOR_A_THREAD);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The entry that was delivered last, how often, and why it was not consumed. */
    private long entryId = -1;

    private long deliveries;
    private @Nullable Throwable lastFailure;

    /** How often something other than the endpoint has failed, one time after the other. */
    private long troubles;

    StreamWorker(AdapterJournal journal, ConsumerSettings settings, String stream, MessageEndpointFactory factory)
            throws ResourceException {
        this.journal = journal;
        this.settings = settings;
        this.stream = stream;
        this.deadLetters = settings.deadLetters()
                .map(name -> new DeadLetters(journal.core(), name))
                .orElse(null);
        this.counts = settings.deadLetters()
                .map(name -> new DeliveryCounts(journal.core(), name, settings.cursor(), stream))
                .orElse(null);
        this.delivery = new EndpointDelivery(journal, factory);
    }

    @Override
    public void run() {
        if (!phase.compareAndSet(Phase.WAITING_FOR_A_THREAD, Phase.RUNNING)) {
            return;
        }
        try {
            consume();
        } finally {
            end();
        }
    }

    private void end() {
        phase.set(Phase.ENDED);
        delivery.close();
        ended.countDown();
    }

    private void consume() {
        while (!waits.isStopped()) {
            try {
                Transactions.of(journal.core()).requireWorking();
                consumeNext();
            } catch (JournalFailedException | JournalClosedException e) {
                LOGGER.log(
                        Level.ERROR,
                        this + " ends, because the journal can no longer be used. Restart the resource adapter",
                        e);
                return;
            } catch (RuntimeException | Error e) {
                trouble(e);
            }
        }
    }

    private void consumeNext() {
        Cursor cursor = journal.core().cursor(settings.cursor(), stream);
        if (!waits.awaitEntry(cursor)) {
            return;
        }
        Optional<Entry> next = cursor.next();
        if (next.isEmpty()) {
            return;
        }
        Entry entry = next.get();
        if (entry.id() != entryId) {
            deliveries = counts == null ? 0 : counts.deliveredBefore(entry.id());
            entryId = entry.id();
            lastFailure = null;
        }
        DeadLetters letters = deadLetters;
        if (letters != null && deliveries >= settings.maxDeliveries()) {
            bury(letters, cursor, entry);
        } else {
            deliver(cursor, entry);
        }
    }

    private void bury(DeadLetters letters, Cursor cursor, Entry entry) {
        Throwable reason = lastFailure;
        letters.write(cursor, entry, deliveries, reason == null ? DeadLetters.processEnded() : reason);
        LOGGER.log(
                Level.ERROR,
                this + ": entry " + entry.id() + " was delivered " + deliveries
                        + " times without success, and is now in stream '" + Printable.name(letters.stream()) + "'");
        finished(entry);
    }

    private void deliver(Cursor cursor, Entry entry) {
        Attempt attempt = delivery.deliver(cursor, entry, () -> recordDelivery(entry));
        Throwable failure = attempt.failure();
        if (attempt.called()) {
            deliveries++;
            lastFailure = failure;
        }
        if (failure == null) {
            finished(entry);
        } else if (attempt.called()) {
            troubles = 0;
            failed(entry, failure);
        } else {
            trouble(failure);
        }
    }

    /** Forgets the entry, which is delivered again only if an operator resets the cursor. */
    private void finished(Entry entry) {
        troubles = 0;
        entryId = -1;
        if (counts != null) {
            counts.finished(entry.id());
        }
    }

    private void recordDelivery(Entry entry) {
        DeliveryCounts recording = counts;
        if (recording != null) {
            recording.begin(entry.id(), deliveries + 1);
        }
    }

    private void failed(Entry entry, Throwable failure) {
        boolean last = deliveries >= settings.maxDeliveries();
        Duration delay = last ? Duration.ZERO : settings.delayAfter(deliveries);
        LOGGER.log(
                Level.WARNING,
                this + ": delivery " + deliveries + " of entry " + entry.id() + " failed"
                        + (last ? "" : "; it is repeated in " + delay.toMillis() + " ms"),
                failure);
        waits.pause(delay);
    }

    /** Waits, and tries again. No entry is skipped, because that would lose it. */
    private void trouble(Throwable failure) {
        troubles++;
        Duration delay = settings.delayAfter(troubles);
        if (!waits.isStopped()) {
            LOGGER.log(
                    Level.WARNING,
                    this + " cannot deliver now; it tries again in " + delay.toMillis() + " ms: "
                            + failure.getMessage(),
                    troubles == 1 && !isExpected(failure) ? failure : null);
        }
        waits.pause(delay);
    }

    /** After a crash the cursor waits for the recovery of its last delivery. The message says so; a stack trace would alarm. */
    private static boolean isExpected(Throwable failure) {
        return failure instanceof CursorConflictException;
    }

    /** Ends the worker after the delivery that is in progress. Does not wait. */
    @Override
    public void release() {
        waits.stop();
        if (phase.compareAndSet(Phase.WAITING_FOR_A_THREAD, Phase.ENDED)) {
            end();
        }
    }

    /** Waits until a released worker has ended. A transaction in progress has a timeout of the server. */
    void awaitEnd() {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try {
                done = ended.await(REMINDER_SECONDS, TimeUnit.SECONDS);
                if (!done) {
                    LOGGER.log(Level.WARNING, "Waits for the end of a delivery: {0}", this);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "Consumer '" + Printable.name(settings.cursor()) + "' of stream '" + Printable.name(stream) + "' in "
                + journal;
    }
}
