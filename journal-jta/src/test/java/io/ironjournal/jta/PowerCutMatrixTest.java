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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests transactions of two journals where unforced data is lost. For each operation of each journal there is a run in
 * which the power fails, a write fails or a force fails. Then the power fails again, also during recovery. Both
 * journals must have the same outcome.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerCutMatrixTest {

    /** A fault of one log. */
    interface Fault {

        /** Returns a number of operations that no transaction exceeds in one journal. */
        int operations();

        /** Lets the fault happen in the n-th operation from now. */
        void plan(CrashableLog log, int operation);
    }

    private enum FileFault implements Fault {
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

        /** These include the next segment of the log. */
        private final int operations;

        FileFault(int operations) {
            this.operations = operations;
        }

        abstract void plan(SimulatedStorage storage, int operation);

        @Override
        public int operations() {
            return operations;
        }

        @Override
        public void plan(CrashableLog log, int operation) {
            plan(((CrashableFileLog) log).storage(), operation);
        }
    }

    /** Returns the number of runs for each operation. */
    int seeds() {
        return Integer.getInteger("power.seeds", 8);
    }

    CrashableLog log(long seed) {
        return new CrashableFileLog(new SimulatedStorage(seed));
    }

    List<? extends Fault> faults() {
        return List.of(FileFault.values());
    }

    private interface Transaction {
        Outcome run(SimulatedMachine machine) throws XAException;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void twoJournals_faultInAnyOperation_haveSameOutcome(Fault fault) throws XAException {
        for (int seed = 1; seed <= seeds(); seed++) {
            for (int operation = 1; operation <= fault.operations(); operation++) {
                check(fault, operation, seed, 2, SimulatedMachine::commitInTwoPhases);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void onePhaseCommit_faultInAnyOperation_isAtomic(Fault fault) throws XAException {
        for (int seed = 1; seed <= seeds(); seed++) {
            for (int operation = 1; operation <= fault.operations(); operation++) {
                check(fault, operation, seed, 1, SimulatedMachine::commitInOnePhase);
            }
        }
    }

    /** Checks that the matrix detects lost data. */
    @Test
    void matrix_journalWithoutForces_fails() {
        assertThrows(Throwable.class, () -> {
            for (int seed = 1; seed <= 8; seed++) {
                SimulatedMachine machine = new SimulatedMachine(seed, this::log);
                machine.log(1).ignoreForces();
                run(machine, 2, SimulatedMachine::commitInTwoPhases);
            }
        });
    }

    private void check(Fault fault, int operation, int seed, int journals, Transaction transaction) throws XAException {
        for (int struck = 0; struck < journals; struck++) {
            try {
                // The operations of a seed differ in where records and segments end, too.
                SimulatedMachine machine = new SimulatedMachine(100L * seed + operation, this::log);
                fault.plan(machine.log(struck), operation);
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
