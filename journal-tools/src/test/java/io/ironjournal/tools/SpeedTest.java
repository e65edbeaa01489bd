package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures {@code verify --deep} beside a loop that only reads and checksums the same files, and how soon {@code print
 * --since} begins, which is required only of a machine that is not busy. {@code ironjournal.speed.megabytes} is the size of the journal, which should fit into the page cache.
 */
@EnabledIfSystemProperty(named = "ironjournal.speed.megabytes", matches = "[0-9]+")
class SpeedTest {

    private static final int ROUNDS = 7;
    private static final int WARM_UP = 3;
    private static final double BUSY = 5;
    private static final int ENTRY = 300;

    @TempDir
    Path temporary;

    private Path directory() {
        String place = System.getProperty("ironjournal.speed.directory");
        return place == null ? temporary.resolve("journal") : Path.of(place);
    }

    /** Writes the journal. Returns a time in its last thousandth. */
    private Instant write(Path directory) {
        long entries = Long.getLong("ironjournal.speed.megabytes") * 1_000_000 / ENTRY;
        Instant since = Instant.EPOCH;
        Random random = new Random(1);
        try (Journal journal = Journal.open(JournalOptions.builder(directory)
                .syncMode(SyncMode.ASYNC)
                .mustExist(false)
                .build())) {
            for (long n = 0; n < entries; n += 1000) {
                List<byte[]> batch = new ArrayList<>();
                for (int i = 0; i < 1000; i++) {
                    byte[] entry = new byte[ENTRY];
                    random.nextBytes(entry);
                    batch.add(entry);
                }
                if (n >= entries - entries / 1000 - 1000 && since.equals(Instant.EPOCH)) {
                    since = Clock.systemUTC().instant();
                }
                journal.appendBatch("stream-" + n / 1000 % 4, batch);
            }
        }
        return since;
    }

    private record Cost(long wall, long cpu) {}

    private interface Work {
        void run() throws IOException;
    }

    private static Cost measure(Work work) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost(System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - cpu);
    }

    /** Reads and checksums all files. */
    private static void loop(List<Path> files) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        for (Path file : files) {
            CRC32C checksum = new CRC32C();
            try (FileChannel channel = FileChannel.open(file)) {
                while (channel.read(buffer.clear()) > 0) {
                    checksum.update(buffer.flip());
                }
            }
            assertTrue(checksum.getValue() >= 0);
        }
    }

    private static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @Test
    void verifyDeep_hasAtLeast70PercentOfABareLoop_andPrintBeginsAtOnce() throws Exception {
        Path journal = directory();
        Instant since = write(journal);
        List<Path> files;
        try (Stream<Path> all = Files.walk(journal.resolve("streams"))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        List<Double> ratios = new ArrayList<>();
        List<Long> walls = new ArrayList<>();
        List<Long> bareWalls = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Cost bare = measure(() -> loop(files));
            Cost deep = measure(() -> assertEquals(
                    ExitCodes.FINE, Sample.run("verify", journal, "--deep").code()));
            if (round >= 0) {
                ratios.add((double) bare.cpu() / deep.cpu());
                walls.add(deep.wall());
                bareWalls.add(bare.wall());
            }
        }
        double[] sorted =
                ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "%d MB: verify --deep %.0f MB/s, bare loop %.0f MB/s, processor time of the loop divided by that of verify:"
                        + " median %.2f of %s%n",
                bytes / 1_000_000,
                bytes * 1e3 / median(walls),
                bytes * 1e3 / median(bareWalls),
                sorted[ROUNDS / 2],
                Arrays.toString(sorted));
        List<Long> begins = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            begins.add(begin(journal, since));
        }
        System.out.println("print --since begins after " + begins + " ms");
        assertTrue(sorted[ROUNDS / 2] >= 0.7, "verify --deep: " + Arrays.toString(sorted));
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        assertTrue(load >= BUSY || median(begins) <= 100, "print --since: " + begins);
    }

    @Test
    void inDoubtShow_searchesAWholeStream() throws Exception {
        Path journal = directory();
        write(journal);
        try (Journal open = Journal.open(journal)) {
            BranchId id = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
            Transactions.of(open).begin(id).add("stream-1", new byte[ENTRY]);
            Transactions.of(open).prepare(id);
        }
        long bytes = 0;
        try (Stream<Path> all = Files.walk(journal.resolve("streams").resolve("stream-1"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        List<Long> walls = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Cost show = measure(() -> assertTrue(Sample.run("in-doubt", "show", journal, Sample.BRANCH)
                    .out()
                    .contains("NOT FOUND: searched ids 0 to ")));
            if (round >= 0) {
                walls.add(show.wall());
            }
        }
        System.out.printf("in-doubt show: %d MB with %.0f MB/s%n", bytes / 1_000_000, bytes * 1e3 / median(walls));
    }

    /** Starts a JVM, and returns after how many milliseconds in it the first entry is printed. */
    private static long begin(Path journal, Instant since) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstLine.class.getName(),
                        journal.toString(),
                        since.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return Long.parseLong(printed.strip());
    }

    /** Runs the command, and prints when it wrote its first characters. */
    static final class FirstLine {

        private FirstLine() {}

        public static void main(String[] arguments) {
            long start = System.nanoTime();
            long[] first = new long[1];
            Writer watch = new Writer() {
                @Override
                public void write(char[] text, int offset, int length) {
                    first[0] = first[0] == 0 ? System.nanoTime() : first[0];
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            int code = IronJournal.run(
                    new PrintWriter(watch),
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                    "print",
                    arguments[0],
                    "stream-0",
                    "--since",
                    arguments[1],
                    "--limit",
                    "1");
            System.out.println((first[0] - start) / 1_000_000);
            System.exit(code == ExitCodes.FINE && first[0] != 0 ? 0 : 1);
        }
    }
}
