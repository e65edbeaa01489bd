package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.SyncMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program in a small container: it has a heap of 64 MiB and many streams, and the orchestrator ends it by SIGTERM. More load:
 * {@code -Dironjournal.container.megabytes=400 -Dironjournal.container.streams=3000}.
 */
@Timeout(600)
class SmallContainerTest {

    private static final int MEGABYTES = Integer.getInteger("ironjournal.container.megabytes", 8);
    private static final int STREAMS = Integer.getInteger("ironjournal.container.streams", 300);

    @TempDir
    Path directory;

    private static JournalOptions options(Path directory, boolean defaults) {
        JournalOptionsBuilder builder = JournalOptions.builder(directory).syncMode(SyncMode.ASYNC);
        return defaults ? builder.build() : small(builder);
    }

    private static JournalOptions small(JournalOptionsBuilder builder) {
        return builder.maxMemtableMemory(8 << 20)
                .maxTransactionSize(4 << 20)
                .maxEntrySize(1 << 20)
                .logSegmentSize(4 << 20)
                .logBudget(32 << 20)
                .build();
    }

    /** The program. It drains when it is told to end: first the writer, then the journal. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            JournalOptions options = options(Path.of(arguments[0]), Boolean.parseBoolean(arguments[2]));
            int streams = Integer.parseInt(arguments[3]);
            Journal journal = Journal.open(options);
            System.out.println(options.maxMemtableMemory());
            Thread writer = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                writer.interrupt();
                try {
                    writer.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                journal.close();
                System.out.println("closed");
            }));
            long batches = Long.parseLong(arguments[1]);
            for (long n = 0; !Thread.currentThread().isInterrupted(); n++) {
                byte[][] entries = new byte[10][1000];
                journal.appendBatch("stream-" + n % streams, java.util.Arrays.asList(entries));
                if (n == batches) {
                    System.out.println("loaded");
                }
                if (n > batches) {
                    journal.append("acknowledged", Long.toString(n).getBytes(UTF_8));
                    System.out.println(n);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
    void program_fitsIntoItsHeap_andClosesTheJournalWhenItIsTerminated(boolean defaults) throws Exception {
        Process program = start(defaults);
        long last = -1;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8))) {
            long memory = Long.parseLong(assertLine(out));
            assertTrue(memory >= 8 << 20 && memory <= (64 << 20) / 6, memory + " bytes for memtables");
            assertEquals("loaded", out.readLine());
            for (int i = 0; i < 20; i++) {
                last = Long.parseLong(assertLine(out));
            }
            // By its handle, because destroying the process object would close its output.
            assertTrue(program.toHandle().destroy());
            String line = assertLine(out);
            while (!line.equals("closed")) {
                last = Long.parseLong(line);
                line = assertLine(out);
            }
        } finally {
            assertTrue(program.waitFor(1, TimeUnit.MINUTES));
        }
        try (Journal journal = Journal.open(options(directory, defaults))) {
            assertEquals(0, journal.recoveryReport().entriesReplayed());
            byte[] newest = journal.get("acknowledged", journal.nextId("acknowledged") - 1)
                    .orElseThrow();
            assertEquals(last, Long.parseLong(new String(newest, UTF_8)));
        }
    }

    private static String assertLine(BufferedReader out) throws IOException {
        String line = out.readLine();
        assertNotNull(line, "the program ended");
        return line;
    }

    private Process start(boolean defaults) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        directory.toString(),
                        Integer.toString(MEGABYTES * 100),
                        Boolean.toString(defaults),
                        Integer.toString(STREAMS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
