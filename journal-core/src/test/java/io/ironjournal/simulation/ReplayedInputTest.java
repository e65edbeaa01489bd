package io.ironjournal.simulation;

import org.junit.jupiter.api.Test;

/** Producers through crashes. A printed seed repeats its run. */
class ReplayedInputTest {

    private static final int CRASHES_EACH = 20;
    private static final int CRASHES = Integer.getInteger("ironjournal.crashes", 6_000);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @Test
    void inputRepeatedFromItsBeginning_afterEachCrash_isThereOnce() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            crashes += new ReplayedInput(seed).run(CRASHES_EACH);
        }
    }

    @Test
    void inputRepeatedOnAnotherMachine_isThereOnce() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES / 4; seed++) {
            crashes += ReplayedInput.onSeveralMachines(seed).run(CRASHES_EACH);
        }
    }
}
