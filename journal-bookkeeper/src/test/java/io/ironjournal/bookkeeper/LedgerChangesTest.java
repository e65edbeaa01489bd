package io.ironjournal.bookkeeper;

import static io.ironjournal.bookkeeper.LogUser.CONTEXT;
import static io.ironjournal.bookkeeper.LogUser.JOURNAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalException;
import io.ironjournal.spi.log.CommitLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Writers with several groups in flight on simulated ledgers, which change to the next ledger meanwhile, lose their
 * connections, and are fenced. A printed seed repeats its run.
 */
@Timeout(600)
class LedgerChangesTest {

    private static final Logger LOGGER = Logger.getLogger("io.ironjournal");
    private static final int SEEDS = Integer.getInteger("ironjournal.seeds", 100);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);
    private static final int LIVES = 10;

    @BeforeAll
    static void beQuiet() {
        LOGGER.setLevel(Level.SEVERE);
    }

    @AfterAll
    static void warnAgain() {
        LOGGER.setLevel(null);
    }

    /** A group that was sent. */
    private record Sent(String text, CompletableFuture<Void> outcome) {}

    /** The writers of one log, one after the other. */
    private static final class Writers {

        private final SimulatedCluster cluster;
        private final BookKeeperLog log;

        /** The records that exist for certain. */
        private List<String> known = new ArrayList<>();

        /** Later groups in their order, acknowledged or not. */
        private final List<Sent> sent = new ArrayList<>();

        private int number;
        private boolean created;

        Writers(long seed) {
            cluster = new SimulatedCluster(seed);
            log = BookKeeperLog.at("zk+null://simulated:2181/ledgers")
                    .journal("changes")
                    .ledgers(500, Duration.ofHours(1));
        }

        void run() throws IOException {
            CommitLog earlier = null;
            SimulatedConnection earlierConnection = null;
            for (int life = 0; life < LIVES; life++) {
                SimulatedConnection connection = new SimulatedConnection(cluster);
                CommitLog writer = open(connection);
                if (writer == null) {
                    continue;
                }
                if (earlier != null) {
                    requireFenced(earlier, earlierConnection);
                }
                try {
                    verify(LogUser.read(writer.reader(0)));
                    write(writer, connection);
                } catch (IOException | JournalException e) {
                    assertTrue(!(e instanceof CorruptionException), e.toString());
                }
                earlier = writer;
                earlierConnection = connection;
            }
        }

        private CommitLog open(SimulatedConnection connection) {
            try {
                CommitLog opened = created
                        ? log.with(connection).open(CONTEXT, JOURNAL).log()
                        : log.with(connection).create(CONTEXT, JOURNAL).log();
                created = true;
                return opened;
            } catch (IOException | JournalException e) {
                created |= cluster.content != null;
                return null;
            }
        }

        private void requireFenced(CommitLog earlier, SimulatedConnection connection) {
            try {
                CompletableFuture<Void> outcome = LogUser.send(earlier, "too late");
                connection.settle();
                assertTrue(outcome.isCompletedExceptionally(), "An earlier writer wrote");
                earlier.trim(earlier.end());
                earlier.close();
            } catch (IOException | JournalException e) {
                // It has failed before.
            }
        }

        private void write(CommitLog writer, SimulatedConnection connection) throws IOException {
            for (int i = cluster.random.nextInt(100); i >= 0; i--) {
                for (int group = cluster.random.nextInt(8); group >= 0; group--) {
                    String text = number++ + " ".repeat(cluster.random.nextInt(100));
                    sent.add(new Sent(text, LogUser.send(writer, text)));
                    connection.step();
                }
                if (cluster.random.nextInt(3) == 0) {
                    connection.settle();
                }
            }
        }

        /** All acknowledged records must be there, in order, and of the others none behind a gap. */
        private void verify(List<String> found) {
            List<String> all = new ArrayList<>(known);
            int acknowledged = known.size();
            for (Sent group : sent) {
                all.add(group.text());
                boolean succeeded = group.outcome().isDone() && !group.outcome().isCompletedExceptionally();
                if (succeeded) {
                    assertEquals(acknowledged, all.size() - 1, "A group was acknowledged before the one before it");
                    acknowledged++;
                }
            }
            assertTrue(found.size() >= acknowledged, "Acknowledged records are lost");
            assertEquals(all.subList(0, found.size()), found);
            known = found;
            sent.clear();
            cluster.requireListedLedgers();
        }
    }

    @Test
    void groupsInFlight_acrossLedgersAndWriters_leaveNoGap() {
        for (long seed = SEED; seed < SEED + SEEDS; seed++) {
            try {
                new Writers(seed).run();
            } catch (AssertionError | Exception e) {
                throw new AssertionError("Seed " + seed, e);
            }
        }
    }
}
