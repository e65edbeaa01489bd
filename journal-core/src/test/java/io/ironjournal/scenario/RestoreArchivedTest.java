package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ArchiveException;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.DiskFullException;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.JournalRetention;
import io.ironjournal.Retention;
import io.ironjournal.StreamNotFoundException;
import io.ironjournal.files.JournalArchive;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archived segments are put back into the journal from which they came. */
@Timeout(60)
class RestoreArchivedTest {

    private static final String STREAM = "orders/eu";
    private static final int ENTRIES = 50;

    @TempDir
    Path directory;

    private JournalOptionsBuilder options() {
        return Small.options(directory.resolve("journal"))
                .maxEntriesPerSegment(10)
                .archive(directory.resolve("archive"));
    }

    private static void write(Journal journal) {
        for (int i = 0; i < ENTRIES; i++) {
            journal.append(STREAM, entry(i, 100));
        }
    }

    private static List<Entry> entries(Journal journal) {
        List<Entry> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate(STREAM, journal.firstId(STREAM))) {
            iterator.forEachRemaining(entries::add);
        }
        return entries;
    }

    private List<Path> archived() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("archive"))) {
            return files.filter(file -> file.toString().endsWith(".wal"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void restoredEntries_haveTheirIdsTimesAndContent_alsoAfterAReopening() throws IOException {
        List<Entry> before;
        try (Journal journal = Journal.open(options().build())) {
            write(journal);
            before = entries(journal);
            journal.truncate(STREAM, 45);
            assertEquals(40, journal.firstId(STREAM));
            assertEquals(10, journal.restoreArchived(STREAM, 15));
            assertArrayEquals(entry(10, 100), journal.get(STREAM, 10).orElseThrow());
            assertTrue(journal.get(STREAM, 9).isEmpty());
            assertEquals(before.subList(10, ENTRIES), entries(journal));
            journal.append(STREAM, entry(ENTRIES, 100));
        }
        assertEquals(4, archived().size());
        try (JournalFiles files = JournalFiles.openReadOnly(directory.resolve("journal"))) {
            assertEquals(List.of(), files.findings());
            assertEquals(10, files.stream(STREAM).orElseThrow().firstId());
            files.verify(STREAM, true, finding -> {
                throw new AssertionError(finding);
            });
        }
        try (Journal journal = Journal.open(options().build())) {
            assertEquals(before.subList(10, ENTRIES), entries(journal).subList(0, 40));
            assertEquals(0, journal.restoreArchived(STREAM, 0));
            assertEquals(0, journal.restoreArchived(STREAM, 0), "nothing is left to do");
            assertEquals(before, entries(journal).subList(0, ENTRIES));
            assertEquals(3, journal.truncate(STREAM, 30), "truncation by hand is not held");
            assertEquals(30, journal.firstId(STREAM));
        }
        assertEquals(4, archived().size());
    }

    @Test
    void rules_keepRestoredEntries_untilTheirCursorIsDeleted() {
        for (Retention rule :
                List.of(Retention.maxBytes(1), Retention.maxBytes(1).evenPastCursors(), Retention.untilConsumed())) {
            try (Journal journal = Journal.open(options().retention("*", rule).build())) {
                journal.deleteStream(STREAM);
                write(journal);
                journal.truncate(STREAM, 40);
                journal.cursor("reader", STREAM).advanceTo(45);
                assertEquals(20, journal.restoreArchived(STREAM, 20));
                assertEquals(0, journal.applyRetention().segments(), rule.toString());
                assertEquals(20, journal.firstId(STREAM));
            }
            try (Journal journal = Journal.open(options().retention("*", rule).build())) {
                assertEquals(0, journal.applyRetention().segments(), rule.toString());
                assertEquals(
                        20,
                        journal.cursor(JournalRetention.RESTORED_CURSOR, STREAM).position());
                assertTrue(journal.deleteCursor(JournalRetention.RESTORED_CURSOR, STREAM));
                assertEquals(2, journal.applyRetention().segments(), rule.toString());
                assertEquals(40, journal.firstId(STREAM));
            }
        }
    }

    @Test
    void repeatedCall_setsTheMissingCursor_soThatRulesKeepTheEntries() {
        try (Journal journal = Journal.open(options().build())) {
            write(journal);
            journal.truncate(STREAM, 40);
            journal.restoreArchived(STREAM, 15);
            // As if the call had put the entries back and had failed before it set the cursor.
            assertTrue(journal.deleteCursor(JournalRetention.RESTORED_CURSOR, STREAM));
        }
        Retention rule = Retention.maxBytes(1).evenPastCursors();
        try (Journal journal = Journal.open(options().retention("*", rule).build())) {
            Cursor kept = journal.cursor(JournalRetention.RESTORED_CURSOR, STREAM);
            assertEquals(10, journal.restoreArchived(STREAM, 45));
            assertEquals(0, kept.position(), "the archive does not have this segment");
            assertEquals(10, journal.restoreArchived(STREAM, 25));
            assertEquals(20, kept.position());
            assertEquals(10, journal.restoreArchived(STREAM, 15));
            assertEquals(10, kept.position());
            assertEquals(10, journal.restoreArchived(STREAM, 25));
            assertEquals(10, kept.position(), "a lower position stays");
            assertEquals(0, journal.applyRetention().segments());
            assertEquals(10, journal.firstId(STREAM));
        }
    }

    @Test
    void repeatedCall_setsTheMissingCursor_ifTheArchiveBeginsAboveTheId() throws IOException {
        try (Journal journal = Journal.open(options().build())) {
            write(journal);
            journal.truncate(STREAM, 40);
            Files.delete(archived().get(0));
            assertEquals(10, journal.restoreArchived(STREAM, 0));
            // As if the call had put the entries back and had failed before it set the cursor.
            assertTrue(journal.deleteCursor(JournalRetention.RESTORED_CURSOR, STREAM));
        }
        Retention rule = Retention.maxBytes(1).evenPastCursors();
        try (Journal journal = Journal.open(options().retention("*", rule).build())) {
            assertEquals(10, journal.restoreArchived(STREAM, 0));
            assertEquals(
                    10, journal.cursor(JournalRetention.RESTORED_CURSOR, STREAM).position());
            assertEquals(0, journal.applyRetention().segments());
            assertEquals(10, journal.firstId(STREAM));
        }
    }

    @Test
    void cursorThatATransactionMoves_isSetByTheRepeatedCall() {
        try (Journal journal = Journal.open(options().build())) {
            write(journal);
            journal.truncate(STREAM, 40);
            Transactions transactions = Transactions.of(journal);
            BranchId id = new BranchId(1, new byte[] {1}, new byte[] {1});
            transactions.begin(id).advance(journal.cursor(JournalRetention.RESTORED_CURSOR, STREAM), 41);
            assertThrows(CursorConflictException.class, () -> journal.restoreArchived(STREAM, 20));
            assertEquals(20, journal.firstId(STREAM));
            transactions.rollback(id);
            assertEquals(20, journal.restoreArchived(STREAM, 20));
            assertEquals(
                    20, journal.cursor(JournalRetention.RESTORED_CURSOR, STREAM).position());
        }
    }

    @Test
    void damagedOrMissingSegment_isRefused_andTheWholePartCanBePutBack() throws IOException {
        try (Journal journal = Journal.open(options().build())) {
            write(journal);
            journal.truncate(STREAM, 40);
            Path second = archived().get(1);
            byte[] bytes = Files.readAllBytes(second);
            byte[] damaged = bytes.clone();
            damaged[bytes.length / 2] ^= 1;
            Files.write(second, damaged);
            String message = assertThrows(ArchiveException.class, () -> journal.restoreArchived(STREAM, 0))
                    .getMessage();
            assertTrue(message.contains("The entries from 20 on are whole"), message);
            assertEquals(40, journal.firstId(STREAM));
            Files.delete(second);
            message = assertThrows(ArchiveException.class, () -> journal.restoreArchived(STREAM, 0))
                    .getMessage();
            assertTrue(message.contains("The entries from 20 on are whole"), message);
            Path newest = archived().get(2);
            Path away = newest.resolveSibling("away");
            Files.move(newest, away);
            message = assertThrows(ArchiveException.class, () -> journal.restoreArchived(STREAM, 25))
                    .getMessage();
            assertTrue(message.contains("Restore that file"), message);
            Files.move(away, newest);
            assertEquals(20, journal.restoreArchived(STREAM, 20));
            Files.write(second, bytes);
            assertEquals(0, journal.restoreArchived(STREAM, 0));
        }
    }

    @Test
    void whatCannotBePutBack_isRefused() {
        try (Journal journal =
                Journal.open(Small.options(directory.resolve("plain")).build())) {
            write(journal);
            String message = assertThrows(ArchiveException.class, () -> journal.restoreArchived(STREAM, 0))
                    .getMessage();
            assertTrue(message.contains("without the option archive"), message);
        }
        try (Journal journal = Journal.open(options().build())) {
            assertThrows(StreamNotFoundException.class, () -> journal.restoreArchived(STREAM, 0));
            assertThrows(IllegalArgumentException.class, () -> journal.restoreArchived(STREAM, -1));
            write(journal);
            assertEquals(0, journal.restoreArchived(STREAM, 0), "nothing was archived");
            journal.truncate(STREAM, 40);
            journal.deleteStream(STREAM);
            write(journal);
            journal.truncate(STREAM, 10);
            assertEquals(0, journal.restoreArchived(STREAM, 0));
            assertArrayEquals(entry(0, 100), journal.get(STREAM, 0).orElseThrow());
        }
    }

    @Test
    void journalWithItsLogElsewhere_refuses_becauseItsFilesMayBeBuiltAgain() {
        InMemoryLog log = new InMemoryLog(1 << 20);
        try (Journal journal = Journal.open(options().commitLog(log).build())) {
            write(journal);
            String message = assertThrows(ArchiveException.class, () -> journal.restoreArchived(STREAM, 0))
                    .getMessage();
            assertTrue(message.contains("JournalFiles.importEntries"), message);
        }
    }

    @Test
    void limitOfDiskSpace_countsRestoredSegments() {
        long limit = 1 << 20;
        try (Journal journal = Journal.open(options().maxDiskSpace(limit).build())) {
            for (int i = 0; i < 40; i++) {
                journal.append(STREAM, new byte[4_000]);
            }
            journal.truncate(STREAM, 40);
            journal.append("other", new byte[2_000]);
            long first = journal.firstId(STREAM);
            while (journal.stats().diskUse().orElseThrow() + 120_000 < limit) {
                journal.append("other", new byte[2_000]);
                journal.sync();
            }
            String message = assertThrows(DiskFullException.class, () -> journal.restoreArchived(STREAM, 0))
                    .getMessage();
            assertTrue(message.contains("option maxDiskSpace"), message);
            assertEquals(first, journal.firstId(STREAM));
        }
    }

    @Test
    void leftoversOfAnInterruptedRestoration_doNotCount() throws IOException {
        Path stream;
        try (Journal journal = Journal.open(options().build())) {
            write(journal);
            journal.truncate(STREAM, 40);
            try (Stream<Path> streams = Files.list(directory.resolve("journal/streams"))) {
                stream = streams.findFirst().orElseThrow();
            }
        }
        Files.copy(
                archived().get(0),
                stream.resolve(archived().get(0).getFileName().toString()));
        Files.write(stream.resolve("00000000000000000010.wal.part"), "half".getBytes(StandardCharsets.UTF_8));
        try (Journal journal = Journal.open(options().build())) {
            assertEquals(40, journal.firstId(STREAM));
            assertEquals(20, journal.restoreArchived(STREAM, 20));
            assertFalse(Files.exists(stream.resolve("00000000000000000000.wal")));
            assertEquals(0, journal.restoreArchived(STREAM, 0));
            assertEquals(ENTRIES, entries(journal).size());
        }
        assertEquals(
                List.of(),
                JournalArchive.openReadOnly(directory.resolve("archive")).findings());
    }

    @Test
    void prunedShard_isPutBack() {
        JournalOptionsBuilder options = options();
        try (ShardedJournal journal = ShardedJournal.open(options.build(), 1)) {
            for (int i = 0; i < ENTRIES; i++) {
                journal.append(new byte[] {1}, entry(i, 100));
            }
            String shard = journal.streamOf(0);
            byte[] checkpoint = {2};
            journal.createCheckpoint(checkpoint);
            for (int i = 0; i < ENTRIES; i++) {
                journal.append(new byte[] {1}, entry(i, 100));
            }
            journal.journal().truncate(shard, 2 * ENTRIES - 10);
            String message = assertThrows(CheckpointPrunedException.class, journal::loadLatestCheckpoint)
                    .getMessage();
            assertTrue(message.contains("restoreArchived"), message);
            assertEquals(0, journal.journal().restoreArchived(shard, 0));
            assertEquals(ENTRIES, journal.loadLatestCheckpoint().offset(0));
            assertArrayEquals(checkpoint, journal.loadLatestCheckpoint().id());
            try (EntryIterator iterator = journal.iterateShard(0, 0)) {
                assertArrayEquals(entry(0, 100), iterator.next().data());
            }
        }
    }
}
