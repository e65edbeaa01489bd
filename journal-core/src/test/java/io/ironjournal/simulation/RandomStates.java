package io.ironjournal.simulation;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.StatesFullException;
import io.ironjournal.spi.transaction.Transactions;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Puts, replaces and removes states of a transaction manager in one life. */
final class RandomStates {

    private final Model model;
    private final ManagerStates states;
    private final SplittableRandom random;

    RandomStates(Model model, Journal journal, SplittableRandom random) {
        this.model = model;
        this.states = Transactions.of(journal).states();
        this.random = random;
    }

    void step() {
        String key = "/type/" + random.nextInt(5);
        if (random.nextBoolean()) {
            put(key);
        } else {
            remove(key);
        }
    }

    private void put(String key) {
        byte[] state = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 3000 : 300)];
        Arrays.fill(state, (byte) (1 + random.nextInt(100)));
        model.states.begin(key, state);
        try {
            states.put(key, state);
        } catch (StatesFullException e) {
            model.states.refused();
            return;
        }
        model.written = true;
        model.states.put(key, state);
        model.force();
        if (!Arrays.equals(state, states.get(key).orElse(null))) {
            throw new Verifier.Violation("State " + key + " was put, but is another one");
        }
    }

    private void remove(String key) {
        boolean expected = model.states.states.containsKey(key);
        model.states.begin(key, null);
        try {
            if (states.remove(key) != expected) {
                throw new Verifier.Violation("The removal of state " + key + " says " + !expected);
            }
        } catch (DiskFullException e) {
            throw new Verifier.Violation("A state cannot be removed on a full disk: " + e, e);
        }
        model.states.removed(key);
        if (states.get(key).isPresent()) {
            throw new Verifier.Violation("State " + key + " was removed but can be read");
        }
        if (random.nextInt(4) == 0) {
            states.force();
            model.force();
        }
    }
}
