package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged acknowledged records are reported with their position, and are never taken for a torn tail. */
class CorruptionTest {

    private static final String LOG = "log/00000000000000000000.log";

    private SimulatedStorage storage = new SimulatedStorage(1);

    private int find(String path, byte[] entry) throws IOException {
        int at = Damage.find(storage.readAll(path), entry);
        assertTrue(at > 0, "the entry is not in " + path);
        return at;
    }

    @Test
    void damageAboveTheMark_isRefused_withFileAndOffset() throws IOException {
        Journal journal = Small.open(storage);
        journal.append("a", entry(0, 300));
        journal.append("a", entry(1, 300));
        journal.append("a", entry(2, 300));
        storage = storage.kill();
        int content = find(LOG, entry(1, 300));
        int record = find(LOG, entry(0, 300)) + 300;
        for (int at = record + 8; at < content + 300; at += 7) {
            storage.corrupt(LOG, at, 0x08);
            CorruptionException thrown = assertThrows(CorruptionException.class, () -> Small.open(storage));
            assertEquals(Path.of("simulated", LOG), thrown.file().orElseThrow());
            long offset = thrown.offset().orElseThrow();
            assertTrue(offset >= record && offset < content, thrown.getMessage() + ", not in " + record);
            storage.corrupt(LOG, at, 0x08);
        }
        Small.requireEntries(Small.open(storage), "a", List.of(entry(0, 300), entry(1, 300), entry(2, 300)));
    }

    private List<byte[]> flushed(int count) {
        List<byte[]> entries = new ArrayList<>();
        try (Journal journal = Small.open(storage)) {
            for (int i = 0; i < count; i++) {
                entries.add(entry(i, 1000));
                journal.append("a", entry(i, 1000));
            }
        }
        return entries;
    }

    private String segmentOf(byte[] entry) throws IOException {
        for (String file : storage.files()) {
            if (file.startsWith("streams/") && Damage.find(storage.readAll(file), entry) > 0) {
                return file;
            }
        }
        throw new AssertionError("No segment has the entry: " + storage.files());
    }

    @Test
    void damageInASealedSegment_affectsOnlyItsEntry() throws IOException {
        List<byte[]> entries = flushed(100);
        String segment = segmentOf(entries.get(3));
        storage.corrupt(segment, find(segment, entries.get(3)) + 500, 0x01);
        try (Journal journal = Small.open(storage)) {
            for (int id = 0; id < 100; id++) {
                if (id != 3) {
                    assertArrayEquals(entries.get(id), journal.get("a", id).orElseThrow());
                }
            }
            ChecksumMismatchException thrown = assertThrows(ChecksumMismatchException.class, () -> journal.get("a", 3));
            assertTrue(thrown.getMessage().contains(segment), thrown.getMessage());
            assertEquals(100, journal.append("a", entry(1, 1)));
        }
    }

    @Test
    void damageBelowTheMark_isRefused() throws IOException {
        List<byte[]> entries = flushed(20);
        Journal journal = Small.open(storage);
        journal.append("a", entry(20, 50));
        storage = storage.kill();
        String segment = segmentOf(entries.get(19));
        storage.corrupt(segment, find(segment, entries.get(19)) + 500, 0x01);
        CorruptionException thrown = assertThrows(CorruptionException.class, () -> Small.open(storage));
        assertTrue(thrown.getMessage().contains(segment), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("19"), thrown.getMessage());
    }

    @Test
    void liveSegmentWithADamagedHeader_isNotReused() throws IOException {
        Journal journal = Small.open(storage);
        for (int i = 0; i < 20; i++) {
            journal.append("a", entry(i, 1000));
        }
        storage = storage.kill();
        List<String> files = storage.files();
        List<String> live = files.stream().filter(file -> file.endsWith(".log")).toList();
        assertTrue(live.size() > 2, "" + live);
        for (String file : live) {
            storage.corrupt(file, 45, 0x20);
            byte[] before = storage.readAll(file);
            CorruptionException thrown = assertThrows(CorruptionException.class, () -> Small.open(storage));
            assertTrue(thrown.getMessage().contains(file), thrown.getMessage());
            assertEquals(files, storage.files(), "a refused journal is not changed");
            assertArrayEquals(before, storage.readAll(file));
            storage.corrupt(file, 45, 0x20);
        }
        assertEquals(20, Small.open(storage).nextId("a"));
    }

    @Test
    void damageInTheLastGroup_afterTheJournalWasIdle_isRefused() throws Exception {
        Journal journal = Small.openThreaded(storage);
        journal.append("a", entry(0, 100));
        byte[] bare = storage.readAll(LOG);
        long start = System.nanoTime();
        while (Arrays.equals(bare, storage.readAll(LOG))) {
            assertTrue(System.nanoTime() - start < 10_000_000_000L, "no DURABLE record was written");
            Thread.sleep(20);
        }
        storage = storage.kill();
        storage.corrupt(LOG, find(LOG, entry(0, 100)), 0x01);
        CorruptionException thrown = assertThrows(CorruptionException.class, () -> Small.open(storage));
        assertTrue(thrown.getMessage().contains(LOG), thrown.getMessage());
    }

    /**
     * No record follows the last group of a killed process, so nothing proves that it was durable. Close adds a mark.
     */
    @Test
    void damageInTheLastGroup_isATornTailAfterAKill_andRefusedAfterClose() throws IOException {
        Journal journal = Small.open(storage);
        journal.append("a", entry(0, 100));
        journal.append("a", entry(1, 100));
        storage = storage.kill();
        storage.corrupt(LOG, find(LOG, entry(1, 100)), 0x01);
        journal = Small.open(storage);
        Small.requireEntries(journal, "a", List.of(entry(0, 100)));
        assertTrue(journal.recoveryReport().discardedBytes() > 0);
        assertTrue(journal.recoveryReport().quarantine().size() == 1);

        Small.prepare(journal, "b", "b", entry(2, 100));
        journal.close();
        String log = "";
        for (String file : storage.files()) {
            if (file.endsWith(".log") && Damage.find(storage.readAll(file), entry(2, 100)) > 0) {
                log = file;
            }
        }
        // Close carried the branch forward, so its copy counts now.
        int original = find(log, entry(2, 100));
        byte[] behind = Arrays.copyOfRange(storage.readAll(log), original + 100, storage.readAll(log).length);
        int copy = Damage.find(behind, entry(2, 100));
        assertTrue(copy > 0, "the branch was not carried forward");
        storage.corrupt(log, original + 100 + copy, 0x01);
        String damaged = log;
        CorruptionException thrown = assertThrows(CorruptionException.class, () -> Small.open(storage));
        assertTrue(thrown.getMessage().contains(damaged), thrown.getMessage());
    }
}
