package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample in a new JVM and reads its journal. */
class HelloTest {

    private static final Path README = Path.of(System.getProperty("ironjournal.root", ".."), "samples", "README.md");

    @TempDir
    Path data;

    private String run(String... names) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file="
                        + Path.of("target/classes/logging.properties").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Hello.class.getName()));
        command.addAll(List.of(names));
        File output = data.resolve("output").toFile();
        int exit = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start()
                .waitFor();
        String text = Files.readString(output.toPath());
        assertEquals(0, exit, text);
        return text;
    }

    @Test
    void greetings_afterRestart_areReadable() throws Exception {
        String first = run();
        assertEquals("0: Hello, world!\n", first);
        String second = run("Ada", "Grace");
        assertEquals("0: Hello, world!\n1: Hello, Ada and Grace!\n", second);
        List<String> entries = new ArrayList<>();
        try (Journal journal = Journal.open(data.resolve("hello-data").resolve("journal"));
                EntryIterator all = journal.iterate("greetings", 0)) {
            all.forEachRemaining(entry -> entries.add(new String(entry.data(), UTF_8)));
            assertEquals(0, journal.stats().inDoubt());
        }
        assertEquals(List.of("Hello, world!", "Hello, Ada and Grace!"), entries);
    }

    @Test
    void readme_showsOutput() throws Exception {
        assertTrue(Files.readString(README).contains("\n```\n" + run() + "```\n"));
    }
}
