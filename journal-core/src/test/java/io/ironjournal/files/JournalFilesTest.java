package io.ironjournal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.CursorInfo;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what the files say with what the engine says after opening a copy of them. */
class JournalFilesTest {

    static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(32 << 10)
            .maxSegmentSize(4 << 10)
            .compression(Compression.LZ4)
            .minCompressionSize(256)
            .build();

    static byte[] text(int seed, int length) {
        return ("entry " + seed + " ")
                .repeat(length / 8 + 1)
                .substring(0, length)
                .getBytes(StandardCharsets.UTF_8);
    }

    static BranchId branchId(int number) {
        return new BranchId(7, new byte[] {1, 2, (byte) number}, new byte[] {4});
    }

    static void prepare(Journal journal, int number) {
        Branch branch = Transactions.of(journal).begin(branchId(number));
        branch.add("a", text(200 + number, 50));
        branch.add("c", text(300 + number, 400));
        Transactions.of(journal).prepare(branchId(number));
    }

    /** Writes a journal with all kinds of records and frames. Some entries are only in the log. */
    static Journal write(SimulatedStorage storage) {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        for (int i = 0; i < 40; i++) {
            journal.append("a", NewEntry.of(text(i, 40 * (i % 4))).header("n", "h" + i));
            journal.append("b/ö", text(i, 300));
        }
        List<NewEntry> batch = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            batch.add(NewEntry.of(text(1000 + i, 600)));
        }
        journal.appendEntries("a", batch);
        journal.append("gone", text(1, 10));
        prepare(journal, 1);
        prepare(journal, 2);
        journal.close();
        journal = JournalOpener.open(OPTIONS, storage, false);
        journal.deleteStream("gone");
        journal.truncate("a", 20);
        journal.resetCursor("mailer", "a", 30);
        Transactions.of(journal).commit(branchId(2));
        for (int i = 0; i < 7; i++) {
            journal.append("a", text(i, 100));
            journal.append("new", text(i, 10));
        }
        try (TxnWriter writer = journal.writer("a")) {
            writer.add("one".getBytes(StandardCharsets.UTF_8)).add("b/ö", text(3, 3000));
            writer.commit();
        }
        prepare(journal, 3);
        return journal;
    }

    static Map<String, byte[]> files(SimulatedStorage storage) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String file : storage.files()) {
            files.put(file, storage.readAll(file));
        }
        return files;
    }

    static SimulatedStorage storage(Map<String, byte[]> files) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(2);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            storage.writeAll(file.getKey(), file.getValue());
        }
        return storage;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void healthyJournal_isReadAsTheEngineReadsIt(boolean closed) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = write(storage);
        if (closed) {
            journal.close();
        }
        Map<String, byte[]> before = files(storage.kill());
        SimulatedStorage read = storage(before);
        try (JournalFiles files = FilesOpener.open(read);
                Journal engine = JournalOpener.open(OPTIONS, storage(before), false)) {
            assertEquals(List.of(), files.findings());
            assertTrue(
                    files.nextOpening().succeeds(), files.nextOpening().steps().toString());
            assertEquals(engine.streams(), files.streams());
            assertEquals(List.of("a", "b/ö", "c", "new"), files.streams());
            for (String stream : engine.streams()) {
                compareStream(engine, files, stream);
            }
            assertEquals(cursors(engine.cursors()), cursors(files.cursors()));
            assertEquals(1, files.cursors().size());
            assertEquals(branches(Transactions.of(engine).inDoubt()), branches(files.inDoubt()));
            assertEquals(2, files.inDoubt().size());
            assertEquals(List.of(), files.losses());
            verifyAll(files, List.of());
        }
        assertUnchanged(before, read);
    }

    private static void compareStream(Journal engine, JournalFiles files, String stream) {
        StreamInfo info = files.stream(stream).orElseThrow();
        assertEquals(engine.firstId(stream), info.firstId(), stream);
        assertEquals(engine.nextId(stream), info.nextId(), stream);
        List<Entry> expected = new ArrayList<>();
        try (EntryIterator entries = engine.iterate(stream, engine.firstId(stream))) {
            entries.forEachRemaining(expected::add);
        }
        assertEquals(expected, all(files, stream, 0));
        Entry last = expected.get(expected.size() - 1);
        assertEquals(last.time(), info.lastAppend().orElseThrow());
        compareSegments(files, info, expected);
        for (Entry entry : expected) {
            assertEquals(
                    engine.firstIdAt(stream, entry.time()), files.firstIdAt(stream, entry.time()), stream + entry.id());
        }
        assertEquals(info.nextId(), files.firstIdAt(stream, last.time().plusMillis(1)));
        assertEquals(info.firstId(), files.firstIdAt(stream, Instant.EPOCH));
        long middle = (info.firstId() + info.nextId()) / 2;
        assertEquals(expected.subList((int) (middle - info.firstId()), expected.size()), all(files, stream, middle));
    }

    private static void compareSegments(JournalFiles files, StreamInfo info, List<Entry> entries) {
        List<SegmentInfo> segments = files.segments(info.name());
        assertEquals(info.segments(), segments.size());
        assertEquals(
                info.diskBytes(),
                segments.stream().mapToLong(SegmentInfo::diskBytes).sum());
        long next = info.firstId();
        for (SegmentInfo segment : segments) {
            assertEquals(next, segment.firstId());
            assertTrue(segment.file().endsWith(String.format("%020d.wal", next)), segment.file());
            next = segment.endId();
            Instant last = entries.get((int) (next - 1 - info.firstId())).time();
            assertEquals(last, segment.lastAppend().orElseThrow());
        }
        assertEquals(segments.isEmpty() ? info.firstId() : info.flushedTo(), next);
    }

    static List<Entry> all(JournalFiles files, String stream, long from) {
        List<Entry> found = new ArrayList<>();
        try (EntryScan entries = files.entries(stream, from)) {
            entries.forEachRemaining(found::add);
            assertEquals(List.of(), entries.findings());
        }
        return found;
    }

    static void verifyAll(JournalFiles files, List<Finding> expected) {
        List<Finding> findings = new ArrayList<>();
        for (String stream : files.streams()) {
            files.verify(stream, true, findings::add);
        }
        files.verifyOthers(findings::add);
        assertEquals(expected, findings);
    }

    private static List<String> cursors(List<CursorInfo> cursors) {
        return cursors.stream()
                .map(cursor ->
                        cursor.name() + cursor.stream() + cursor.position() + " " + cursor.lag() + cursor.movedAt())
                .toList();
    }

    private static List<String> branches(List<InDoubtBranch> branches) {
        return branches.stream()
                .map(branch -> branch.id() + " " + branch.preparedAt() + branch.entries() + " " + branch.bytes()
                        + branch.streams())
                .sorted()
                .toList();
    }

    static void assertUnchanged(Map<String, byte[]> before, SimulatedStorage storage) throws IOException {
        Map<String, byte[]> after = files(storage);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, bytes) -> assertArrayEquals(bytes, after.get(file), file));
    }

    @Test
    void shardedJournal_showsItsCheckpoints() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        ShardedJournal journal = JournalOpener.openSharded(OPTIONS, 3, storage, false);
        for (int i = 0; i < 30; i++) {
            journal.append(text(i, 5), text(i, 300));
            if (i % 10 == 9) {
                journal.createCheckpoint(("at " + i).getBytes(StandardCharsets.UTF_8));
            }
        }
        SimulatedStorage after = storage.kill();
        try (JournalFiles files = FilesOpener.open(storage(files(after)))) {
            assertEquals(List.of(), files.findings());
            assertEquals(3, files.shards());
            assertEquals(3, files.checkpoints().size());
            List<CheckpointInfo> expected = journal.listCheckpoints();
            for (int i = 0; i < 3; i++) {
                CheckpointInfo found = files.checkpoints().get(i);
                assertArrayEquals(expected.get(i).id(), found.id());
                assertEquals(expected.get(i).createdAt(), found.createdAt());
                assertFalse(found.pruned());
            }
        }
    }

    @Test
    void records_haveTypesStreamsAndGroups() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        journal.append("a", text(1, 10));
        prepare(journal, 1);
        Transactions.of(journal).rollback(branchId(1));
        List<String> found = new ArrayList<>();
        try (JournalFiles files = FilesOpener.open(storage(files(storage.kill())));
                RecordScan records = files.records(0)) {
            long end = 0;
            while (records.hasNext()) {
                RecordInfo record = records.next();
                found.add(record.type() + record.streams() + record.entries());
                assertTrue(record.lsn() >= end);
                assertTrue(record.group() <= record.lsn());
                assertFalse(record.behindEnd());
                end = record.lsn() + record.size();
            }
            assertEquals(files.asOf(), end);
        }
        assertEquals(List.of("ENTRIES[a]1", "PREPARE[a, c]2", "ROLLBACK[]0"), found);
    }

    @Test
    void segments_areListed_withoutTheTimesThatAreDamaged() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Random random = new Random(1);
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            for (int i = 0; i < 60; i++) {
                byte[] bytes = new byte[300];
                random.nextBytes(bytes);
                journal.append("a", bytes);
            }
        }
        Map<String, byte[]> content = files(storage.kill());
        try (JournalFiles files = FilesOpener.open(storage(content))) {
            assertTrue(files.segments("a").size() > 3, files.segments("a").toString());
            compareSegments(files, files.stream("a").orElseThrow(), all(files, "a", 0));
            assertEquals(List.of(), files.segments("absent"));
        }
        List<String> paths = content.keySet().stream()
                .filter(path -> path.startsWith("streams/a/"))
                .toList();
        content.get(paths.get(1))[60] ^= 1;
        try (JournalFiles files = FilesOpener.open(storage(content))) {
            List<SegmentInfo> segments = files.segments("a");
            assertTrue(segments.get(0).lastAppend().isEmpty(), segments.toString());
            assertTrue(segments.get(1).lastAppend().isPresent(), segments.toString());
        }
    }

    @Test
    void emptyDirectory_hasNoJournal() {
        try (JournalFiles files = FilesOpener.open(new SimulatedStorage(1))) {
            assertEquals(FindingKind.NO_JOURNAL, files.findings().get(0).kind());
            assertTrue(files.journalId().isEmpty());
            assertEquals(List.of(), files.streams());
            assertTrue(files.nextOpening().succeeds());
            assertEquals(0, files.entries("a", 0).findings().size());
        }
    }

    @Test
    void foreignDirectory_hasNoJournal_andOpeningIsRefused() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.writeAll("readme.txt", new byte[10]);
        try (JournalFiles files = FilesOpener.open(storage)) {
            assertEquals(FindingKind.NO_JOURNAL, files.findings().get(0).kind());
            assertFalse(files.nextOpening().succeeds());
        }
    }
}
