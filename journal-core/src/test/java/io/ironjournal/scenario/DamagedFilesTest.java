package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.UnsupportedFormatException;
import io.ironjournal.format.Crc32c;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Damaged, truncated, missing or mixed-up files: opening returns correct data, or fails with an error that says why.
 */
class DamagedFilesTest {

    private static final String LOG = "log/00000000000000000000.log";

    private final List<byte[]> entries = new ArrayList<>();

    /** The files of a small journal whose process was killed. Some entries are in segments, some only in the log. */
    private final Map<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void makeJournal() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.open(storage);
        for (int i = 0; i < 12; i++) {
            entries.add(entry(i, 100 + i * 100));
            journal.append("a", entries.get(i));
        }
        SimulatedStorage killed = storage.kill();
        for (String file : killed.files()) {
            files.put(file, killed.readAll(file));
        }
    }

    private SimulatedStorage with(String file, byte[] content) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(2);
        for (Map.Entry<String, byte[]> other : files.entrySet()) {
            storage.writeAll(other.getKey(), other.getKey().equals(file) ? content : other.getValue());
        }
        return storage;
    }

    private SimulatedStorage without(String file) throws IOException {
        SimulatedStorage storage = with("", new byte[0]);
        storage.delete(file);
        return storage;
    }

    /** Requires either all entries or a journal exception. */
    private boolean opensWithEverything(SimulatedStorage storage) {
        try {
            Small.requireEntries(Small.open(storage), "a", entries);
            return true;
        } catch (JournalException e) {
            assertTrue(e.getMessage().length() > 20, e.getMessage());
            return false;
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    @Test
    void everyFlippedBitOfALogSegmentsHeader_isRefused() throws IOException {
        for (int bit = 0; bit < 512 * 8; bit++) {
            SimulatedStorage storage = with(LOG, flipped(files.get(LOG), bit));
            CorruptionException refused = assertThrows(CorruptionException.class, () -> Small.open(storage));
            assertTrue(refused.getMessage().contains(LOG), refused.getMessage());
        }
    }

    @Test
    void everyFlippedBitOfTheManifest_isRepairedFromTheLog() throws IOException {
        byte[] manifest = files.get("MANIFEST");
        for (int bit = 0; bit < manifest.length * 8; bit++) {
            SimulatedStorage storage = with("MANIFEST", flipped(manifest, bit));
            assertTrue(opensWithEverything(storage), "bit " + bit);
            assertEquals(List.of(), Small.open(storage.kill()).recoveryReport().notes());
        }
    }

    @Test
    void everyPrefixOfALogSegment_isRefused_andNotTakenForATornTail() throws IOException {
        byte[] whole = files.get(LOG);
        for (int length = 0; length < whole.length; length += length < 1000 ? 1 : 61) {
            SimulatedStorage storage = with(LOG, Arrays.copyOf(whole, length));
            CorruptionException refused = assertThrows(CorruptionException.class, () -> Small.open(storage));
            assertTrue(refused.getMessage().contains(LOG), refused.getMessage());
        }
        assertTrue(opensWithEverything(with("", whole)));
    }

    @Test
    void everyPrefixOfTheManifest_isRepaired() throws IOException {
        byte[] whole = files.get("MANIFEST");
        for (int length = 0; length <= whole.length; length++) {
            assertTrue(opensWithEverything(with("MANIFEST", Arrays.copyOf(whole, length))), "length " + length);
        }
    }

    /**
     * The last record may look torn, because no record follows it. Its bytes are then discarded, kept, and reported.
     */
    @Test
    void everyFlippedByteOfTheLog_isReportedAsDamageOrTornTail() throws IOException {
        byte[] log = files.get(LOG);
        for (int at = 512; at < log.length; at += 3) {
            SimulatedStorage storage = with(LOG, flipped(log, at * 8 + at % 8));
            try {
                Journal journal = Small.open(storage);
                long next = journal.nextId("a");
                assertTrue(next == 12 || next == 11, next + " entries");
                assertEquals(next == 11, journal.recoveryReport().discardedBytes() > 0);
                Small.requireEntries(journal, "a", entries.subList(0, (int) next));
            } catch (CorruptionException e) {
                assertTrue(e.getMessage().contains(LOG), e.getMessage());
            }
        }
    }

    @Test
    void otherVersionsAndFeatures_areReportedAsUnsupported_notAsDamage() throws IOException {
        for (String file : List.of(LOG, "MANIFEST")) {
            int crcAt = file.equals(LOG) ? 508 : 36;
            int featuresAt = file.equals(LOG) ? 80 : 32;
            requireUnsupported(file, 8, 1, crcAt, "format version 1");
            requireUnsupported(file, 8, 3, crcAt, "format version 3");
            requireUnsupported(file, featuresAt, 4, crcAt, "bits 0x4");
        }
    }

    private void requireUnsupported(String file, int at, int value, int crcAt, String named) throws IOException {
        byte[] other = with(files.get(file).clone(), at, value);
        with(other, crcAt, Crc32c.of(other, 0, crcAt));
        SimulatedStorage storage = with(file, other);
        requireUnsupported(file, named, () -> Small.open(storage));
        for (String path : files.keySet()) {
            assertArrayEquals(path.equals(file) ? other : files.get(path), storage.readAll(path), path);
        }
    }

    private static void requireUnsupported(String file, String named, Executable opening) {
        UnsupportedFormatException refused = assertThrows(UnsupportedFormatException.class, opening);
        assertTrue(refused.getMessage().contains(file), refused.getMessage());
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    /** A file of another release is not a loss. The policy TRUNCATE must not move it away and continue without it. */
    @Test
    void otherVersionsAndFeatures_inStreamFiles_areUnsupportedUnderEachPolicy() throws IOException {
        makeShardedJournal();
        for (CorruptionPolicy policy : CorruptionPolicy.values()) {
            for (String file : List.of("catalogue", "cursors", "checkpoints.log")) {
                int featuresAt = file.equals("catalogue") ? 12 : 40;
                requireUnsupported(policy, file, 8, 1, "format version 1");
                requireUnsupported(policy, file, 8, 3, "format version 3");
                requireUnsupported(policy, file, featuresAt, 4, "bits 0x4");
            }
        }
    }

    private void makeShardedJournal() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        try (ShardedJournal sharded = openSharded(storage, CorruptionPolicy.FAIL)) {
            sharded.journal().append("orders", entry(1, 100));
            sharded.journal().cursor("mailer", "orders").advanceTo(1);
            sharded.createCheckpoint("noon".getBytes(StandardCharsets.UTF_8));
        }
        files.clear();
        for (String file : storage.files()) {
            files.put(file, storage.readAll(file));
        }
    }

    private static ShardedJournal openSharded(SimulatedStorage storage, CorruptionPolicy policy) {
        return JournalOpener.openSharded(
                Small.options().corruptionPolicy(policy).build(), 1, storage, false);
    }

    private void requireUnsupported(CorruptionPolicy policy, String file, int at, int value, String named)
            throws IOException {
        byte[] other = with(files.get(file).clone(), at, value);
        int crcAt = file.equals("catalogue") ? 124 : file.equals("cursors") ? other.length - 4 : 44;
        with(other, crcAt, Crc32c.of(other, 0, crcAt));
        SimulatedStorage storage = with(file, other);
        requireUnsupported(file, named, () -> openSharded(storage, policy));
        assertArrayEquals(other, storage.readAll(file), file);
        assertFalse(storage.files().contains("LOSS"), file);

        // The release that supports the file still finds everything.
        storage.writeAll(file, files.get(file));
        try (ShardedJournal sharded = openSharded(storage, CorruptionPolicy.FAIL)) {
            assertArrayEquals(entry(1, 100), sharded.journal().get("orders", 0).orElseThrow());
            assertEquals(1, sharded.journal().cursor("mailer", "orders").position());
            assertEquals(1, sharded.listCheckpoints().size());
        }
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return bytes;
    }

    @Test
    void missingLogSegment_isNamed() throws IOException {
        List<String> live =
                files.keySet().stream().filter(file -> file.endsWith(".log")).toList();
        assertTrue(live.size() >= 2, "" + live);
        SimulatedStorage storage = without(live.get(0));
        SegmentNotFoundException missing = assertThrows(SegmentNotFoundException.class, () -> Small.open(storage));
        assertTrue(missing.getMessage().contains("ends at LSN 8192"), missing.getMessage());
    }

    @Test
    void missingLog_isNotTakenForANewJournal() throws IOException {
        SimulatedStorage storage = with("", new byte[0]);
        for (String file : files.keySet()) {
            if (file.startsWith("log/")) {
                storage.delete(file);
            }
        }
        assertInstanceOf(
                SegmentNotFoundException.class, assertThrows(CorruptionException.class, () -> Small.open(storage)));
        storage.delete("MANIFEST");
        storage.writeAll("streams/x/00000000000000000000.wal", new byte[100]);
        assertThrows(CorruptionException.class, () -> Small.open(storage));
    }

    @Test
    void filesOfTwoJournals_areNotMixed() throws IOException {
        SimulatedStorage other = new SimulatedStorage(3);
        Small.open(other);
        SimulatedStorage manifest = with("MANIFEST", other.readAll("MANIFEST"));
        CorruptionException refused = assertThrows(CorruptionException.class, () -> Small.open(manifest));
        assertTrue(refused.getMessage().contains("two journals"), refused.getMessage());
        SimulatedStorage log = with(LOG, other.readAll(LOG));
        assertTrue(assertThrows(CorruptionException.class, () -> Small.open(log))
                .getMessage()
                .contains("belongs to journal"));
    }
}
