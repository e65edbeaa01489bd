package io.ironjournal.internal;

import io.ironjournal.log.Committer;
import io.ironjournal.manager.StateTable;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * States of a transaction manager in an open journal. A journal that has failed answers no call: what it would say of a state
 * may be wrong.
 */
final class GatedStates implements ManagerStates {

    private final StateTable states;
    private final Committer committer;
    private final CallGate gate;
    private final LossGuard losses;

    GatedStates(StateTable states, Committer committer, CallGate gate, LossGuard losses) {
        this.states = states;
        this.committer = committer;
        this.gate = gate;
        this.losses = losses;
    }

    @Override
    public void put(String key, byte[] state) {
        require(key, state);
        boolean unused = gated(() -> {
            states.put(key, state);
            return true;
        });
    }

    /** Throws an exception unless a state can be kept. */
    static void require(String key, byte[] state) {
        requireKey(key);
        if (state.length > MAX_STATE_SIZE) {
            throw new IllegalArgumentException("The state '" + Printable.name(key) + "' of the transaction manager has "
                    + state.length + " bytes. A state may have " + MAX_STATE_SIZE);
        }
    }

    private static void requireKey(String key) {
        boolean plain = isPlain(key);
        if (!plain && !StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new IllegalArgumentException("The key '" + Printable.name(key)
                    + "' of a transaction manager's state is not valid Unicode: it contains half of a surrogate pair");
        }
        int size = plain ? key.length() : key.getBytes(StandardCharsets.UTF_8).length;
        if (size == 0 || size > MAX_KEY_SIZE) {
            throw new IllegalArgumentException("The key '" + Printable.name(key)
                    + "' of a transaction manager's state has " + size + " bytes. It must have 1 to " + MAX_KEY_SIZE);
        }
    }

    /** Returns whether all characters are ASCII, which need no encoder. The keys of Narayana are. */
    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean remove(String key) {
        Objects.requireNonNull(key, "key");
        return gated(() -> states.remove(key));
    }

    @Override
    public void force() {
        gate.enter();
        try {
            committer.requireWorking();
            states.force();
        } finally {
            gate.leave();
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        Objects.requireNonNull(key, "key");
        return gated(() -> Optional.ofNullable(states.get(key)));
    }

    @Override
    public List<String> keys() {
        return gated(() -> states.keys().stream().sorted().toList());
    }

    private <T> T gated(Supplier<T> call) {
        gate.enter();
        try {
            losses.requireStates();
            committer.requireWorking();
            return call.get();
        } finally {
            gate.leave();
        }
    }
}
