package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files and directories that an operating system or a person put among those of the journal. */
class ForeignFilesTest {

    private static final byte[] CONTENT = {1, 2, 3};

    private static final List<String> FOREIGN = List.of(
            ".DS_Store",
            "lost+found/.keep",
            "log/.DS_Store",
            "log/lost+found/x",
            "log/notes.txt",
            "streams/.DS_Store",
            "streams/.deleted-by-hand",
            "streams/.deleted-by-hand-2/x",
            "streams/lost+found/x",
            "streams/backup/x",
            "streams/plain",
            "streams/Upper");

    private static void putForeignFiles(SimulatedStorage storage) throws IOException {
        for (String file : FOREIGN) {
            storage.writeAll(file, CONTENT);
        }
        storage.createDirectory("streams/empty");
    }

    private static void requireForeignFiles(SimulatedStorage storage) throws IOException {
        for (String file : FOREIGN) {
            assertArrayEquals(CONTENT, storage.readAll(file), file);
        }
    }

    @Test
    void directoryWithForeignFilesOnly_becomesAJournal() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        putForeignFiles(storage);
        try (Journal journal = Small.open(storage)) {
            assertTrue(journal.recoveryReport().created());
            assertEquals(List.of(), journal.streams());
            journal.append("a", entry(1, 100));
        }
        requireForeignFiles(storage);
    }

    @Test
    void foreignFilesOfAJournal_areNeitherListedNorChanged() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        try (Journal journal = Small.open(storage)) {
            journal.append("a", entry(1, 100));
        }
        putForeignFiles(storage);
        storage.writeAll("streams/a/.DS_Store", CONTENT);
        for (int i = 0; i < 3; i++) {
            try (Journal journal = Small.open(storage)) {
                assertEquals(List.of("a"), journal.streams());
                assertEquals(0, journal.nextId("plain"));
                assertEquals(0, journal.nextId("backup"));
                for (int j = 0; j < 30; j++) {
                    journal.append("a", entry(j, 1000));
                }
                journal.truncate("a", 10);
            }
        }
        assertArrayEquals(CONTENT, storage.readAll("streams/a/.DS_Store"));
        requireForeignFiles(storage);
    }

    /** The foreign directory stays. The segments that follow it in the order of names are deleted nevertheless. */
    @Test
    void deletedStream_withAForeignDirectory_losesAllItsSegments() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        try (Journal journal = Small.open(storage)) {
            for (int i = 0; i < 30; i++) {
                journal.append("a", entry(i, 1000));
            }
        }
        storage.writeAll("streams/a/.snapshot/x", CONTENT);
        try (Journal journal = Small.open(storage)) {
            assertTrue(journal.deleteStream("a"));
            assertEquals(List.of(), journal.streams());
        }
        assertEquals(
                List.of(),
                storage.files().stream().filter(file -> file.endsWith(".wal")).toList());
        try (Journal journal = Small.open(storage)) {
            assertEquals(List.of(), journal.streams());
            journal.append("a", entry(1, 10));
        }
    }
}
