package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that can open fewer files than the journal is configured for. */
@Timeout(120)
class FewDescriptorsTest {

    private static final int STREAMS = 200;
    private static final Pattern NEEDED = Pattern.compile("journal-|lz4|caffeine");

    @TempDir
    Path root;

    /** Runs in a process of its own. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) {
            Path root = Path.of(args[0]);
            try (Journal journal = Journal.open(root)) {
                for (int i = 0; i < STREAMS; i++) {
                    journal.append("stream-" + i, entry(i, 100));
                }
            }
            try (Journal journal = Journal.open(root)) {
                for (int round = 0; round < 2; round++) {
                    for (int i = 0; i < STREAMS; i++) {
                        byte[] found = journal.get("stream-" + i, 0).orElseThrow();
                        if (!Arrays.equals(entry(i, 100), found)) {
                            throw new AssertionError("stream-" + i);
                        }
                    }
                }
                if (journal.streams().size() != STREAMS) {
                    throw new AssertionError(journal.streams());
                }
                for (int i = 0; i < STREAMS; i++) {
                    journal.append("stream-" + i, entry(i, 100));
                }
            }
            System.out.println("done");
        }
    }

    @Test
    void streams_moreThanTheOpenFileLimit_areAllWrittenAndRead() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n 64; exec \"$@\"",
                        "sh",
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                        "-cp",
                        classPath(),
                        Program.class.getName(),
                        root.resolve("journal").toString())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals("done", said.strip());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Leaves out the libraries of tests, because the JVM opens each jar when it looks for the logger. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        !entry.endsWith(".jar") || NEEDED.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
