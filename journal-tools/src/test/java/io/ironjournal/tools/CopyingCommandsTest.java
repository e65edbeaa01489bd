package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that read one journal and make a file or a new journal. */
class CopyingCommandsTest {

    /** A byte more than the default limit of an entry. */
    private static final int LARGE = (16 << 20) + 1;

    @TempDir
    Path directory;

    private Path source;

    @BeforeEach
    void write() {
        source = directory.resolve("source");
        Sample.write(source).close();
    }

    private static List<Entry> entries(Path journal, String stream) {
        List<Entry> entries = new ArrayList<>();
        try (Journal opened = Sample.open(journal);
                EntryIterator all = opened.iterate(stream, 0)) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    @Test
    void backup_verified_andRestored_hasTheSameEntries() throws IOException {
        Path backup = directory.resolve("backup");
        Path restored = directory.resolve("restored");
        Run taken = Sample.run("backup", source, backup);
        assertEquals(ExitCodes.FINE, taken.code(), taken.toString());
        assertTrue(taken.out().startsWith("Backed up into "), taken.out());
        Run verified = Sample.run("backup", "verify", backup, "--json");
        assertEquals(ExitCodes.FINE, verified.code(), verified.toString());
        assertTrue(verified.out().startsWith("{\"command\":\"backup verify\""), verified.out());
        assertEquals(ExitCodes.FINE, Sample.run("restore", backup, restored).code());
        assertEquals(entries(source, "orders"), entries(restored, "orders"));
        assertEquals(
                ExitCodes.UNREADABLE, Sample.run("restore", backup, restored).code());
    }

    @Test
    void restore_warnsThatRecoveryIsHeld_untilInDoubtReleasesIt() {
        Path backup = directory.resolve("backup");
        Path restored = directory.resolve("restored");
        Sample.run("backup", source, backup);
        Run run = Sample.run("restore", backup, restored);
        assertTrue(run.err().contains("So its recovery is held. "), run.toString());
        String held = "Restored from a backup. ";
        assertTrue(Sample.run("in-doubt", restored).out().contains(held));
        assertTrue(Sample.run("in-doubt", restored, "--json").out().contains("\"recoveryHeld\":true"));
        assertEquals(
                ExitCodes.USAGE, Sample.run("in-doubt", "release", restored).code(), "without --yes");
        assertTrue(Sample.run("in-doubt", restored).out().contains(held));
        Run released = Sample.run("in-doubt", "release", restored, "--yes");
        assertEquals(ExitCodes.FINE, released.code(), released.toString());
        assertEquals("Done: release the recovery", released.out().strip());
        assertFalse(Sample.run("in-doubt", restored).out().contains(held));
        Run again = Sample.run("in-doubt", "release", restored, "--yes");
        assertEquals(ExitCodes.USAGE, again.code(), again.toString());
    }

    @Test
    void backup_ofADamagedBackup_isAFinding_andOfAnOpenJournalIsRefused() throws IOException {
        Path backup = directory.resolve("backup");
        assertEquals(ExitCodes.FINE, Sample.run("backup", source, backup).code());
        Files.delete(backup.resolve("files").resolve("MANIFEST"));
        Run damaged = Sample.run("backup", "verify", backup);
        assertEquals(ExitCodes.FINDINGS, damaged.code(), damaged.toString());
        assertTrue(damaged.toString().contains("MANIFEST"), damaged.toString());
        try (Journal open = Sample.open(source)) {
            Run refused = Sample.run("backup", source, directory.resolve("other"));
            assertEquals(ExitCodes.LOCKED, refused.code(), open + " " + refused);
            assertTrue(refused.toString().contains("journal.backup"), refused.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "binary"})
    void export_andImport_keepIdsTimesAndHeaders(String format) throws IOException {
        Map<String, byte[]> before = Sample.content(source);
        Path file = directory.resolve("export");
        Run exported = Sample.run("export", source, "--output", file, "--format", format);
        assertEquals(ExitCodes.FINE, exported.code(), exported.toString());
        Sample.assertSame(before, source);
        Path target = directory.resolve("target");
        Run imported = Sample.run("import", target, "--input", file);
        assertEquals(ExitCodes.FINE, imported.code(), imported.toString());
        assertTrue(imported.out().startsWith("Imported 701 entries of 2 streams"), imported.out());
        assertEquals(entries(source, "orders"), entries(target, "orders"));
        assertEquals(entries(source, "a'\u001b[31m/ö"), entries(target, "a'\u001b[31m/ö"));
        assertEquals(
                ExitCodes.UNREADABLE,
                Sample.run("import", target, "--input", file).code());
        assertEquals(
                ExitCodes.UNREADABLE,
                Sample.run("export", source, "--output", file).code());
    }

    @Test
    void import_ofAFileThatIsNoExport_saysWhere() throws IOException {
        Path file = Files.writeString(directory.resolve("letter.txt"), "{\"stream\":\"a\"}\n");
        Run run = Sample.run("import", directory.resolve("target"), "--input", file);
        assertEquals(ExitCodes.UNREADABLE, run.code());
        assertTrue(run.err().contains("Entry 1 of " + file + " cannot be read: the field id is missing"), run.err());
    }

    @Test
    void repair_savesTheRest_andListsWhatIsLost() throws IOException {
        Sample.damage(source);
        Map<String, byte[]> before = Sample.content(source);
        Path target = directory.resolve("target");
        Run run = Sample.run("repair", source, "--to", target);
        assertEquals(ExitCodes.FINDINGS, run.code(), run.toString());
        assertTrue(run.out().contains("LOST: stream 'orders', entry "), run.out());
        assertTrue(Files.readString(target.resolve("REPAIR-LOSSES.txt")).contains("LOST: stream 'orders', entry "));
        Sample.assertSame(before, source);
        assertEquals(601, entries(target, "orders").size());
        assertTrue(run.out().contains("'ironjournal in-doubt " + target + "' lists them"), run.out());
        assertTrue(Sample.run("in-doubt", target).out().contains(Sample.BRANCH));
        assertEquals(ExitCodes.FINE, Sample.run("verify", target, "--deep").code());
        assertEquals(
                ExitCodes.UNREADABLE,
                Sample.run("repair", source, "--to", target).code());
    }

    @Test
    void repair_ofAWholeJournal_losesNothing() {
        Run run = Sample.run("repair", source, "--to", directory.resolve("target"), "--json");
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        assertTrue(run.out().contains("\"lost\":[]"), run.out());
        assertTrue(run.out().contains("\"losses\":[]"), run.out());
        assertTrue(run.out().contains("\"inDoubt\":[\"" + Sample.BRANCH + "\"],\"next\":[\"IN DOUBT: "), run.out());
    }

    @Test
    void repair_ofAJournalWithoutBranchesInDoubt_saysNothingOfThem() {
        Path decided = directory.resolve("decided");
        try (Journal journal = Journal.open(decided)) {
            journal.append("orders", new byte[1]);
        }
        Run text = Sample.run("repair", decided, "--to", directory.resolve("text"));
        assertFalse(text.out().contains("IN DOUBT"), text.out());
        Run json = Sample.run("repair", decided, "--to", directory.resolve("json"), "--json");
        assertTrue(json.out().contains("\"inDoubt\":[],\"next\":[]"), json.out());
    }

    @Test
    void largeEntry_isRepairedExportedAndImported() {
        Path large = directory.resolve("large");
        byte[] entry = new byte[LARGE];
        Arrays.fill(entry, LARGE / 2, LARGE, (byte) 7);
        try (Journal journal =
                Journal.open(JournalOptions.builder(large).maxEntrySize(LARGE).build())) {
            journal.append("pictures", entry);
        }
        Path repaired = directory.resolve("repaired");
        Run run = Sample.run("repair", large, "--to", repaired);
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        Path file = directory.resolve("export");
        Sample.run("export", repaired, "--output", file, "--format", "binary");
        Path imported = directory.resolve("imported");
        run = Sample.run("import", imported, "--input", file);
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        try (Journal journal = Journal.open(imported)) {
            assertArrayEquals(entry, journal.get("pictures", 0).orElseThrow());
        }
    }
}
