package io.ironjournal.bookkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random failovers: while a journal is written, another one is opened in an empty directory, as on another machine.
 * The earlier one writes on until it is fenced, or is closed. Meanwhile bookies are killed, restarted and delayed, and
 * ZooKeeper cannot be reached for a while. Each opening replays the whole history of the journal, so a long run goes on with
 * another journal in the same cluster from time to time.
 * {@code -Dtest.jvm.args=-Dfailovers=200} makes more of them, and {@code -Dseed=} begins with the same choices as a failed run.
 */
class FailoverTest {

    private static final int FAILOVERS = Integer.getInteger("failovers", 5);
    private static final int FAILOVERS_OF_A_JOURNAL = 40;
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final String STREAM = "orders";
    private static final String SHORT = "short";

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);

    /** The acknowledged entries by id. */
    private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();

    private final List<AssertionError> failures = new CopyOnWriteArrayList<>();
    private final Set<BranchId> prepared = new HashSet<>();
    private final Map<Integer, Boolean> decided = new TreeMap<>();

    /** The first id after the last truncation that succeeded. */
    private long first;

    /** The highest id to which a truncation was requested. */
    private long truncatedTo;

    /** How often the stream {@link #SHORT} was deleted for certain. Its entry names the life of the stream. */
    private int deletions;

    private String name = "";
    private long entries;

    /** A process that writes until its journal fails. */
    private final class Writer {

        final int number;
        final Journal journal;
        private final Thread thread;
        private volatile boolean replaced;
        private volatile boolean stopped;

        Writer(int number, Journal journal) {
            this.number = number;
            this.journal = journal;
            this.thread = new Thread(this::write, "writer-" + number);
            thread.start();
        }

        private void write() {
            for (int i = 0; !stopped; i++) {
                String text = number + "." + i;
                boolean tooLate = replaced;
                long id;
                try {
                    id = journal.append(STREAM, text.getBytes(UTF_8));
                } catch (JournalException e) {
                    return;
                }
                String before = acknowledged.put(id, text);
                if (tooLate || before != null) {
                    failures.add(
                            new AssertionError("Entry " + text + " got id " + id + " after the failover: " + before));
                }
            }
        }

        /** Waits until the writer has noticed that it was replaced, and closes its journal. */
        void end() throws InterruptedException {
            replaced = true;
            thread.join(30_000);
            assertFalse(thread.isAlive(), "The writer of a fenced journal goes on");
            close();
        }

        void stopAndClose() throws InterruptedException {
            stopped = true;
            thread.join(30_000);
            close();
        }

        private void close() {
            try {
                journal.close();
            } catch (JournalException e) {
                // It was fenced.
            }
        }
    }

    @Test
    void failovers_loseNothingAcknowledged_andLeaveOneWriter() {
        assertTimeoutPreemptively(Duration.ofMinutes(2).plusMinutes(FAILOVERS), this::failOver);
    }

    private void failOver() {
        try (BookKeeperCluster cluster = BookKeeperCluster.start(3)) {
            for (int done = 0; done < FAILOVERS; done += FAILOVERS_OF_A_JOURNAL) {
                begin("shop" + done);
                failOverOneJournal(cluster, done, Math.min(FAILOVERS_OF_A_JOURNAL, FAILOVERS - done));
                entries += acknowledged.size();
            }
        } catch (AssertionError | Exception e) {
            throw new AssertionError("Seed " + SEED, e);
        }
    }

    private void begin(String journal) {
        name = journal;
        acknowledged.clear();
        prepared.clear();
        decided.clear();
        first = 0;
        truncatedTo = 0;
        deletions = 0;
    }

    private void failOverOneJournal(BookKeeperCluster cluster, int before, int failovers) throws Exception {
        Writer writer = new Writer(0, open(cluster, 0));
        int dead = -1;
        for (int i = 1; i <= failovers; i++) {
            Thread.sleep(random.nextInt(300));
            if (dead >= 0) {
                cluster.startBookie(dead);
                dead = -1;
            } else if (random.nextBoolean()) {
                dead = random.nextInt(3);
                cluster.killBookie(dead);
            }
            disturb(cluster);
            prepare(writer.journal, i);
            remove(writer.journal);
            boolean closed = random.nextInt(4) == 0;
            if (closed) {
                writer.stopAndClose();
            }
            restore(cluster, dead);
            if (dead >= 0) {
                // Three bookies are needed for a new ledger.
                cluster.startBookie(dead);
                dead = -1;
            }
            Journal next = open(cluster, i);
            if (!closed) {
                writer.end();
            }
            verify(next, i);
            writer = new Writer(i, next);
            report(before + i);
        }
        writer.stopAndClose();
        try (Journal last = open(cluster, failovers + 1)) {
            verify(last, failovers + 1);
        }
    }

    private void report(int failover) {
        if (failover % 20 == 0) {
            System.out.println(failover + " failovers, " + (entries + acknowledged.size()) + " entries, seed " + SEED);
        }
    }

    /** Cuts clients from ZooKeeper, delays what a bookie sends and gets, or does nothing. */
    private void disturb(BookKeeperCluster cluster) throws InterruptedException {
        int drawn = random.nextInt(4);
        if (drawn == 0) {
            cluster.zooKeeperLink().cut();
            Thread.sleep(random.nextInt(1000));
        } else if (drawn == 1) {
            cluster.bookieLink(random.nextInt(3)).delay(Duration.ofMillis(1 + random.nextInt(50)));
            Thread.sleep(random.nextInt(300));
        }
    }

    /** Ends the disturbances. The connections to a dead bookie stay cut. */
    private static void restore(BookKeeperCluster cluster, int dead) {
        cluster.zooKeeperLink().restore();
        for (int i = 0; i < cluster.bookies(); i++) {
            if (i != dead) {
                cluster.bookieLink(i).restore();
            }
        }
    }

    private Journal open(BookKeeperCluster cluster, int machine) throws InterruptedException {
        JournalOptions options = JournalOptions.builder(directory.resolve(name + "-machine" + machine))
                .maxEntriesPerSegment(100)
                .logSegmentSize(16 << 10)
                .logBudget(64 << 10)
                .commitLog(BookKeeperLog.at(cluster.metadataUri())
                        .journal(name)
                        .ledgers(8 << 10, Duration.ofMinutes(1))
                        .timeouts(Duration.ofSeconds(3), Duration.ofSeconds(1)))
                .build();
        for (int i = 0; ; i++) {
            try {
                return Journal.open(options);
            } catch (JournalIOException e) {
                // The client may not have seen yet that a bookie is back.
                if (i == 50) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void prepare(Journal journal, int number) {
        BranchId id = new BranchId(1, new byte[] {(byte) (number >> 8), (byte) number}, new byte[0]);
        try {
            Transactions transactions = Transactions.of(journal);
            transactions.begin(id).add("branches", String.valueOf(number).getBytes(UTF_8));
            transactions.prepare(id);
            prepared.add(id);
        } catch (JournalException e) {
            // The journal has failed, because a bookie was killed. The branch may be in doubt or not.
        }
    }

    /** Truncates one stream, and replaces another one. What was removed must not come back. */
    private void remove(Journal journal) {
        try {
            if (random.nextInt(3) == 0) {
                truncatedTo = Math.max(truncatedTo, journal.nextId(STREAM) - random.nextInt(500));
                journal.truncate(STREAM, truncatedTo);
                first = journal.firstId(STREAM);
            }
            journal.deleteStream(SHORT);
            deletions++;
            journal.append(SHORT, String.valueOf(deletions).getBytes(UTF_8));
        } catch (JournalException e) {
            // The journal has failed. The change may have its effect or not.
        }
    }

    private void verifyRemoved(Journal journal) {
        assertTrue(
                journal.firstId(STREAM) >= first,
                "The stream begins at " + journal.firstId(STREAM) + " again, not at " + first);
        first = journal.firstId(STREAM);
        assertTrue(
                first <= truncatedTo,
                "Entries up to " + first + " are gone, but only those below " + truncatedTo + " were truncated");
        assertTrue(journal.nextId(SHORT) <= 1, "A deleted stream has " + journal.nextId(SHORT) + " entries");
        journal.get(SHORT, 0)
                .ifPresent(entry -> assertTrue(
                        Integer.parseInt(new String(entry, UTF_8)) >= deletions,
                        "The stream of before deletion " + deletions + " is back: " + new String(entry, UTF_8)));
    }

    private void verify(Journal journal, int opening) {
        assertEquals(List.of(), failures);
        verifyRemoved(journal);
        long next = journal.nextId(STREAM);
        Set<String> found = new TreeSet<>();
        for (long id = first; id < next; id++) {
            String text = new String(journal.get(STREAM, id).orElseThrow(), UTF_8);
            assertTrue(found.add(text), text + " is there twice");
            String expected = acknowledged.get(id);
            assertTrue(expected == null || expected.equals(text), "Entry " + id + " is " + text + ", not " + expected);
        }
        acknowledged.keySet().forEach(id -> assertTrue(id < next, "Entry " + id + " is lost; the next one is " + next));
        Transactions transactions = Transactions.of(journal);
        Set<BranchId> inDoubt = new HashSet<>();
        for (InDoubtBranch branch : transactions.inDoubt()) {
            inDoubt.add(branch.id());
        }
        assertTrue(inDoubt.containsAll(prepared), "A prepared branch is lost at opening " + opening);
        for (BranchId id : inDoubt) {
            decide(transactions, id);
        }
        prepared.clear();
        decided.forEach((number, committed) ->
                assertEquals(committed, branches(journal).contains(String.valueOf(number)), "Branch " + number));
    }

    private void decide(Transactions transactions, BranchId id) {
        byte[] global = id.globalTransactionId();
        int number = (global[0] & 0xff) << 8 | (global[1] & 0xff);
        boolean commit = random.nextBoolean();
        if (commit) {
            transactions.commit(id);
        } else {
            transactions.rollback(id);
        }
        decided.put(number, commit);
    }

    private static List<String> branches(Journal journal) {
        List<String> found = new ArrayList<>();
        for (long id = 0; id < journal.nextId("branches"); id++) {
            found.add(new String(journal.get("branches", id).orElseThrow(), UTF_8));
        }
        return found;
    }
}
