package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.GroupCompletion;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.bookkeeper.client.api.WriteHandle;
import org.jspecify.annotations.Nullable;

/**
 * Sends entries to the current ledger, and reports the outcomes of groups in order. When the ledger is large or old,
 * it changes to the next one, in these steps:
 *
 * <pre>
 *   WRITING    entries are sent at once. A thread in the background creates the next ledger when it is time
 *   DRAINING   a next ledger exists. New entries wait until all those in flight are acknowledged
 *   LISTING    the background lists the next ledger in ZooKeeper. Entries wait
 *   WRITING    the waiting entries are sent: to the next ledger, or to the old one if ZooKeeper does not answer soon
 * </pre>
 *
 * So an entry is never in a ledger while an entry before it, in the previous ledger, is missing. The first failure is
 * final: it fails all groups in flight, in order, and all later ones.
 *
 * <p>The class is longer than 300 lines because all its steps change the same state under one lock.
 */
final class LedgerWriter {

    /** The longest time for which entries wait for ZooKeeper. */
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private enum State {
        WRITING,
        DRAINING,
        LISTING
    }

    private final Settings settings;
    private final LedgerTasks tasks;
    private final LedgerList list;

    /** Guards the fields below. It is held while completions are called, so that they are called in order. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<SentEntry> inFlight = new ArrayDeque<>();
    private final Deque<SentEntry> waiting = new ArrayDeque<>();
    private State state = State.WRITING;
    private boolean creating;
    private long nextAttempt;

    /** Whether the last entry belongs to a group that is not complete. Its rest must go to the same ledger. */
    private boolean groupOpen;

    private WriteHandle current;
    private @Nullable WriteHandle next;

    /** Whether the next ledger may be listed in ZooKeeper. */
    private boolean nextListed;

    /** The number of attempts to list a ledger. */
    private int attempts;

    /** Whether the outcome of the last attempt is not known yet. */
    private boolean attemptUnderWay;

    private long written;
    private long startedNanos;

    private volatile @Nullable Throwable failure;
    private volatile long durable;
    private final AtomicLong commits = new AtomicLong();

    LedgerWriter(Connection connection, LedgerList list, WriteHandle current, long end) {
        this.settings = connection.settings();
        this.tasks = connection.tasks();
        this.startedNanos = tasks.nanoTime();
        this.list = list;
        this.current = current;
        this.durable = end;
        list.current(current.getId());
        list.onFenced(this::fail);
    }

    /** Returns the ledger that is written. */
    WriteHandle current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    long durable() {
        return durable;
    }

    long commits() {
        return commits.get();
    }

    void requireWorking() throws IOException {
        Throwable failed = failure;
        if (failed instanceof RuntimeException known) {
            throw known;
        }
        if (failed != null) {
            throw new IOException("The log has failed: " + failed.getMessage(), failed);
        }
    }

    /** Sends an entry. All outcomes are reported to its completion, if it has one. */
    void send(SentEntry entry) {
        lock.lock();
        try {
            Throwable failed = failure;
            if (failed != null) {
                fail(entry, failed);
                return;
            }
            boolean begins = !groupOpen;
            groupOpen = entry.completion == null;
            if (begins) {
                considerNextLedger();
            }
            if (state == State.WRITING) {
                sendNow(entry);
            } else {
                waiting.add(entry);
                listIfDrained();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void fail(SentEntry entry, Throwable cause) {
        GroupCompletion completion = entry.completion;
        if (completion != null) {
            completion.failed(cause);
        }
    }

    private void sendNow(SentEntry entry) {
        inFlight.add(entry);
        byte[] bytes = entry.bytes;
        if (bytes == null) {
            acknowledged(entry, null, 0);
            return;
        }
        written += bytes.length;
        long ledger = current.getId();
        CompletableFuture<Long> unused =
                current.appendAsync(bytes).whenComplete((id, cause) -> acknowledged(entry, cause, ledger));
    }

    /** Notes the outcome of an entry. Called by threads of BookKeeper. */
    private void acknowledged(SentEntry entry, @Nullable Throwable cause, long ledger) {
        lock.lock();
        try {
            if (cause != null) {
                fail(Failures.ofWrite(cause, settings.describe(), ledger));
                return;
            }
            entry.done = true;
            SentEntry first = inFlight.peek();
            while (first != null && first.done && failure == null) {
                inFlight.remove();
                durable = Math.max(durable, first.end);
                GroupCompletion completion = first.completion;
                if (completion != null) {
                    commits.addAndGet(first.bytes == null ? 0 : 1);
                    completion.completed();
                }
                first = inFlight.peek();
            }
            listIfDrained();
        } finally {
            lock.unlock();
        }
    }

    /** Fails all groups that are not complete, and all later ones. Only the first failure counts. */
    private void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure != null) {
                return;
            }
            failure = cause;
            for (Deque<SentEntry> entries = inFlight; ; entries = waiting) {
                for (SentEntry entry = entries.poll(); entry != null; entry = entries.poll()) {
                    fail(entry, cause);
                }
                if (entries == waiting) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prepares the next ledger, or begins the change to it. */
    private void considerNextLedger() {
        long now = tasks.nanoTime();
        boolean due = written >= settings.ledgerSize()
                || (written > 0 && now - startedNanos > settings.ledgerAge().toNanos());
        if (!due
                || creating
                || attemptUnderWay
                || state != State.WRITING
                || (nextAttempt != 0 && now - nextAttempt < 0)) {
            return;
        }
        if (next != null) {
            if (list.isReachable()) {
                state = State.DRAINING;
            }
            return;
        }
        creating = true;
        list.create(this::created);
    }

    private void created(@Nullable WriteHandle ledger) {
        lock.lock();
        try {
            creating = false;
            next = ledger;
            if (ledger == null) {
                postpone();
            }
        } finally {
            lock.unlock();
        }
    }

    private void postpone() {
        nextAttempt = tasks.nanoTime() + Duration.ofSeconds(1).toNanos();
    }

    private void listIfDrained() {
        WriteHandle listed = next;
        if (state == State.DRAINING && inFlight.isEmpty() && listed != null && failure == null) {
            state = State.LISTING;
            nextListed = true;
            attemptUnderWay = true;
            int attempt = ++attempts;
            list.append(listed.getId(), durable, succeeded -> listed(listed, attempt, succeeded));
            tasks.after(LONGEST_PAUSE_MILLIS, () -> giveUp(attempt));
        }
    }

    /** Continues with the old ledger. The next attempt lists the ledger again, with another LSN. */
    private void giveUp(int attempt) {
        lock.lock();
        try {
            if (state == State.LISTING && attempt == attempts) {
                resume();
            }
        } finally {
            lock.unlock();
        }
    }

    private void listed(WriteHandle ledger, int attempt, boolean succeeded) {
        lock.lock();
        try {
            attemptUnderWay = false;
            if (failure != null) {
                return;
            }
            if (state == State.LISTING && attempt == attempts && succeeded) {
                change(ledger);
                resume();
            } else {
                postpone();
                if (state == State.LISTING) {
                    resume();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(WriteHandle ledger) {
        WriteHandle old = current;
        CompletableFuture<Void> unused = old.closeAsync().thenRun(() -> list.closed(old.getId()));
        current = ledger;
        list.current(ledger.getId());
        next = null;
        nextListed = false;
        written = 0;
        startedNanos = tasks.nanoTime();
        nextAttempt = 0;
    }

    private void resume() {
        state = State.WRITING;
        for (SentEntry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            sendNow(entry);
        }
    }

    /** Closes the current ledger. Entries in flight fail. A ledger that was created and is not needed is deleted. */
    void close() throws IOException {
        fail(new IOException("The log was closed"));
        WriteHandle unused;
        lock.lock();
        try {
            unused = nextListed ? null : next;
            next = null;
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            list.discard(unused);
        }
        list.close(current());
    }
}
