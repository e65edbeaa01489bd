package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.log.InMemoryCrash;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.log.Network;
import io.ironjournal.spi.log.SlowNetwork;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A journal on a log that takes several groups at a time, over a network with a round trip of a millisecond. */
@Timeout(120)
class PipeliningTest {

    private static final long ROUND_TRIP = 1_000_000;
    private static final int CRASHES = Integer.getInteger("ironjournal.crashes.pipelined", 60);

    private final SlowNetwork network = new SlowNetwork(ROUND_TRIP, 8);
    private InMemoryLog log = new InMemoryLog(network, Long.MAX_VALUE, 64 << 10);
    private SimulatedStorage storage = new SimulatedStorage(1);

    private Journal open(SyncMode mode) {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .syncMode(mode)
                .logBudget(1 << 20)
                .logSegmentSize(64 << 10)
                .maxMemtableMemory(256 << 10)
                .maxSegmentSize(64 << 10)
                .build();
        return JournalOpener.open(options, storage, true, files -> log);
    }

    private static byte[] entry(int writer, int number) {
        // Some entries are larger than a record of the log.
        byte[] text = (writer + ":" + number + ";").getBytes(StandardCharsets.US_ASCII);
        byte[] entry = new byte[number % 50 == 49 ? 100_000 : text.length];
        System.arraycopy(text, 0, entry, 0, text.length);
        return entry;
    }

    /** Appends until the journal fails, and counts the acknowledged entries. */
    private static Thread writer(Journal journal, int writer, int most, AtomicIntegerArray acknowledged) {
        Thread thread = new Thread(() -> {
            try {
                for (int i = acknowledged.get(writer); i < most; i++) {
                    journal.append("stream " + writer, entry(writer, i));
                    acknowledged.set(writer, i + 1);
                }
            } catch (JournalException | SimulatedCrash e) {
                // The journal failed, as planned.
            }
        });
        thread.start();
        return thread;
    }

    private static void requireAll(Journal journal, AtomicIntegerArray acknowledged, int[] least) {
        for (int writer = 0; writer < least.length; writer++) {
            String stream = "stream " + writer;
            long next = journal.nextId(stream);
            assertTrue(next >= least[writer], stream + " has " + next + " of " + least[writer]);
            for (int i = 0; i < next; i++) {
                assertArrayEquals(entry(writer, i), journal.get(stream, i).orElseThrow());
            }
            acknowledged.set(writer, (int) next);
        }
    }

    private static int[] counts(AtomicIntegerArray acknowledged) {
        int[] counts = new int[acknowledged.length()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = acknowledged.get(i);
        }
        return counts;
    }

    /** A network on which the sent groups arrive when the test says so. Each time is one round trip. */
    private record SteppedNetwork(int groupsInFlight, BlockingQueue<Runnable> sent) implements Network {

        @Override
        public void send(Runnable arrival, Consumer<Throwable> failure) {
            sent.add(arrival);
        }

        /** Waits until the log takes no more groups, or all are sent. Then lets them arrive, the last one first. */
        void roundTrip() throws InterruptedException {
            for (int i = 0; i < 200 && sent.size() < groupsInFlight; i++) {
                Thread.sleep(1);
            }
            List<Runnable> arriving = new ArrayList<>();
            sent.drainTo(arriving);
            for (int i = arriving.size() - 1; i >= 0; i--) {
                arriving.get(i).run();
            }
        }
    }

    /** Counts round trips. A group has at most 512 KiB, so 32 threads with 256 KiB each need many groups. */
    private int roundTrips(int groupsInFlight) throws InterruptedException {
        SteppedNetwork steps = new SteppedNetwork(groupsInFlight, new LinkedBlockingQueue<>());
        log = new InMemoryLog(steps, Long.MAX_VALUE, Integer.MAX_VALUE);
        storage = new SimulatedStorage(1);
        JournalOptions options = JournalOptions.builder(Path.of("/simulated")).build();
        Journal journal = JournalOpener.open(options, storage, true, files -> log);
        AtomicInteger left = new AtomicInteger(128);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 4; n++) {
                    journal.append("a", new byte[256 << 10]);
                    left.decrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        int trips = 0;
        while (left.get() > 0) {
            steps.roundTrip();
            trips++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Thread closing = new Thread(journal::close);
        closing.start();
        while (closing.isAlive()) {
            steps.roundTrip();
        }
        return trips;
    }

    @Test
    void thirtyTwoThreads_withEightGroupsInFlight_needAQuarterOfTheRoundTrips() throws InterruptedException {
        int several = roundTrips(8);
        int one = roundTrips(1);
        assertTrue(one >= 4 * several, () -> several + " round trips with 8 groups in flight, " + one + " with one");
    }

    @Test
    void crashes_withSeveralGroupsInFlight_loseNoAcknowledgedEntry() throws InterruptedException {
        AtomicIntegerArray acknowledged = new AtomicIntegerArray(8);
        for (int crash = 0; crash < CRASHES; crash++) {
            Journal journal = open(SyncMode.STRICT);
            requireAll(journal, acknowledged, counts(acknowledged));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(writer(journal, i, Integer.MAX_VALUE, acknowledged));
            }
            Thread.sleep(5 + crash % 20);
            int[] least = counts(acknowledged);
            // Restarts the storage first: it has nothing that the log did not have before.
            SimulatedStorage left = storage.powerCut(crash);
            InMemoryLog leftLog = InMemoryCrash.powerCut(log, crash);
            InMemoryCrash.breakDown(log, true);
            for (Thread thread : threads) {
                thread.join();
            }
            closeAfterFailure(journal);
            storage = left;
            log = leftLog;
            for (int i = 0; i < 8; i++) {
                acknowledged.set(i, least[i]);
            }
        }
        try (Journal journal = open(SyncMode.STRICT)) {
            requireAll(journal, acknowledged, counts(acknowledged));
        }
        assertTrue(network.mostUnderWay() > 2, "Several groups were never in flight");
    }

    private static void closeAfterFailure(Journal journal) {
        try {
            journal.close();
        } catch (JournalException | SimulatedCrash e) {
            // The journal has failed.
        }
    }

    @Test
    void failure_failsAllGroupsInFlight_andKeepsAcknowledgedEntries() {
        Journal journal = open(SyncMode.STRICT);
        List<CompletableFuture<Long>> appends = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            if (i == 60) {
                InMemoryCrash.breakDown(log, true);
            }
            try {
                appends.add(journal.appendAsync("a", entry(0, i)).toCompletableFuture());
            } catch (JournalFailedException e) {
                break;
            }
        }
        int done = 0;
        for (CompletableFuture<Long> append : appends) {
            try {
                assertEquals(done, append.join());
                done++;
            } catch (CompletionException e) {
                assertEquals(JournalFailedException.class, e.getCause().getClass());
                break;
            }
        }
        int acknowledged = done;
        for (CompletableFuture<Long> append : appends.subList(done, appends.size())) {
            assertThrows(CompletionException.class, append::join);
        }
        assertThrows(JournalFailedException.class, () -> journal.append("a", entry(0, 0)));
        closeAfterFailure(journal);
        InMemoryCrash.breakDown(log, false);
        try (Journal again = open(SyncMode.STRICT)) {
            assertTrue(again.nextId("a") >= acknowledged);
            for (int i = 0; i < again.nextId("a"); i++) {
                assertArrayEquals(entry(0, i), again.get("a", i).orElseThrow());
            }
        }
    }

    @Test
    void asynchronousAppends_returnBeforeTheRoundTrip_andAreBounded() {
        try (Journal journal = open(SyncMode.ASYNC)) {
            for (int i = 0; i < 2000; i++) {
                assertEquals(i, journal.append("a", entry(0, i)));
            }
            assertTrue(network.mostUnderWay() <= 8, network.mostUnderWay() + " groups in flight");
            journal.sync();
            assertEquals(0, network.underWay());
        }
        try (Journal journal = open(SyncMode.STRICT)) {
            assertEquals(2000, journal.nextId("a"));
        }
    }
}
