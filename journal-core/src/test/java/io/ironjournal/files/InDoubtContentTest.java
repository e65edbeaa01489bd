package io.ironjournal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.Cursor;
import io.ironjournal.CursorInfo;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.ProducerInfo;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files show what a branch in doubt would write. */
class InDoubtContentTest {

    private static final BranchId ID = JournalFilesTest.branchId(7);

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static InDoubtContent content(JournalFiles files) {
        return files.inDoubtContent(ID).orElseThrow();
    }

    private static List<NewEntry> list(Iterator<NewEntry> entries) {
        List<NewEntry> list = new ArrayList<>();
        entries.forEachRemaining(list::add);
        return list;
    }

    private static void assertSame(List<NewEntry> expected, List<NewEntry> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).headers(), found.get(i).headers());
            assertArrayEquals(expected.get(i).data(), found.get(i).data());
        }
    }

    private static void prepare(Journal journal, Map<String, List<NewEntry>> entries) {
        Branch branch = Transactions.of(journal).begin(ID);
        entries.forEach((stream, list) -> list.forEach(entry -> branch.add(stream, entry)));
        Transactions.of(journal).prepare(ID);
    }

    private static List<NewEntry> entries(int count, int size) {
        List<NewEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            NewEntry plain = NewEntry.of(JournalFilesTest.text(i, size));
            entries.add(i % 3 == 0 ? plain.header("n", "value " + i).header("type", "added") : plain);
        }
        return entries;
    }

    @Test
    void branch_isShownWithAllThatItWouldWrite() throws IOException {
        Journal journal = JournalOpener.open(JournalFilesTest.OPTIONS, storage, false);
        journal.append("a", JournalFilesTest.text(1, 10));
        journal.append("a", JournalFilesTest.text(2, 10));
        Cursor cursor = journal.cursor("mailer", "a");
        Branch branch = Transactions.of(journal).begin(ID);
        List<NewEntry> entries = entries(5, 20);
        entries.forEach(entry -> branch.add("b/ö", entry));
        branch.add("a", NewEntry.of(new byte[0]));
        branch.expect("a", 2);
        branch.expect("none", 0);
        branch.advance("import", 41);
        branch.advance(cursor, 1);
        Transactions.of(journal).prepare(ID);
        try (JournalFiles files = FilesOpener.open(storage.kill())) {
            InDoubtContent content = content(files);
            assertEquals(files.inDoubt().get(0).toString(), content.branch().toString());
            assertSame(entries, list(content.entries("b/ö")));
            assertSame(List.of(NewEntry.of(new byte[0])), list(content.entries("a")));
            assertEquals(List.of(), list(content.entries("c")));
            assertThrows(
                    NoSuchElementException.class, () -> content.entries("c").next());
            assertEquals(Map.of("a", 2L, "none", 0L), content.expectations());
            CursorInfo moved = content.cursors().get(0);
            assertEquals(
                    "mailer a 1 1", moved.name() + " " + moved.stream() + " " + moved.position() + " " + moved.lag());
            ProducerInfo producer = content.producers().get(0);
            assertEquals("import 41", producer.name() + " " + producer.sequence());
            assertEquals(Optional.empty(), content.checkpoint());
            assertEquals(Optional.empty(), files.inDoubtContent(JournalFilesTest.branchId(8)));
            assertThrows(IllegalArgumentException.class, () -> content.search("c", 0));
            assertThrows(IllegalArgumentException.class, () -> content.search("a", -1));
        }
    }

    @Test
    void checkpointOfABranch_isShown() throws IOException {
        ShardedJournal journal = JournalOpener.openSharded(JournalFilesTest.OPTIONS, 3, storage, false);
        byte[] checkpoint = "noon".getBytes(StandardCharsets.UTF_8);
        Transactions.of(journal.journal()).begin(ID).checkpoint(checkpoint);
        Transactions.of(journal.journal()).prepare(ID);
        try (JournalFiles files = FilesOpener.open(storage.kill())) {
            assertArrayEquals(checkpoint, content(files).checkpoint().orElseThrow());
            assertEquals(List.of(), content(files).branch().streams());
        }
    }

    @Test
    void branchThatWasCarriedForward_hasTheSameContent() throws IOException {
        Journal journal = JournalOpener.open(JournalFilesTest.OPTIONS, storage, false);
        List<NewEntry> entries = entries(9, 300);
        prepare(journal, Map.of("a", entries));
        long behind;
        try (JournalFiles early = FilesOpener.open(storage)) {
            behind = early.log().end();
        }
        for (int i = 0; i < 200; i++) {
            journal.append("other", JournalFilesTest.text(i, 1000));
        }
        try (JournalFiles files = FilesOpener.open(storage.kill())) {
            assertTrue(files.log().begin() >= behind, files.log() + " behind " + behind);
            assertSame(entries, list(content(files).entries("a")));
            assertEquals(0, content(files).search("a", 0).count());
        }
    }

    @Test
    void recordThatARunningJournalHasMovedMeanwhile_isAnErrorThatSaysSo() throws IOException {
        Journal journal = JournalOpener.open(JournalFilesTest.OPTIONS, storage, false);
        prepare(journal, Map.of("a", entries(9, 300)));
        try (JournalFiles files = FilesOpener.open(storage)) {
            for (int i = 0; i < 200; i++) {
                journal.append("other", JournalFilesTest.text(i, 1000));
            }
            JournalIOException moved = assertThrows(JournalIOException.class, () -> files.inDoubtContent(ID));
            assertTrue(moved.getMessage().contains("cannot be read"), moved.getMessage());
        }
        try (JournalFiles again = FilesOpener.open(storage)) {
            assertEquals(9, list(content(again).entries("a")).size());
        }
    }

    @Test
    void largeBranchInSeveralFragments_isShownAndFound() throws IOException {
        JournalOptions options = JournalOptions.builder(Path.of("simulated"))
                .compression(Compression.LZ4)
                .build();
        Journal journal = JournalOpener.open(options, storage, false);
        List<NewEntry> entries = entries(3_000, 1_500);
        prepare(journal, Map.of("a", entries, "b", entries(2, 10)));
        journal.appendEntries("a", entries.subList(0, 1_500));
        journal.appendEntries("a", entries);
        try (JournalFiles files = FilesOpener.open(storage.kill())) {
            InDoubtContent content = content(files);
            assertSame(entries, list(content.entries("a")));
            assertSame(entries(2, 10), list(content.entries("b")));
            Occurrences found = content.search("a", 0);
            assertEquals(List.of(new IdRange(1_500, 4_500)), found.newest());
        }
    }
}
