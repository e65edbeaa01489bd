package io.ironjournal.manager;

import io.ironjournal.DiskFullException;
import io.ironjournal.flush.KeptRecords;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DurableNote;
import io.ironjournal.log.Write;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.spi.transaction.StatesFullException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The states of a transaction manager. Only the log has them, so a mark never passes the record of a state that was neither
 * replaced nor removed: it is carried forward, as a PREPARE is.
 *
 * <p>A copy must not follow the record that replaces or removes the state. Therefore the table knows the states twice: as of
 * the last record that has a position in the log, and as of the last one that is applied.
 */
public final class StateTable implements KeptRecords {

    private final Committer committer;
    private final long limit;

    /** By key, as of the last applied record. */
    private final Map<String, StoredState> states = new ConcurrentHashMap<>();

    /** By key, as of the last record with a position. Used by recovery, then by the thread that runs the committer. */
    private final Map<String, StoredState> newest = new HashMap<>();

    /** The LSN of the last removal, which is forced soon. */
    private volatile long lastRemoval = -1;

    /** The number of removals that are queued. */
    private final AtomicInteger queuedRemovals = new AtomicInteger();

    /** The memory of all states, and of those that are being written. */
    private final AtomicLong used = new AtomicLong();

    /**
     * Creates a table without states.
     *
     * @param limit the memory that states may take, in bytes. Each round of the flusher may write all of them again
     */
    public StateTable(Committer committer, long limit) {
        this.committer = committer;
        this.limit = limit;
    }

    /**
     * Puts a state, and waits until it is durable.
     *
     * @throws StatesFullException if there is no room; nothing was written
     */
    public void put(String key, byte[] state) {
        put(key, state, List.of(), () -> true, written -> List.of());
    }

    /**
     * Writes what a state depends on, puts the state, and then writes what depends on it, with one force. Waits until all of
     * it is complete.
     *
     * @param before the writes before the state. Their failures are thrown
     * @param allowed returns, when the record of the state gets its position in the log, whether it may be written. If not,
     *     one of the writes before it has failed
     * @param dependents returns the writes that follow the state. The committer must not admit them unless the state is
     *     written, which the argument tells at that time
     * @throws StatesFullException if there is no room; nothing was written
     */
    public void put(
            String key,
            byte[] state,
            List<? extends Write> before,
            BooleanSupplier allowed,
            Function<BooleanSupplier, List<? extends Write>> dependents) {
        StoredState next = new StoredState(StateRecord.put(key, state));
        acquire(next);
        boolean written = false;
        try {
            StateWrites.Put put = new StateWrites.Put(this, next, allowed);
            List<Write> writes = new ArrayList<>(before);
            writes.add(put);
            int required = writes.size();
            writes.addAll(dependents.apply(put::isAssigned));
            committer.execute(writes, required);
            written = true;
        } finally {
            if (!written) {
                used.addAndGet(-next.memory());
            }
        }
    }

    private void acquire(StoredState next) {
        long before;
        do {
            before = used.get();
            if (before + next.memory() > limit) {
                throw new StatesFullException("The journal cannot keep another state of a transaction manager: it has "
                        + states.size() + ", which with this one need " + (before + next.memory())
                        + " bytes, and an eighth of logBudget, " + limit
                        + " bytes, is the limit. States stay until all resources of their transactions are reached: check"
                        + " those that recovery cannot reach, or increase logBudget");
            }
        } while (!used.compareAndSet(before, before + next.memory()));
    }

    /**
     * Removes a state. It is gone at once. Nobody waits for the record: a transaction manager removes a state again that a
     * crash brings back. Returns false if there is none.
     */
    public boolean remove(String key) {
        StoredState removed = states.remove(key);
        if (removed == null) {
            return false;
        }
        ended(removed);
        queuedRemovals.incrementAndGet();
        committer.leave(new StateWrites.Removal(this, removed));
        return true;
    }

    /** Makes all records durable, also those of removals. */
    public void force() {
        if (lastRemoval() >= committer.durable()) {
            committer.execute(new DurableNote(true));
        } else {
            committer.forceAll();
        }
    }

    /** Returns a copy of a state, or null. */
    public byte @Nullable [] get(String key) {
        StoredState found = states.get(key);
        return found == null ? null : found.record().state();
    }

    /** Returns the keys of all states, in no order. */
    public List<String> keys() {
        return List.copyOf(states.keySet());
    }

    /** Returns whether no record with a position puts a state with this key. */
    boolean isNew(String key) {
        return !newest.containsKey(key);
    }

    /** Returns whether no record with a position replaces or removes a state. */
    boolean isNewest(StoredState state) {
        return newest.get(state.key()) == state;
    }

    void assigned(StoredState state) {
        newest.put(state.key(), state);
    }

    void assignedRemoval(String key) {
        newest.remove(key);
    }

    void applied(StoredState state, long lsn) {
        state.lsn(lsn);
        ended(states.put(state.key(), state));
    }

    void appliedRemoval(long lsn) {
        lastRemoval = lsn;
        endedRemoval();
    }

    void endedRemoval() {
        queuedRemovals.decrementAndGet();
    }

    /**
     * Returns the LSN of the last removal, or -1. One that is queued counts as the highest LSN. If a removal is never forced, a
     * crash brings the state back, and some resources cannot tell recovery that they have completed the transaction.
     */
    public long lastRemoval() {
        return queuedRemovals.get() > 0 ? Long.MAX_VALUE : lastRemoval;
    }

    private void ended(@Nullable StoredState state) {
        if (state != null) {
            used.addAndGet(-state.memory());
        }
    }

    /** Replays a STATE record. */
    public void replay(LogRecord record) {
        StateRecord read = StateRecord.decode(record.content());
        if (read.isRemoval()) {
            forget(read.key());
            return;
        }
        StoredState state = new StoredState(read);
        if (isNew(read.key())) {
            committer.reserve(StateRecord.removalSize(read.key()));
        }
        used.addAndGet(state.memory());
        assigned(state);
        applied(state, record.lsn());
    }

    /**
     * Forgets the states whose record is below an LSN. Called at the end of a snapshot, which has copied each state that was
     * still there.
     */
    public void forgetBelow(long lsn) {
        for (StoredState state : List.copyOf(states.values())) {
            if (state.lsn() < lsn) {
                forget(state.key());
            }
        }
    }

    private void forget(String key) {
        if (newest.remove(key) != null) {
            committer.releaseReservation(StateRecord.removalSize(key));
            ended(states.remove(key));
        }
    }

    @Override
    public void carryForward(long below) {
        List<StoredState> old = new ArrayList<>(states.values());
        old.removeIf(state -> state.lsn() >= below);
        old.sort(Comparator.comparingLong(StoredState::lsn));
        try {
            old.forEach(state -> committer.execute(new StateWrites.Copy(this, state)));
            // One force for all copies.
            committer.forceAll();
        } catch (DiskFullException e) {
            // The remaining room is for outcomes and removals. The mark does not pass these states.
        }
    }

    @Override
    public boolean hasNoneBelow(long lsn) {
        return states.values().stream().allMatch(state -> state.lsn() >= lsn);
    }

    /** Returns 0: states never go to files. */
    @Override
    public long unflushedBelow(long lsn) {
        return 0;
    }

    @Override
    public long limitMark(long mark) {
        return states.values().stream().mapToLong(StoredState::lsn).reduce(mark, Math::min);
    }
}
