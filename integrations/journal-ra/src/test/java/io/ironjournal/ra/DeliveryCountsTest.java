package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The number of deliveries of an entry, also if a delivery ends the process. */
@Timeout(120)
class DeliveryCountsTest {

    @TempDir
    Path directory;

    private static DeliveryCounts counts(Journal journal, String cursor) {
        return new DeliveryCounts(journal, "dead", cursor, "orders");
    }

    @Test
    void count_survivesTheWorker_andBelongsToOneCursor() {
        try (Journal journal = Journal.open(directory)) {
            DeliveryCounts first = counts(journal, "a");
            assertEquals(0, first.deliveredBefore(5));
            first.begin(5, 1);
            DeliveryCounts second = counts(journal, "a");
            assertEquals(1, second.deliveredBefore(5));
            assertEquals(0, second.deliveredBefore(6));
            second.begin(5, 2);
            second.begin(5, 3);
            assertEquals(0, counts(journal, "b").deliveredBefore(5));
            assertEquals(0, counts(journal, "a").deliveredBefore(6));
            assertEquals(3, counts(journal, "a").deliveredBefore(5));
        }
    }

    @Test
    void countOfAFinishedEntry_isForgotten_soThatTheCursorCanBeResetToIt() {
        try (Journal journal = Journal.open(directory)) {
            DeliveryCounts counts = counts(journal, "a");
            counts.begin(5, 1);
            counts.begin(5, 2);
            counts.finished(5);
            counts.begin(6, 1);
            counts.finished(6);
            assertEquals(3, journal.nextId("dead.deliveries"));
            DeliveryCounts next = counts(journal, "a");
            assertEquals(0, next.deliveredBefore(5));
            next.begin(5, 1);
            DeliveryCounts afterACrash = counts(journal, "a");
            assertEquals(1, afterACrash.deliveredBefore(5));
            afterACrash.finished(5);
            assertEquals(0, counts(journal, "a").deliveredBefore(5));
        }
    }

    @Test
    void firstDeliveries_writeNothing_afterTheFirstOfAWorker() {
        try (Journal journal = Journal.open(directory)) {
            DeliveryCounts counts = counts(journal, "a");
            counts.begin(5, 1);
            for (int entry = 6; entry < 100; entry++) {
                counts.begin(entry, 1);
            }
            assertEquals(1, journal.nextId("dead.deliveries"));
        }
    }

    @Test
    void countsOfConsumedEntries_areTruncated_andOthersAreKept() {
        JournalOptions options =
                JournalOptions.builder(directory).maxEntriesPerSegment(10).build();
        try (Journal journal = Journal.open(options)) {
            for (int i = 0; i < 100; i++) {
                journal.append("orders", bytes("x"));
            }
            DeliveryCounts pending = counts(journal, "pending");
            DeliveryCounts consumed = counts(journal, "consumed");
            for (int i = 1; i <= 50; i++) {
                consumed.begin(3, i);
            }
            pending.begin(3, 7);
            for (int i = 1; i <= 50; i++) {
                consumed.begin(3, i);
            }
            journal.cursor("consumed", "orders").advanceTo(4);
            assertEquals(0, counts(journal, "consumed").deliveredBefore(4));
            assertEquals(50, journal.firstId("dead.deliveries"));
            assertEquals(7, counts(journal, "pending").deliveredBefore(3));
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PoisonedApplication.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void entryThatEndsTheProcess_becomesADeadLetter() throws Exception {
        List<Integer> exits = new ArrayList<>();
        String output = "";
        for (int run = 0; run < 4; run++) {
            Process process = start();
            try {
                output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            } finally {
                process.destroyForcibly().waitFor();
            }
            exits.add(process.exitValue());
        }
        // The first delivery of the entry is not counted, because the process had delivered another entry before.
        int poisoned = PoisonedApplication.POISONED;
        assertEquals(List.of(poisoned, poisoned, poisoned, 0), exits);
        assertEquals(
                "DeadLetter[entry 1 of stream 'orders', cursor 'mailer', 2 deliveries: java.lang.IllegalStateException:"
                        + " The process ended during the last delivery, or directly after it]",
                output.strip());
    }
}
