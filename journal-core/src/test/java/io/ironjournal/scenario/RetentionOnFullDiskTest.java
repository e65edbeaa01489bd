package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.Retention;
import io.ironjournal.RetentionReport;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules of retention on a full disk: they leave the room that outcomes of branches need. */
@Timeout(120)
class RetentionOnFullDiskTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static JournalOptionsBuilder options() {
        return Small.options().maxEntriesPerSegment(10);
    }

    private static int appendUntilRefused(Journal journal, int bytes) {
        int written = 0;
        try {
            while (true) {
                journal.append("filling", entry(written, bytes));
                written++;
            }
        } catch (DiskFullException | WriteTimeoutException e) {
            return written;
        }
    }

    /** Others take the space that the removals free, so the round would go on to use the log. */
    @Test
    void round_leavesTheRoomForTheOutcomeOfAPreparedBranch() {
        try (Journal journal = Small.open(storage, options())) {
            for (int stream = 0; stream < 200; stream++) {
                for (int i = 0; i < 20; i++) {
                    journal.append("s" + stream, entry(i, 20));
                }
            }
        }
        HookedStorage hooked = new HookedStorage(storage);
        JournalOptionsBuilder rules = options().retention("s*", Retention.maxBytes(1));
        try (Journal journal = JournalOpener.open(rules.build(), hooked, false)) {
            BranchId id = Small.prepare(journal, "b", "orders", entry(1, 500));
            storage.setSpace(storage.usedSpace());
            appendUntilRefused(journal, 1000);
            appendUntilRefused(journal, 10);
            hooked.hook(operation -> storage.setSpace(storage.usedSpace()));
            RetentionReport report = journal.applyRetention();
            storage.setSpace(storage.usedSpace());
            assertTrue(report.streams() < 199, "the round had space for all streams: " + report);
            Transactions.of(journal).commit(id);
            assertEquals(1, report.failures().size(), "the round went on");
            assertTrue(journal.get("orders", 0).isPresent());
            hooked.hook(operation -> {});
            storage.setSpace(Long.MAX_VALUE / 4);
        }
    }

    /** Only the last stream has something to remove. With a pause of 100 ms after each stream, this would take 40 s. */
    @Test
    void round_goesOnWithoutPauses_whileTheDiskStaysFull() throws InterruptedException {
        try (Journal journal = Small.open(storage, options())) {
            for (int stream = 0; stream < 400; stream++) {
                for (int i = 0; i < 20; i++) {
                    journal.append("s" + stream, entry(i, 20));
                }
            }
        }
        HookedStorage hooked = new HookedStorage(storage);
        hooked.hook(operation -> {
            if (operation.contains("streams/filling")) {
                throw new NoSpaceException("There is no space", null);
            }
        });
        JournalOptionsBuilder rules = options()
                .retention("s99", Retention.maxBytes(1))
                .retention("*", Retention.maxBytes(1 << 20))
                .writeTimeout(Duration.ofMillis(100));
        try (Journal journal = JournalOpener.open(rules.build(), hooked, true)) {
            appendUntilRefused(journal, 1000);
            long begin = System.nanoTime();
            while (journal.firstId("s99") == 0) {
                assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(25), "the round takes too long");
                Thread.sleep(10);
            }
            hooked.hook(operation -> {});
        }
    }
}
