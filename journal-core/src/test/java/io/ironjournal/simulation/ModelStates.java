package io.ironjournal.simulation;

import io.ironjournal.spi.transaction.ManagerStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The states of a transaction manager that a journal must have. */
final class ModelStates {

    /** The acknowledged states. */
    final Map<String, byte[]> states = new HashMap<>();

    /** States whose removal was acknowledged but is not forced. A crash may bring them back. */
    private final Map<String, byte[]> unforcedRemovals = new HashMap<>();

    /** The key of a running call. */
    private @Nullable String pending;

    /** The state that the running call puts; null if it removes one. */
    private byte @Nullable [] pendingState;

    ModelStates copy() {
        ModelStates copy = new ModelStates();
        copy.states.putAll(states);
        copy.unforcedRemovals.putAll(unforcedRemovals);
        return copy;
    }

    void begin(String key, byte @Nullable [] state) {
        pending = key;
        pendingState = state;
    }

    void put(String key, byte[] state) {
        pending = null;
        states.put(key, state);
    }

    void removed(String key) {
        pending = null;
        byte[] before = states.remove(key);
        if (before != null) {
            unforcedRemovals.put(key, before);
        }
    }

    void refused() {
        pending = null;
    }

    /** Returns whether a journal has the state that the running call puts. */
    boolean isPending(ManagerStates found) {
        return pending != null && Arrays.equals(pendingState, found.get(pending).orElse(null));
    }

    void force() {
        unforcedRemovals.clear();
    }

    /** Compares the states after a crash, and goes on with those that are there. */
    void verify(ManagerStates found) {
        Set<String> keys = new HashSet<>(found.keys());
        keys.addAll(states.keySet());
        for (String key : keys) {
            byte[] there = found.get(key).orElse(null);
            List<byte @Nullable []> allowed = new ArrayList<>();
            allowed.add(states.get(key));
            if (unforcedRemovals.containsKey(key)) {
                allowed.add(unforcedRemovals.get(key));
            }
            if (key.equals(pending)) {
                allowed.add(pendingState);
            }
            if (allowed.stream().noneMatch(state -> Arrays.equals(state, there))) {
                throw new Verifier.Violation("The state " + key + " is " + describe(there) + " instead of "
                        + allowed.stream().map(ModelStates::describe).toList());
            }
            if (there == null) {
                states.remove(key);
            } else {
                states.put(key, there);
            }
        }
        pending = null;
        unforcedRemovals.clear();
    }

    private static String describe(byte @Nullable [] state) {
        return state == null ? "missing" : state.length + " bytes of " + state[0];
    }
}
