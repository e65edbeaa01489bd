package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.Retention;
import io.ironjournal.RetentionReport;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A round of retention and the move of a cursor that run at the same time: the entries that the cursor needs stay. */
@Timeout(60)
class RetentionRaceTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static JournalOptionsBuilder options() {
        return Small.options().maxEntriesPerSegment(10);
    }

    private static JournalOptionsBuilder rules() {
        return options().retention("orders", Retention.untilConsumed());
    }

    private void writeAndConsumeAll() {
        try (Journal journal = Small.open(storage, options())) {
            for (int i = 0; i < 50; i++) {
                journal.append("orders", entry(i, 100));
            }
            journal.cursor("slow", "orders").advanceTo(50);
        }
    }

    /** A file of the log that waits before its next write until it is let go. */
    private static final class HeldLog {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        HeldLog(HookedStorage storage) {
            storage.hook(operation -> {
                if (operation.contains(":log/") && reached.getCount() > 0) {
                    reached.countDown();
                    try {
                        assertTrue(released.await(30, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
            });
        }

        void awaitWrite() throws InterruptedException {
            assertTrue(reached.await(30, TimeUnit.SECONDS));
        }

        void release() {
            released.countDown();
        }
    }

    /** Waits until a thread waits for something, or has ended. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
    }

    @Test
    void resetBackwards_thatIsNotInTheLogYet_keepsItsEntries() throws Exception {
        writeAndConsumeAll();
        HookedStorage hooked = new HookedStorage(storage);
        try (Journal journal = JournalOpener.open(rules().build(), hooked, true)) {
            HeldLog log = new HeldLog(hooked);
            Thread reset = new Thread(() -> journal.resetCursor("slow", "orders", 5), "reset");
            reset.start();
            log.awaitWrite();
            AtomicReference<RetentionReport> report = new AtomicReference<>();
            Thread round = new Thread(() -> report.set(journal.applyRetention()), "round");
            round.start();
            awaitWaiting(round);
            log.release();
            reset.join();
            round.join();
            assertEquals(0, report.get().segments());
            assertEquals(0, journal.firstId("orders"));
            assertTrue(journal.get("orders", 5).isPresent());
        }
    }

    /** The round has already decided, but its record waits behind the reset. */
    @Test
    void resetBackwards_afterTheDecision_butBeforeTheTruncationInTheLog_keepsItsEntries() throws Exception {
        writeAndConsumeAll();
        HookedStorage hooked = new HookedStorage(storage);
        try (Journal journal = JournalOpener.open(rules().build(), hooked, true)) {
            HeldLog log = new HeldLog(hooked);
            CompletableFuture<Long> held =
                    journal.appendAsync("other", entry(1, 10)).toCompletableFuture();
            log.awaitWrite();
            // The round queues its truncation behind the held write.
            AtomicReference<RetentionReport> report = new AtomicReference<>();
            Thread round = new Thread(() -> report.set(journal.applyRetention()), "round");
            round.start();
            awaitWaiting(round);
            Thread reset = new Thread(() -> journal.resetCursor("slow", "orders", 5), "reset");
            reset.start();
            awaitWaiting(reset);
            log.release();
            held.get(30, TimeUnit.SECONDS);
            reset.join();
            round.join();
            assertEquals(0, report.get().segments());
            assertEquals(0, journal.firstId("orders"));
            assertEquals(5, journal.cursor("slow", "orders").position());
        }
    }

    /** Otherwise writers could wait for seconds for memory, because nothing is flushed while segments are removed. */
    @Test
    void manySegments_areRemovedInSteps_andEachHasItsRecord() {
        try (Journal journal = Small.open(storage, options())) {
            for (int i = 0; i < 2_000; i++) {
                journal.append("orders", entry(i, 20));
            }
        }
        HookedStorage hooked = new HookedStorage(storage);
        JournalOptionsBuilder rules = options().retention("orders", Retention.maxBytes(1));
        try (Journal journal = JournalOpener.open(rules.build(), hooked, false)) {
            RetentionReport report = journal.applyRetention();
            assertTrue(report.segments() > 150, report.segments() + " segments");
            assertEquals(1, report.streams());
            assertEquals(List.of(), report.failures());
            int longest = 0;
            int removed = 0;
            for (String operation : hooked.operations) {
                removed = operation.startsWith("delete:streams/")
                        ? removed + 1
                        : operation.contains(":log/") ? 0 : removed;
                longest = Math.max(longest, removed);
            }
            assertEquals(64, longest);
            assertEquals(0, journal.applyRetention().segments());
        }
    }
}
