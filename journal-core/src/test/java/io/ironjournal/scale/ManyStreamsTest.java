package io.ironjournal.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many streams of ten entries each. The build uses a thousand. {@code -Dtest.jvm.args=-Dironjournal.streams=100000}
 * runs the documented number, and {@code -Dtest.jvm.heap=128m} sets the documented memory.
 */
class ManyStreamsTest {

    private static final int STREAMS = Integer.getInteger("ironjournal.streams", 1_000);
    private static final int ENTRIES = 10;
    private static final int IN_A_TRANSACTION = 500;
    private static final int OPEN_FILES = 32;

    @TempDir
    Path root;

    private static byte[] entry(int stream, int id) {
        return ("entry " + id + " of stream " + stream).getBytes(StandardCharsets.UTF_8);
    }

    private static String name(int stream) {
        return "stream-" + stream;
    }

    private JournalOptions options() {
        return JournalOptions.builder(root).maxOpenSegments(OPEN_FILES).build();
    }

    @Test
    void manyStreams_areWrittenReopenedAndRead_withFewOpenFiles() throws IOException {
        long started = System.nanoTime();
        try (Journal journal = Journal.open(options())) {
            for (int from = 0; from < STREAMS; from += IN_A_TRANSACTION) {
                write(journal, from, Math.min(STREAMS, from + IN_A_TRANSACTION));
            }
        }
        report("written and closed", started);
        started = System.nanoTime();
        try (Journal journal = Journal.open(options())) {
            Duration opening = Duration.ofNanos(System.nanoTime() - started);
            report("opened", started);
            assertTrue(opening.toMillis() < 1_000, "opening took " + opening);
            assertEquals(STREAMS, journal.streams().size());
            long before = usedMemory();
            started = System.nanoTime();
            for (int stream = 0; stream < STREAMS; stream++) {
                read(journal, stream);
                if (stream % 1000 == 0) {
                    long open = openSegmentFiles();
                    assertTrue(open > 0 && open <= OPEN_FILES, open + " open files at stream " + stream);
                }
            }
            report("read", started);
            System.out.printf(
                    "%d streams: %d bytes of memory for each that was read%n",
                    STREAMS, (usedMemory() - before) / STREAMS);
        }
    }

    private static void write(Journal journal, int from, int to) {
        try (TxnWriter writer = journal.writer(name(from))) {
            for (int stream = from; stream < to; stream++) {
                for (int id = 0; id < ENTRIES; id++) {
                    writer.add(name(stream), entry(stream, id));
                }
            }
            writer.commit();
        }
    }

    private static void read(Journal journal, int stream) {
        assertArrayEquals(entry(stream, 7), journal.get(name(stream), 7).orElseThrow());
        try (EntryIterator entries = journal.iterate(name(stream), 0)) {
            for (int id = 0; id < ENTRIES; id++) {
                assertArrayEquals(entry(stream, id), entries.next().data());
            }
            assertFalse(entries.hasNext());
        }
    }

    /** Returns the number that the operating system reports. */
    private long openSegmentFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors), "needs /proc");
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(this::isSegment).count();
        }
    }

    private boolean isSegment(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(root.resolve("streams"));
        } catch (IOException e) {
            // The file was closed in the meantime.
            return false;
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void report(String what, long started) {
        System.out.printf("%d streams %s in %d ms%n", STREAMS, what, (System.nanoTime() - started) / 1_000_000);
    }
}
