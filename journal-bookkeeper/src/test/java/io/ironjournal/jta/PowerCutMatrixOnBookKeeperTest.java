package io.ironjournal.jta;

import io.ironjournal.bookkeeper.CrashableBookKeeperLog;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Transactions of two journals on simulated ledgers. For each change of each journal there is a run in which the machine
 * crashes before or after it, the request or its answer is lost, the connection is lost, or another machine opens the
 * journal. Then the journals are opened on the same machine or on another one, with further crashes.
 */
class PowerCutMatrixOnBookKeeperTest extends PowerCutMatrixTest {

    /** A reference that keeps the level alive. Nearly each run warns of lost connections. */
    private static final Logger LOGGER = Logger.getLogger("io.ironjournal");

    /** A fault in one of the first changes, which include those of a change to the next ledger. */
    private record ClusterFault(CrashableBookKeeperLog.Fault fault) implements Fault {

        @Override
        public int operations() {
            return 5;
        }

        @Override
        public void plan(CrashableLog log, int operation) {
            ((CrashableBookKeeperLog) log).plan(fault, operation);
        }

        @Override
        public String toString() {
            return fault.toString();
        }
    }

    /** A crash while a file of the directory is changed. */
    private record CrashInDirectory() implements Fault {

        @Override
        public int operations() {
            return 5;
        }

        @Override
        public void plan(CrashableLog log, int operation) {
            ((CrashableBookKeeperLog) log).crashInDirectoryAfter(operation);
        }
    }

    @BeforeAll
    static void beQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void warnAgain() {
        LOGGER.setLevel(null);
    }

    @Override
    int seeds() {
        return Integer.getInteger("power.seeds", 1);
    }

    @Override
    CrashableLog log(long seed) {
        return CrashableBookKeeperLog.create(seed);
    }

    @Override
    List<? extends Fault> faults() {
        return Stream.concat(
                        Stream.of(CrashableBookKeeperLog.Fault.values()).map(ClusterFault::new),
                        Stream.of(new CrashInDirectory()))
                .toList();
    }
}
