package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample in a new JVM, kills it, and runs it again. */
class ImportTest {

    @TempDir
    Path data;

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Import.class.getName())
                .directory(data.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void file_importedAfterAKill_isThereOnce() throws Exception {
        Process first = start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(first.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null && !line.startsWith("Line 300"); ) {
                line = output.readLine();
            }
            first.toHandle().destroyForcibly();
        }
        first.waitFor();
        Process second = start();
        String said = new String(second.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, second.waitFor(), said);
        assertTrue(said.contains("the stream has 2000 entries"), said);
        assertTrue(!said.contains("Line 300 "), said);
        List<String> entries = new ArrayList<>();
        try (Journal journal = Journal.open(data.resolve("import-data/journal"));
                EntryIterator all = journal.iterate("orders", 0)) {
            all.forEachRemaining(entry -> entries.add(new String(entry.data(), UTF_8)));
        }
        assertEquals(Files.readAllLines(data.resolve("import-data/orders.csv")), entries);
    }
}
