package io.ironjournal.jta;

import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Warns about branches that stay in doubt. It checks when a branch starts and when recovery lists branches, at most
 * once a minute, and has no thread of its own. The recovery report lists the branches that are in doubt when a journal
 * is opened.
 */
final class InDoubtWatch {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration THRESHOLD = Duration.ofMinutes(5);

    private final XaJournal journal;
    private final AtomicInteger registrations = new AtomicInteger();
    private final List<Consumer<List<InDoubtBranch>>> listeners = new CopyOnWriteArrayList<>();
    /** When each branch was first seen in doubt, as {@link System#nanoTime()}, which never goes back. */
    private final Map<BranchId, Long> found = new ConcurrentHashMap<>();

    /** The branches that were logged. */
    private final Set<BranchId> logged = ConcurrentHashMap.newKeySet();

    private final AtomicLong nextCheck = new AtomicLong(System.nanoTime() + PAUSE.toNanos());

    InDoubtWatch(XaJournal journal) {
        this.journal = journal;
    }

    void recoveryRegistered() {
        registrations.incrementAndGet();
    }

    void recoveryUnregistered() {
        registrations.decrementAndGet();
    }

    /** Adds a listener that receives the branches of every warning. */
    void listen(Consumer<List<InDoubtBranch>> listener) {
        listeners.add(listener);
    }

    void ignore(Consumer<List<InDoubtBranch>> listener) {
        listeners.remove(listener);
    }

    /** Checks if a check is due. Never throws, because transactions and recovery scans call it and must continue. */
    void check() {
        long due = nextCheck.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextCheck.compareAndSet(due, now + PAUSE.toNanos())) {
            try {
                warn(journal.inDoubt(), Instant.now(), now);
            } catch (RuntimeException | Error closedOrFailed) {
                LOGGER.log(Level.DEBUG, "Cannot list the branches in doubt", closedOrFailed);
            }
        }
    }

    /**
     * Warns if branches are in doubt for too long, and returns whether it did. The log has one line for each branch, and
     * listeners receive the branches each time. The age of a branch is the time since it
     * was prepared. Because the system clock may have gone back, it is at least the time since the branch was first
     * seen here.
     */
    boolean warn(List<InDoubtBranch> inDoubt, Instant now, long nanoTime) {
        List<BranchId> ids = inDoubt.stream().map(InDoubtBranch::id).toList();
        found.keySet().retainAll(ids);
        logged.retainAll(ids);
        inDoubt.forEach(branch -> found.putIfAbsent(branch.id(), nanoTime));
        List<InDoubtBranch> old = inDoubt.stream()
                .filter(branch -> branch.preparedAt().plus(THRESHOLD).isBefore(now)
                        || nanoTime - found.getOrDefault(branch.id(), nanoTime) > THRESHOLD.toNanos())
                .toList();
        if (old.isEmpty()) {
            return false;
        }
        List<InDoubtBranch> unlogged =
                old.stream().filter(branch -> logged.add(branch.id())).toList();
        if (!unlogged.isEmpty()) {
            log(unlogged);
        }
        listeners.forEach(listener -> notifyListener(listener, old));
        return true;
    }

    private void log(List<InDoubtBranch> old) {
        LOGGER.log(
                Level.WARNING,
                "{0} has {1} branch(es) in doubt for more than {2} minutes, the oldest {3} since {4}. {5}",
                journal,
                old.size(),
                THRESHOLD.toMinutes(),
                old.get(0).id(),
                old.get(0).preparedAt(),
                registrations.get() == 0
                        ? "The journal is not registered for recovery. Call JournalRecovery.register"
                        : "Check that the recovery of the transaction manager runs with the node identifier with which"
                                + " the branches were prepared");
    }

    /** Notifies a listener on another thread, because the caller is in a transaction or in a recovery scan. */
    private static void notifyListener(Consumer<List<InDoubtBranch>> listener, List<InDoubtBranch> old) {
        ForkJoinPool.commonPool().execute(() -> {
            try {
                listener.accept(old);
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "A listener for branches in doubt failed", e);
            }
        });
    }
}
