package io.ironjournal.manager;

import io.ironjournal.DiskFullException;
import io.ironjournal.flush.KeptRecords;
import io.ironjournal.log.Committer;
import io.ironjournal.log.Write;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.spi.transaction.StatesFullException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        put(key, state, written -> List.of());
    }

    /**
     * Puts a state, and then writes what depends on it, with one force. Waits until all of it is complete.
     *
     * @param dependents returns the writes that follow the state. The committer must not admit them unless the state is
     *     written, which the argument tells at that time
     * @throws StatesFullException if there is no room; nothing was written
     */
    public void put(String key, byte[] state, Function<BooleanSupplier, List<? extends Write>> dependents) {
        StoredState next = new StoredState(StateRecord.put(key, state));
        acquire(next);
        boolean written = false;
        try {
            StateWrites.Put put = new StateWrites.Put(this, next);
            List<Write> writes = new ArrayList<>();
            writes.add(put);
            writes.addAll(dependents.apply(put::isAssigned));
            committer.execute(writes);
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

    /** Removes a state. Returns false if there is none. */
    public boolean remove(String key) {
        if (!states.containsKey(key)) {
            return false;
        }
        StateWrites.Removal removal = new StateWrites.Removal(this, key);
        committer.execute(removal);
        return removal.isEffective();
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

    void appliedRemoval(String key, long lsn) {
        lastRemoval = lsn;
        ended(states.remove(key));
    }

    /**
     * Returns the LSN of the last removal, or -1. If it is never forced, a crash brings the state back, and some resources
     * cannot tell recovery that they have completed the transaction.
     */
    public long lastRemoval() {
        return lastRemoval;
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
