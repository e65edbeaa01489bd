package io.ironjournal.samples;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalStats;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Measures durable appends on this machine and compares them with plain forced writes. Appends of several threads share
 * forces. Therefore each force covers more entries when more threads append.
 */
public final class Measure {

    private static final int ENTRY_SIZE = 128;
    private static final int ENTRIES = Integer.getInteger("measure.entries", 1_000_000);
    private static final int GETS = 100_000;

    private final Path root = Path.of("measure-data").toAbsolutePath();

    private Measure() {}

    /**
     * Measures in a new JVM with a small heap.
     *
     * @param args any argument in the new JVM
     * @throws Exception when the disk fails
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            OwnJvm.endWithItsStarter();
            new Measure().run();
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-Dmeasure.entries=" + ENTRIES, OwnJvm.startedByThis()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Measure.class.getName(), "here"));
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private void run() throws Exception {
        delete();
        Files.createDirectories(root);
        Orders.say("Entries of " + ENTRY_SIZE + " bytes. Each append is durable when it returns. Heap "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, " + jvm());
        double raw = rawForces();
        Orders.say(String.format("%-40s %9.0f a second%n", "plain forced writes, one thread", raw));
        append(1, 1, ENTRIES / 50);
        append(2, 1, ENTRIES / 20);
        append(8, 1, ENTRIES / 5);
        append(8, 1_000, ENTRIES / 5);
        append(32, 1, ENTRIES / 2);
        delete();
        append(8, 1, ENTRIES);
        read();
        delete();
    }

    private static String jvm() {
        return "Java " + Runtime.version().feature() + ", "
                + ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors() + " processors";
    }

    /** Measures one thread that writes and forces a block of a preallocated file: the upper limit for one thread. */
    private double rawForces() throws IOException {
        Path path = root.resolve("raw");
        byte[] block = new byte[ENTRY_SIZE + 72];
        int writes = 2_000;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(new byte[block.length * writes]);
            file.getFD().sync();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rwd")) {
            long start = System.nanoTime();
            for (int i = 0; i < writes; i++) {
                file.write(block);
            }
            return writes / seconds(start);
        }
    }

    private void append(int threads, int streams, int entries) throws InterruptedException {
        try (Journal journal = Journal.open(journal())) {
            List<Thread> writers = new ArrayList<>();
            long start = System.nanoTime();
            for (int t = 0; t < threads; t++) {
                int first = t;
                Thread writer = new Thread(() -> {
                    byte[] entry = new byte[ENTRY_SIZE];
                    for (int i = first; i < entries; i += threads) {
                        journal.append("stream-" + i % streams, entry);
                    }
                });
                writer.start();
                writers.add(writer);
            }
            for (Thread writer : writers) {
                writer.join();
            }
            double seconds = seconds(start);
            JournalStats stats = journal.stats();
            Orders.say(String.format(
                    "%-40s %9.0f a second, %6.0f forces a second, %4.1f appends per force",
                    threads
                            + (threads == 1 ? " thread, " : " threads, ")
                            + streams
                            + (streams == 1 ? " stream" : " streams"),
                    entries / seconds,
                    stats.forces() / seconds,
                    (double) entries / stats.forces()));
        }
    }

    private void read() {
        long start = System.nanoTime();
        try (Journal journal = Journal.open(journal())) {
            Orders.say(String.format("%n%-40s %9.0f ms", "reopened, " + ENTRIES + " entries", seconds(start) * 1000));
            long count = 0;
            start = System.nanoTime();
            try (EntryIterator entries = journal.iterate("stream-0", 0)) {
                for (; entries.hasNext(); count++) {
                    entries.next();
                }
            }
            Orders.say(String.format("%-40s %9.0f a second", "iterate over " + count, count / seconds(start)));
            SplittableRandom random = new SplittableRandom(1);
            start = System.nanoTime();
            long bytes = 0;
            for (int i = 0; i < GETS; i++) {
                bytes += journal.get("stream-0", random.nextLong(count)).orElseThrow().length;
            }
            if (bytes != (long) GETS * ENTRY_SIZE) {
                throw new IllegalStateException("Read " + bytes + " bytes");
            }
            Orders.say(String.format("%-40s %9.0f a second", GETS + " random gets", GETS / seconds(start)));
        }
    }

    private JournalOptions journal() {
        return JournalOptions.builder(root.resolve("journal")).build();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void delete() throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
