package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what {@code docs/faq.md} says about backups. */
class BackupTest {

    private static final int ENTRIES = 300;

    @TempDir
    Path temp;

    /** Creates a journal with segments in several files, so that an incomplete copy is noticed. */
    private static Journal open(Path directory) {
        return Journal.open(JournalOptions.builder(directory)
                .maxSegmentSize(4096)
                .logSegmentSize(8192)
                .logBudget(32768)
                .build());
    }

    private static byte[] entry(int i) {
        return ("entry " + i + " ".repeat(100)).getBytes(UTF_8);
    }

    private static void fill(Journal journal) {
        for (int i = 0; i < ENTRIES; i++) {
            journal.append("orders", entry(i));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void assertComplete(Path directory) {
        try (Journal journal = open(directory)) {
            assertEquals(ENTRIES, journal.nextId("orders"));
            for (int i = 0; i < ENTRIES; i++) {
                assertArrayEquals(entry(i), journal.get("orders", i).orElseThrow());
            }
            assertEquals(List.of(), journal.recoveryReport().losses());
        }
    }

    @Test
    void closedJournal_copiedAndOpenedElsewhere_hasAllEntries() throws IOException {
        try (Journal journal = open(temp.resolve("original"))) {
            fill(journal);
        }
        copy(temp.resolve("original"), temp.resolve("copy"));
        assertComplete(temp.resolve("copy"));
    }
}
