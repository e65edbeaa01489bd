package io.ironjournal.checkpoint;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The checkpoints that can be loaded, by id and in the order of their cuts. Not thread-safe. */
final class CheckpointIndex {

    private final TreeMap<Long, CheckpointEntry> byLsn = new TreeMap<>();
    private final Map<ByteBuffer, CheckpointEntry> byId = new HashMap<>();

    /** Adds a checkpoint, which replaces an older one of the same id. */
    void put(CheckpointEntry entry) {
        CheckpointEntry older = byId.put(entry.key(), entry);
        if (older != null) {
            byLsn.remove(older.lsn());
        }
        byLsn.put(entry.lsn(), entry);
    }

    void clear() {
        byLsn.clear();
        byId.clear();
    }

    /** Removes all checkpoints whose cuts are below an LSN. */
    void removeBelow(long lsn) {
        Map<Long, CheckpointEntry> older = byLsn.headMap(lsn);
        older.values().forEach(entry -> byId.remove(entry.key()));
        older.clear();
    }

    void remove(CheckpointEntry entry) {
        byId.remove(entry.key(), entry);
        byLsn.remove(entry.lsn(), entry);
    }

    @Nullable
    CheckpointEntry find(byte[] id) {
        return byId.get(ByteBuffer.wrap(id));
    }

    /** Returns the checkpoint whose cut is at an LSN. */
    @Nullable
    CheckpointEntry find(long lsn) {
        return byLsn.get(lsn);
    }

    /** Returns the checkpoint whose cut is the newest. */
    @Nullable
    CheckpointEntry latest() {
        return byLsn.isEmpty() ? null : byLsn.lastEntry().getValue();
    }

    /** Returns whether no newer checkpoint has the same id. */
    boolean isCurrent(CheckpointEntry entry) {
        return byId.get(entry.key()) == entry;
    }

    /** Returns all checkpoints, oldest first. */
    Collection<CheckpointEntry> all() {
        return byLsn.values();
    }

    int count() {
        return byLsn.size();
    }

    /** Returns the LSN below which no checkpoint remains if this number of the newest are kept. */
    long keptFrom(int keepLatest) {
        if (keepLatest == 0) {
            return byLsn.isEmpty() ? 0 : byLsn.lastKey() + 1;
        }
        long from = 0;
        int kept = 0;
        for (Long lsn : byLsn.descendingKeySet()) {
            from = lsn;
            if (++kept == keepLatest) {
                return from;
            }
        }
        return 0;
    }
}
