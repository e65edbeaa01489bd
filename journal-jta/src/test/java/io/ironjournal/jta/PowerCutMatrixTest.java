package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.jta.SimulatedMachine.Outcome;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests transactions of two journals where unforced data is lost. For each operation of each journal there is a run in
 * which the power fails, a write fails or a force fails. Then the power fails again, also during recovery. Both
 * journals must have the same outcome.
 */
class PowerCutMatrixTest {

    private static final int SEEDS = Integer.getInteger("power.seeds", 8);

    private enum Fault {
        CRASH(12) {
            @Override
            void plan(SimulatedStorage storage, int operation) {
                storage.crashAfter(operation);
            }
        },
        FAILED_WRITE(5) {
            @Override
            void plan(SimulatedStorage storage, int operation) {
                storage.failWriteAfter(operation);
            }
        },
        FAILED_FORCE(5) {
            @Override
            void plan(SimulatedStorage storage, int operation) {
                storage.failForceAfter(operation);
            }
        };

        /** A transaction in one journal has at most this many operations, including the next segment of its log. */
        private final int operations;

        Fault(int operations) {
            this.operations = operations;
        }

        abstract void plan(SimulatedStorage storage, int operation);
    }

    private interface Transaction {
        Outcome run(SimulatedMachine machine) throws XAException;
    }

    @ParameterizedTest
    @EnumSource
    void twoJournals_faultInAnyOperation_haveSameOutcome(Fault fault) throws XAException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (int operation = 1; operation <= fault.operations; operation++) {
                check(fault, operation, seed, 2, SimulatedMachine::commitInTwoPhases);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onePhaseCommit_faultInAnyOperation_isAtomic(Fault fault) throws XAException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (int operation = 1; operation <= fault.operations; operation++) {
                check(fault, operation, seed, 1, SimulatedMachine::commitInOnePhase);
            }
        }
    }

    /** Checks that the matrix detects lost data. */
    @Test
    void matrix_journalWithoutForces_fails() {
        assertThrows(Throwable.class, () -> {
            for (int seed = 1; seed <= SEEDS; seed++) {
                SimulatedMachine machine = new SimulatedMachine(seed);
                machine.storage(1).ignoreForces(description -> true);
                run(machine, 2, SimulatedMachine::commitInTwoPhases);
            }
        });
    }

    private static void check(Fault fault, int operation, int seed, int journals, Transaction transaction)
            throws XAException {
        for (int struck = 0; struck < journals; struck++) {
            try {
                SimulatedMachine machine = new SimulatedMachine(seed);
                fault.plan(machine.storage(struck), operation);
                run(machine, journals, transaction);
            } catch (AssertionError | RuntimeException | SimulatedCrash failure) {
                throw new AssertionError(
                        "Seed " + seed + ", operation " + operation + " of journal " + struck + ": " + failure,
                        failure);
            }
        }
    }

    private static void run(SimulatedMachine machine, int journals, Transaction transaction) throws XAException {
        Outcome outcome = transaction.run(machine);
        machine.cutPowerRepeatedly();
        for (int recovery = 0; recovery < 2; recovery++) {
            machine.recover();
            assertEquals(0, machine.inDoubt());
            assertOutcome(outcome, machine.copies().subList(0, journals));
            machine.cutPower();
        }
        machine.close();
    }

    private static void assertOutcome(Outcome outcome, List<Integer> copies) {
        Set<Integer> different = new HashSet<>(copies);
        switch (outcome) {
            case COMMITTED -> assertEquals(Set.of(1), different);
            case ROLLED_BACK -> assertEquals(Set.of(0), different);
            case UNKNOWN -> assertTrue(different.equals(Set.of(0)) || different.equals(Set.of(1)), copies::toString);
        }
    }
}
