package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.RecoveryReport;
import io.ironjournal.format.Crc32c;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Damages a MARK of a log, possibly the only one, in each of its bytes. */
class DamagedMarkTest {

    private static final int HEADER = 40;
    private static final int MARK = 5;

    /** The position of a MARK. */
    private record Place(String file, int offset, int size) {}

    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<byte[]> entries = new ArrayList<>();

    private Journal append(Journal journal, int count) {
        for (int i = 0; i < count; i++) {
            byte[] next = entry(entries.size(), 200);
            journal.append("a", next);
            entries.add(next);
        }
        return journal;
    }

    private void keep(SimulatedStorage storage) throws IOException {
        for (String file : storage.files()) {
            files.put(file, storage.readAll(file));
        }
    }

    private SimulatedStorage damaged(Place mark, int at) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            storage.writeAll(file.getKey(), file.getValue());
        }
        storage.corrupt(mark.file(), mark.offset() + at, 1 << at % 8);
        return storage;
    }

    /** Returns all complete MARKs of live segments. */
    private List<Place> marks() {
        List<Place> marks = new ArrayList<>();
        files.forEach((file, bytes) -> {
            if (file.startsWith("log/") && file.endsWith(".log")) {
                ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                long salt = in.getLong(72);
                for (int at = 512; at + HEADER <= bytes.length; at += 8) {
                    if (in.get(at + 4) == MARK
                            && in.getLong(at + 32) == salt
                            && in.getInt(at) == Crc32c.of(bytes, at + 4, HEADER - 4)) {
                        marks.add(new Place(file, at, HEADER + in.getInt(at + 8)));
                    }
                }
            }
        });
        return marks;
    }

    private static Journal open(SimulatedStorage storage, CorruptionPolicy policy) {
        return Small.open(storage, Small.options().corruptionPolicy(policy));
    }

    @Test
    void onlyMarkOfAClosedJournal_damaged_losesNothing() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        append(Small.open(storage), 5).close();
        keep(storage);
        requireOneMark();
        damageEach(CorruptionPolicy.FAIL, 5);
        damageEach(CorruptionPolicy.TRUNCATE, 5);
    }

    @Test
    void onlyMarkOfAKilledJournal_olderSegmentsRetired_keepsTheEntriesInSegments() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.open(storage);
        do {
            append(journal, 1);
        } while (storage.files().contains("log/00000000000000000000.log"));
        append(journal, 2);
        keep(storage.kill());
        requireOneMark();
        damageEach(CorruptionPolicy.TRUNCATE, entries.size() - 3);
    }

    @Test
    void marksOfALaterOpening_withEntriesBehindThem_keepTheEntriesBeforeThem() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.open(storage);
        append(journal, 3).truncate("a", 1);
        append(journal, 3);
        storage = storage.kill();
        append(Small.open(storage), 2).close();
        append(Small.open(storage), 3);
        keep(storage.kill());
        damageEach(CorruptionPolicy.TRUNCATE, 8);
    }

    @Test
    void markBehindADamagedCarriedPrepare_catalogueMissing_bothLossesAreRecorded() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.open(storage);
        byte[] prepared = entry(1000, 200);
        Small.prepare(journal, "branch", "b", prepared);
        append(journal, 50).close();
        requireOldestSegmentRetired(storage);
        storage.corrupt(onlyLogFileWith(storage, prepared), Damage.find(logWith(storage, prepared), prepared), 1);
        storage.delete("catalogue");

        RecoveryReport report = open(storage, CorruptionPolicy.TRUNCATE).recoveryReport();

        assertEquals(2, report.losses().size(), report.losses().toString());
        assertTrue(
                report.losses().get(0).startsWith("Acknowledged records were damaged in "),
                report.losses().get(0));
        assertTrue(report.losses().get(1).contains("catalogue"), report.losses().get(1));
    }

    private static void requireOldestSegmentRetired(SimulatedStorage storage) {
        assertFalse(
                storage.files().contains("log/00000000000000000000.log"),
                storage.files().toString());
    }

    private static byte[] logWith(SimulatedStorage storage, byte[] entry) throws IOException {
        return storage.readAll(onlyLogFileWith(storage, entry));
    }

    /** Spares may still have older copies of the entry. They do not count. */
    private static String onlyLogFileWith(SimulatedStorage storage, byte[] entry) throws IOException {
        List<String> found = new ArrayList<>();
        for (String file : storage.files()) {
            if (file.startsWith("log/") && file.endsWith(".log") && Damage.find(storage.readAll(file), entry) > 0) {
                found.add(file);
            }
        }
        assertEquals(1, found.size(), found + " of " + storage.files());
        return found.get(0);
    }

    private void requireOneMark() {
        assertEquals(1, marks().size(), marks() + " in " + files.keySet());
    }

    /** Requires that the journal opens with any damage, keeps the first entries, and records its loss. */
    private void damageEach(CorruptionPolicy policy, int kept) throws IOException {
        for (Place mark : marks()) {
            damageEach(mark, policy, kept);
        }
    }

    private void damageEach(Place mark, CorruptionPolicy policy, int kept) throws IOException {
        for (int at = 0; at < mark.size(); at++) {
            String what = "byte " + at + " of " + mark + ", " + policy;
            SimulatedStorage storage = damaged(mark, at);
            try {
                requireKept(open(storage, policy), kept, what);
            } catch (CorruptionException e) {
                throw new AssertionError(what + ": " + e.getMessage(), e);
            }
            boolean lost = storage.files().contains("LOSS");
            storage = at % 2 == 0 ? storage.kill() : storage.powerCut(at);
            Journal again = open(storage, CorruptionPolicy.FAIL);
            requireKept(again, kept, what + ", opened again");
            assertTrue(lost || again.nextId("a") == entries.size(), what + " lost entries without a record");
            long next = again.append("a", entry(1000, 10));
            assertTrue(next >= kept, what + ": id " + next);
            again.close();
        }
    }

    private void requireKept(Journal journal, int kept, String what) {
        assertTrue(journal.nextId("a") >= kept, what + ": " + journal.nextId("a") + " of " + entries.size());
        for (long id = journal.firstId("a"); id < kept; id++) {
            assertArrayEquals(entries.get((int) id), journal.get("a", id).orElseThrow(), what + ", entry " + id);
        }
    }
}
