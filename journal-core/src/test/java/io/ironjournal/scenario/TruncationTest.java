package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.SyncMode;
import io.ironjournal.TruncatedException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Truncation of entries that are not in files yet. It is complete when the call returns. */
class TruncationTest {

    private static final int ENTRIES = 10;

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static JournalOptionsBuilder options(long entriesPerSegment) {
        return Small.options().maxEntriesPerSegment(entriesPerSegment);
    }

    private static void append(Journal journal) {
        for (int i = 0; i < ENTRIES; i++) {
            journal.append("logs", entry(i, 20));
        }
    }

    private static void requireFrom(Journal journal, int first) {
        assertEquals(first, journal.firstId("logs"));
        assertEquals(ENTRIES, journal.nextId("logs"));
        for (int id = 0; id < ENTRIES; id++) {
            Optional<byte[]> found = journal.get("logs", id);
            assertEquals(id >= first, found.isPresent(), "entry " + id);
            if (id >= first) {
                assertArrayEquals(entry(id, 20), found.orElseThrow());
            }
        }
        if (first > 0) {
            assertThrows(TruncatedException.class, () -> journal.iterate("logs", first - 1));
        }
    }

    private List<String> segments() {
        return storage.files().stream()
                .filter(file -> file.startsWith("streams/logs/"))
                .map(file -> file.substring(file.length() - "08.wal".length()))
                .sorted()
                .toList();
    }

    /** The last column is the number of deleted segments. */
    @ParameterizedTest
    @CsvSource({"1, 8, 8, 8", "1, 100, 9, 9", "3, 8, 6, 2", "4, 8, 8, 2", "4, 3, 0, 0", "100, 8, 0, 0", "1, 0, 0, 0"})
    void truncate_entriesNotInFiles_areGoneAtOnceAndAfterACrash(
            int entriesPerSegment, long safeId, int first, int removed) {
        Journal journal = Small.open(storage, options(entriesPerSegment));
        append(journal);
        assertEquals(removed, journal.truncate("logs", safeId));
        requireFrom(journal, first);
        try (Journal reopened = Small.open(storage.powerCut(1), options(entriesPerSegment))) {
            requireFrom(reopened, first);
        }
    }

    @Test
    void truncate_entriesNotInFiles_areNeverWrittenToFiles() {
        try (Journal journal = Small.open(storage, options(1))) {
            append(journal);
            assertEquals(8, journal.truncate("logs", 8));
        }
        assertEquals(List.of("08.wal", "09.wal"), segments());
    }

    @Test
    void truncate_someEntriesInFiles_removesAll() {
        Small.open(storage, options(3)).close();
        Journal journal = Small.open(storage, options(3));
        for (int i = 0; i < 5; i++) {
            journal.append("logs", entry(i, 20));
        }
        journal.close();
        Journal again = Small.open(storage, options(3));
        for (int i = 5; i < ENTRIES; i++) {
            again.append("logs", entry(i, 20));
        }
        assertEquals(3, again.truncate("logs", ENTRIES));
        requireFrom(again, 9);
        again.close();
        assertEquals(List.of("09.wal"), segments());
    }

    @ParameterizedTest
    @EnumSource(SyncMode.class)
    void truncate_inEveryMode_survivesAPowerFailure(SyncMode mode) {
        Journal journal = Small.open(storage, options(1).syncMode(mode));
        append(journal);
        assertEquals(8, journal.truncate("logs", 8));
        try (Journal reopened = Small.open(storage.powerCut(1), options(1))) {
            requireFrom(reopened, 8);
        }
    }

    /** Entries in files cannot make room for the others. Other streams must be truncated nevertheless. */
    @Test
    void truncate_fullDisk_removesEntriesInFiles_andTheOthersAfterSpaceIsFreed() {
        Journal journal = Small.open(storage, options(1));
        append(journal);
        storage.setSpace(storage.usedSpace());
        assertEquals(0, journal.truncate("logs", 8));
        requireFrom(journal, 0);
        storage.setSpace(Long.MAX_VALUE);
        assertEquals(8, journal.truncate("logs", 8));
        requireFrom(journal, 8);
        journal.close();
    }
}
