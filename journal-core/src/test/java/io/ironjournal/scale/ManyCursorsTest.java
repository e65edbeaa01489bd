package io.ironjournal.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CursorInfo;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand cursors, of one stream and of a thousand streams: they are listed in milliseconds, also after a restart. */
@Timeout(300)
class ManyCursorsTest {

    private static final int CURSORS = 1_000;
    private static final int ENTRIES = 100;
    private static final int THREADS = 16;
    private static final int LISTINGS = 20;
    private static final long MAX_MICROS = 20_000;
    private static final byte[] ENTRY = new byte[100];

    @TempDir
    Path root;

    private Journal open() {
        return Journal.open(JournalOptions.builder(root).build());
    }

    /** Calls several at a time, so that a force serves many calls. */
    private static void parallel(int from, int to, IntConsumer call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = from; i < to; i++) {
                int number = i;
                calls.add(pool.submit(() -> call.accept(number)));
            }
            for (Future<?> each : calls) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static String name(int number) {
        return String.format("consumer-%04d", number);
    }

    private static List<String> listed(Journal journal) {
        return journal.cursors().stream()
                .map(cursor -> cursor.stream() + " " + cursor.name() + " " + cursor.position() + " " + cursor.lag())
                .toList();
    }

    private static long leastMicrosToList(String what, Journal journal) {
        long least = Long.MAX_VALUE;
        long first = 0;
        for (int i = 0; i < LISTINGS; i++) {
            long started = System.nanoTime();
            List<CursorInfo> found = journal.cursors();
            long micros = (System.nanoTime() - started) / 1_000;
            assertTrue(found.size() >= CURSORS / 2, "cursors: " + found.size());
            first = i == 0 ? micros : first;
            least = Math.min(least, micros);
        }
        System.out.printf("%s: listed in %d µs at first, then in %d µs%n", what, first, least);
        return least;
    }

    @Test
    void cursorsOfOneStream_areListedInMilliseconds_alsoAfterMovesDeletionsAndARestart() throws Exception {
        List<String> expected = IntStream.range(0, CURSORS)
                .mapToObj(i -> "orders " + name(i) + " " + (1 + i % ENTRIES) + " " + (ENTRIES - 1 - i % ENTRIES))
                .toList();
        try (Journal journal = open()) {
            journal.appendBatch(
                    "orders", IntStream.range(0, ENTRIES).mapToObj(i -> ENTRY).toList());
            parallel(0, CURSORS, i -> journal.cursor(name(i), "orders").advanceTo(1 + i % ENTRIES));
            assertEquals(expected, listed(journal));
            assertTrue(leastMicrosToList("1,000 cursors of a stream", journal) < MAX_MICROS);
        }
        try (Journal journal = open()) {
            assertTrue(leastMicrosToList("1,000 cursors of a stream after a restart", journal) < MAX_MICROS);
            assertEquals(expected, listed(journal));
            parallel(0, CURSORS / 2, i -> assertTrue(journal.deleteCursor(name(i), "orders")));
            parallel(CURSORS / 2, CURSORS, i -> journal.resetCursor(name(i), "orders", i % 2));
            assertEquals(movedAndDeleted(), listed(journal));
        }
        try (Journal journal = open()) {
            assertEquals(movedAndDeleted(), listed(journal));
            journal.deleteStream("orders");
            assertEquals(List.of(), journal.cursors());
        }
    }

    private static List<String> movedAndDeleted() {
        return IntStream.range(CURSORS / 2, CURSORS)
                .mapToObj(i -> "orders " + name(i) + " " + i % 2 + " " + (ENTRIES - i % 2))
                .toList();
    }

    @Test
    void cursorsOfManyStreams_areListedInMilliseconds_alsoAfterARestart() throws Exception {
        try (Journal journal = open()) {
            parallel(0, CURSORS, i -> {
                journal.append("stream-" + name(i), ENTRY);
                journal.cursor("mailer", "stream-" + name(i)).advanceTo(1);
            });
            assertTrue(leastMicrosToList("1,000 cursors of 1,000 streams", journal) < MAX_MICROS);
        }
        try (Journal journal = open()) {
            assertEquals(CURSORS, journal.cursors().size());
        }
        try (Journal journal = open()) {
            assertTrue(leastMicrosToList("1,000 cursors of 1,000 streams after a restart", journal) < MAX_MICROS);
            assertEquals(
                    IntStream.range(0, CURSORS)
                            .mapToObj(i -> "stream-" + name(i) + " mailer 1 0")
                            .toList(),
                    listed(journal));
        }
    }
}
