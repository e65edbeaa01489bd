package io.ironjournal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a journal, repairs it into a new one, and compares: what is whole is there, and the report names the rest. */
class RepairTest {

    private static final String LOST = "ironjournal-lost";
    private static final int FLIPS = Integer.getInteger("ironjournal.repairs", 6);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @TempDir
    Path directory;

    private Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Map<Long, Entry>> written = new LinkedHashMap<>();
    private int repaired;

    private void write() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        JournalFilesTest.write(storage);
        files = JournalFilesTest.files(storage.kill());
        try (JournalFiles whole = FilesOpener.open(JournalFilesTest.storage(files))) {
            for (String stream : whole.streams()) {
                Map<Long, Entry> entries = new TreeMap<>();
                JournalFilesTest.all(whole, stream, 0).forEach(entry -> entries.put(entry.id(), entry));
                written.put(stream, entries);
            }
        }
    }

    private JournalOptions target() {
        return JournalOptions.builder(directory.resolve("new" + repaired++))
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .build();
    }

    /** Repairs a damaged directory, and returns how many entries are lost. */
    private long repair(Map<String, byte[]> damaged, String what) throws IOException {
        JournalOptions options = target();
        Map<String, Map<Long, Entry>> readable = new LinkedHashMap<>();
        RepairReport report;
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(damaged))) {
            if (source.journalId().isEmpty()) {
                assertThrows(IllegalStateException.class, () -> source.repairTo(options), what);
                return 0;
            }
            for (String stream : source.streams()) {
                Map<Long, Entry> entries = new TreeMap<>();
                try (EntryScan scan = source.entries(stream, 0)) {
                    scan.forEachRemaining(entry -> entries.put(entry.id(), entry));
                }
                readable.put(stream, entries);
            }
            report = source.repairTo(options);
        }
        try (Journal journal = Journal.open(options)) {
            compare(journal, readable, report, what);
        }
        return report.lost().stream()
                .mapToLong(range -> range.endId() - range.firstId())
                .sum();
    }

    private void compare(Journal journal, Map<String, Map<Long, Entry>> readable, RepairReport report, String what) {
        long saved = 0;
        for (String stream : journal.streams()) {
            try (EntryIterator entries = journal.iterate(stream, journal.firstId(stream))) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    boolean placeholder = entry.headers().names().contains(LOST);
                    boolean lost = report.lost().stream()
                            .anyMatch(range -> range.stream().equals(stream)
                                    && entry.id() >= range.firstId()
                                    && entry.id() < range.endId());
                    assertEquals(lost, placeholder, what + ", " + stream + " " + entry.id());
                    if (!placeholder) {
                        assertEquals(written.get(stream).get(entry.id()), entry, what + ", " + stream);
                        saved++;
                    }
                }
            }
        }
        assertEquals(report.entries(), saved, what);
        readable.forEach((stream, entries) -> entries.forEach(
                (id, entry) -> assertEquals(entry, first(journal, stream, id), what + ", " + stream + " " + id)));
    }

    private static Entry first(Journal journal, String stream, long id) {
        try (EntryIterator entries = journal.iterate(stream, id)) {
            return entries.next();
        }
    }

    @Test
    void everyDamage_isRepairedAsFarAsBytesAreWhole() throws IOException {
        write();
        assertEquals(0, repair(files, "nothing"));
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> names = files.keySet().stream()
                .filter(file -> files.get(file).length > 100)
                .toList();
        for (int i = 0; i < FLIPS; i++) {
            String file = names.get(random.nextInt(names.size()));
            Map<String, byte[]> damaged = new TreeMap<>(files);
            byte[] bytes = files.get(file).clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= 4;
            damaged.put(file, bytes);
            repair(damaged, file + " byte " + at + " seed " + SEED);
        }
    }

    @Test
    void everyMissingFile_isRepairedAsFarAsBytesAreWhole() throws IOException {
        write();
        for (String file : files.keySet()) {
            if (file.startsWith("LOCK")) {
                continue;
            }
            Map<String, byte[]> damaged = new TreeMap<>(files);
            damaged.remove(file);
            repair(damaged, file + " missing");
        }
    }

    @Test
    void recordsBehindDamageOfTheLog_areSaved() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = io.ironjournal.internal.JournalOpener.open(JournalFilesTest.OPTIONS, storage, false);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(JournalFilesTest.text(i, 100));
            journal.append("a", entries.get(i));
        }
        files = JournalFilesTest.files(storage.kill());
        byte[] log = files.get("log/00000000000000000000.log");
        int third = new String(log, StandardCharsets.ISO_8859_1).indexOf("entry 3 ");
        log[third] ^= 1;
        JournalOptions options = target();
        RepairReport report;
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(files))) {
            assertEquals(FindingKind.LOG_DAMAGED, source.findings().get(0).kind());
            report = source.repairTo(options);
        }
        assertEquals(9, report.entries());
        assertEquals(6, report.salvaged());
        assertEquals("[LostRange['a', ids 3 to 3]]", report.lost().toString());
        try (Journal repaired = Journal.open(options)) {
            assertEquals(10, repaired.nextId("a"));
            assertArrayEquals(entries.get(9), repaired.get("a", 9).orElseThrow());
            assertTrue(first(repaired, "a", 3).headers().names().contains(LOST));
        }
    }

    private static String latin(int entry) {
        return new String(JournalFilesTest.text(entry, 100), StandardCharsets.ISO_8859_1);
    }

    @Test
    void recordsBesideMissingSegmentsOfTheLog_areSaved() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = io.ironjournal.internal.JournalOpener.open(JournalFilesTest.OPTIONS, storage, false);
        for (int i = 0; i < 300; i++) {
            journal.append("a", JournalFilesTest.text(i, 100));
        }
        files = JournalFilesTest.files(storage.kill());
        List<String> segments =
                files.keySet().stream().filter(file -> file.endsWith(".log")).toList();
        for (String segment : segments) {
            Map<String, byte[]> rest = new TreeMap<>(files);
            rest.remove(segment);
            StringBuilder whole = new StringBuilder();
            rest.forEach((file, bytes) -> {
                if (file.endsWith(".log") || file.endsWith(".wal")) {
                    whole.append(new String(bytes, StandardCharsets.ISO_8859_1));
                }
            });
            JournalOptions options = target();
            RepairReport report;
            try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(rest))) {
                boolean damaged = source.findings().stream()
                        .anyMatch(found -> found.kind().name().startsWith("LOG_SEGMENT"));
                report = source.repairTo(options);
                assertEquals(damaged, !report.notes().isEmpty(), segment);
            }
            try (Journal repaired = Journal.open(options)) {
                // The record of an entry behind the gap may begin in the missing segment.
                for (int i = 1; i < 300; i++) {
                    if (whole.indexOf(latin(i - 1)) >= 0 && whole.indexOf(latin(i)) >= 0) {
                        assertArrayEquals(
                                JournalFilesTest.text(i, 100),
                                repaired.get("a", i).orElse(new byte[0]),
                                segment + " entry " + i);
                    }
                }
            }
        }
    }

    @Test
    void cursorsProducersAndBranches_areCopied() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = JournalFilesTest.write(storage);
        journal.producer("import").append("a", new byte[1], 41);
        JournalOptions options = target();
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(JournalFilesTest.files(storage.kill())))) {
            source.repairTo(options);
            try (Journal repaired = Journal.open(options)) {
                assertEquals(journal.cursors().toString(), repaired.cursors().toString());
                assertEquals(
                        journal.producers().toString(), repaired.producers().toString());
                assertEquals(2, Transactions.of(repaired).inDoubt().size());
                Transactions.of(repaired).commit(JournalFilesTest.branchId(1));
                assertEquals(
                        1,
                        repaired.nextId("c") - source.stream("c").orElseThrow().nextId());
            }
        }
    }

    @Test
    void branchesThatMoveCursors_areNoted_andThoseWithoutEntriesAreNotCopied() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = JournalFilesTest.write(storage);
        Transactions transactions = Transactions.of(journal);
        transactions.begin(JournalFilesTest.branchId(8)).advance(journal.cursor("eight", "a"), 21);
        transactions.prepare(JournalFilesTest.branchId(8));
        Branch branch = transactions.begin(JournalFilesTest.branchId(9));
        branch.add("a", new byte[1]);
        branch.advance(journal.cursor("nine", "a"), 21);
        transactions.prepare(JournalFilesTest.branchId(9));
        JournalOptions options = target();
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(JournalFilesTest.files(storage.kill())))) {
            List<String> notes = source.repairTo(options).notes();
            assertEquals(2, notes.size(), notes.toString());
            assertTrue(notes.get(0).contains("is not in the new journal, because it has no entries"), notes.get(0));
            assertTrue(notes.get(1).contains("is in doubt again, but without the cursors"), notes.get(1));
        }
        try (Journal repaired = Journal.open(options)) {
            assertEquals(3, Transactions.of(repaired).inDoubt().size());
            assertEquals(List.of(), Transactions.of(repaired).unacceptedLosses());
        }
    }

    @Test
    void shardsAndCheckpoints_areCopied() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        ShardedJournal journal =
                io.ironjournal.internal.JournalOpener.openSharded(JournalFilesTest.OPTIONS, 3, storage, false);
        for (int i = 0; i < 30; i++) {
            journal.append(JournalFilesTest.text(i, 5), JournalFilesTest.text(i, 300));
        }
        journal.createCheckpoint("noon".getBytes(StandardCharsets.UTF_8));
        JournalOptions options = target();
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(JournalFilesTest.files(storage.kill())))) {
            source.repairTo(options);
        }
        try (ShardedJournal repaired = ShardedJournal.open(options, 3)) {
            assertEquals(1, repaired.listCheckpoints().size());
            assertEquals(
                    journal.loadLatestCheckpoint().toString(),
                    repaired.loadLatestCheckpoint().toString());
        }
    }

    @Test
    void existingTarget_isRefused() throws IOException {
        write();
        JournalOptions options = target();
        Journal.open(options).close();
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(files))) {
            assertThrows(IllegalStateException.class, () -> source.repairTo(options));
        }
        assertFalse(Files.exists(options.root().resolve("COPYING")));
    }
}
