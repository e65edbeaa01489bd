package io.ironjournal.jta;

import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Warns of branches that nobody decides. It looks when branches start and when recovery asks for
 * them, at most once a minute, and has no thread of its own. What a journal has in doubt when it is opened stands in its recovery report.
 */
final class InDoubtWatch {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration THRESHOLD = Duration.ofMinutes(5);

    private final OpenJournal journal;
    private final AtomicInteger registrations = new AtomicInteger();
    private final List<Consumer<List<InDoubtBranch>>> listeners = new CopyOnWriteArrayList<>();
    /** When each branch was first found in doubt, by the clock that never goes back. */
    private final Map<BranchId, Long> found = new ConcurrentHashMap<>();

    private final AtomicLong nextLook = new AtomicLong(System.nanoTime() + PAUSE.toNanos());

    InDoubtWatch(OpenJournal journal) {
        this.journal = journal;
    }

    void recoveryRegistered() {
        registrations.incrementAndGet();
    }

    void recoveryUnregistered() {
        registrations.decrementAndGet();
    }

    /** Every warning goes to the listener too. */
    void listen(Consumer<List<InDoubtBranch>> listener) {
        listeners.add(listener);
    }

    void ignore(Consumer<List<InDoubtBranch>> listener) {
        listeners.remove(listener);
    }

    /** Called in the middle of transactions and of recovery scans, which go on whatever happens here. */
    void look() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + PAUSE.toNanos())) {
            try {
                warn(journal.inDoubt(), Instant.now(), now);
            } catch (RuntimeException | Error closedOrFailed) {
                LOGGER.log(Level.DEBUG, "The branches in doubt cannot be listed", closedOrFailed);
            }
        }
    }

    /**
     * Returns whether there was reason to warn. A branch is old by the time at which it was prepared, or, since the system's
     * clock may have gone back, by how long it has been seen here.
     */
    boolean warn(List<InDoubtBranch> inDoubt, Instant now, long nanoTime) {
        found.keySet().retainAll(inDoubt.stream().map(InDoubtBranch::id).toList());
        inDoubt.forEach(branch -> found.putIfAbsent(branch.id(), nanoTime));
        List<InDoubtBranch> old = inDoubt.stream()
                .filter(branch -> branch.preparedAt().plus(THRESHOLD).isBefore(now)
                        || nanoTime - found.getOrDefault(branch.id(), nanoTime) > THRESHOLD.toNanos())
                .toList();
        if (old.isEmpty()) {
            return false;
        }
        LOGGER.log(
                Level.WARNING,
                "{0} has {1} branch(es) in doubt for more than {2} minutes, the oldest {3} since {4}. {5}",
                journal,
                old.size(),
                THRESHOLD.toMinutes(),
                old.get(0).id(),
                old.get(0).preparedAt(),
                registrations.get() == 0
                        ? "Nobody registered the journal for recovery: call JournalRecovery.register"
                        : "Check that the transaction manager's recovery runs, and under the node identifier"
                                + " that the branches were prepared under");
        listeners.forEach(listener -> tell(listener, old));
        return true;
    }

    /** Not on this thread: it is in the middle of a transaction, or of a recovery scan. */
    private static void tell(Consumer<List<InDoubtBranch>> listener, List<InDoubtBranch> old) {
        ForkJoinPool.commonPool().execute(() -> {
            try {
                listener.accept(old);
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.WARNING, "Whoever listens for branches in doubt fails", e);
            }
        });
    }
}
