package io.ironjournal.consumer;

import io.ironjournal.CorruptionException;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.JournalIOException;
import io.ironjournal.delivery.DeadLetters;
import io.ironjournal.delivery.DeliveryCounts;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Consumes one stream, one delivery at a time. Used by one thread at a time. */
final class StreamWork {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.consumer");

    private final ConsumerSettings settings;
    private final String stream;
    private final BatchHandler handler;
    private final ConsumerCounters counters;
    private final @Nullable DeliveryCounts counts;
    private final BooleanSupplier stopping;
    private final ConsumerTransaction transaction;

    /** The entry that was delivered last, how often alone, and why it was not consumed. */
    private long entryId = -1;

    private long deliveries;
    private @Nullable Throwable lastFailure;

    /** The id behind the last entry of a batch that failed. */
    private long aloneUntil;

    /** How often something other than the handler has failed, one time after the other. */
    private long troubles;

    StreamWork(
            ConsumerSettings settings,
            String stream,
            BatchHandler handler,
            ConsumerCounters counters,
            @Nullable DeliveryCounts counts,
            BooleanSupplier stopping) {
        this.settings = settings;
        this.stream = stream;
        this.handler = handler;
        this.counters = counters;
        this.counts = counts;
        this.stopping = stopping;
        this.transaction = new ConsumerTransaction(settings.manager());
    }

    String stream() {
        return stream;
    }

    /** Makes the running transaction roll back, and interrupts its thread. Called by another thread. */
    void cancel() {
        transaction.cancel();
    }

    /**
     * Makes one delivery, if there is an entry.
     *
     * @return how long to wait before the next one; empty if there is no entry
     * @throws RuntimeException if this failed before the handler was called
     */
    Optional<Duration> deliverNext() throws Exception {
        Transactions.of(settings.core()).requireWorking();
        Cursor cursor = settings.core().cursor(settings.cursor(), stream);
        Optional<Entry> next = cursor.next();
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = next.get();
        if (entry.id() != entryId) {
            deliveries = counts == null ? 0 : counts.deliveredBefore(entry.id());
            entryId = entry.id();
            lastFailure = null;
        }
        String letters = settings.deadLetterStream();
        if (letters != null && deliveries >= settings.maxDeliveries()) {
            bury(new DeadLetters(settings.core(), letters), cursor, entry);
            return Optional.of(Duration.ZERO);
        }
        return Optional.of(deliver(entry));
    }

    private void bury(DeadLetters letters, Cursor cursor, Entry entry) {
        Throwable reason = lastFailure;
        letters.write(cursor, entry, deliveries, reason == null ? DeadLetters.processEnded() : reason);
        LOGGER.log(
                Level.ERROR,
                this + ": entry " + entry.id() + " was delivered " + deliveries
                        + " times without success, and is now in stream '" + Printable.name(letters.stream()) + "'");
        counters.deadLetter();
        finished(entry.id());
    }

    private Duration deliver(Entry first) throws Exception {
        boolean alone = settings.batch() == 1
                || first.id() < aloneUntil
                || deliveries > 0
                || (counts != null && counts.isSuspect(first.id()));
        List<Entry> entries = List.of();
        Throwable failure = null;
        boolean called = false;
        if (stopping.getAsBoolean()) {
            return Duration.ZERO;
        }
        transaction.begin(settings.transactionTimeout());
        try {
            entries = take(first, alone ? 1 : settings.batch());
            record(entries, alone);
            called = true;
            handler.onEntries(stream, entries);
        } catch (Throwable failed) {
            failure = failed;
            transaction.rollback(failed);
        }
        if (failure == null) {
            failure = commit(entries);
        }
        // A handler may leave its interrupt on the thread, which would disturb the next delivery.
        Thread.interrupted();
        if (failure == null) {
            troubles = 0;
            counters.consumed(entries.size());
            finished(entries.get(entries.size() - 1).id());
            return Duration.ZERO;
        }
        if (!called) {
            throw failure instanceof Exception exception ? exception : new IllegalStateException(failure);
        }
        return failed(entries, alone, failure);
    }

    /**
     * Reads entries and advances the cursor in the transaction. The advance comes before the handler, so that a conflict
     * with another consumer is found before the handler does work that would be rolled back.
     */
    private List<Entry> take(Entry first, int limit) {
        Cursor cursor = settings.journal().cursor(settings.cursor(), stream);
        List<Entry> entries = new ArrayList<>();
        Optional<Entry> next = cursor.next();
        while (next.isPresent()) {
            entries.add(next.get());
            next = entries.size() == limit ? Optional.empty() : another(cursor);
        }
        if (entries.isEmpty() || entries.get(0).id() != first.id()) {
            throw new CursorConflictException("Cursor '" + Printable.name(settings.cursor()) + "' of stream '"
                    + Printable.name(stream) + "' was moved by another consumer");
        }
        cursor.advanceTo(entries.get(entries.size() - 1).id() + 1);
        return List.copyOf(entries);
    }

    /** Returns the next entry of a batch. Those before one that cannot be read are delivered without it. */
    private static Optional<Entry> another(Cursor cursor) {
        try {
            return cursor.next();
        } catch (CorruptionException | JournalIOException unreadable) {
            // The next delivery begins with this entry, and reports the failure.
            return Optional.empty();
        }
    }

    private void record(List<Entry> entries, boolean alone) {
        DeliveryCounts recording = counts;
        if (recording == null) {
            return;
        }
        if (alone) {
            recording.begin(entries.get(0).id(), deliveries + 1);
        } else {
            recording.beginBatch(
                    entries.get(0).id(), entries.get(entries.size() - 1).id() + 1);
        }
    }

    /** Commits. The position of the cursor says what became of a transaction whose end failed. */
    private @Nullable Throwable commit(List<Entry> entries) {
        try {
            transaction.commit();
            return null;
        } catch (Exception failure) {
            transaction.rollback(failure);
            long end = entries.get(entries.size() - 1).id() + 1;
            if (settings.core().cursor(settings.cursor(), stream).position() < end) {
                return failure;
            }
            LOGGER.log(
                    Level.WARNING,
                    this + ": the entries up to " + (end - 1) + " are consumed, although the commit failed",
                    failure);
            return null;
        }
    }

    private void finished(long lastId) {
        entryId = -1;
        if (counts != null) {
            counts.finished(lastId);
        }
    }

    private Duration failed(List<Entry> entries, boolean alone, Throwable failure) {
        troubles = 0;
        if (stopping.getAsBoolean()) {
            // The consumer interrupted the handler, so the entry is not to blame.
            forgetCount();
            return Duration.ZERO;
        }
        counters.failed(failure);
        if (!alone) {
            aloneUntil = entries.get(entries.size() - 1).id() + 1;
            LOGGER.log(
                    Level.WARNING,
                    this + ": the entries " + entries.get(0).id() + " to " + (aloneUntil - 1)
                            + " failed together; each is delivered alone",
                    failure);
            return Duration.ZERO;
        }
        deliveries++;
        lastFailure = failure;
        boolean last = settings.deadLetterStream() != null && deliveries >= settings.maxDeliveries();
        Duration delay = last ? Duration.ZERO : settings.delays().after(deliveries);
        LOGGER.log(
                Level.WARNING,
                this + ": delivery " + deliveries + " of entry " + entryId + " failed"
                        + (last ? "" : "; it is repeated in " + delay.toMillis() + " ms"),
                failure);
        return delay;
    }

    private void forgetCount() {
        if (counts != null && deliveries == 0) {
            counts.finished(entryId);
        }
    }

    /** Notes a failure that is not one of the handler. Returns how long to wait before the next delivery. */
    Duration trouble(Throwable failure) {
        troubles++;
        counters.failed(failure);
        Duration delay = settings.delays().after(troubles);
        LOGGER.log(
                Level.WARNING,
                this + " cannot deliver now; it tries again in " + delay.toMillis() + " ms: " + failure.getMessage(),
                troubles == 1 && !isExpected(failure) ? failure : null);
        return delay;
    }

    /** After a crash the cursor waits for the recovery of its last delivery. The message says so; a stack trace would alarm. */
    private static boolean isExpected(Throwable failure) {
        return failure instanceof CursorConflictException;
    }

    @Override
    public String toString() {
        return "Consumer '" + Printable.name(settings.cursor()) + "' of stream '" + Printable.name(stream) + "'";
    }
}
