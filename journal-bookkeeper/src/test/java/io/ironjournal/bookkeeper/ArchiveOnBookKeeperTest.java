package io.ironjournal.bookkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.Retention;
import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.JournalArchive;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.DiskStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of a journal whose log is on simulated ledgers, and which moves to another machine. */
class ArchiveOnBookKeeperTest {

    private static final int ENTRIES = 50;

    @TempDir
    private Path directory;

    private final SimulatedBookKeeperLog log = SimulatedBookKeeperLog.withoutFaults();

    private Path archive(String name) {
        return directory.resolve("archive-" + name);
    }

    private Journal open(String machine, String archive, long entriesPerSegment) {
        Path root = directory.resolve(machine);
        JournalOptions options = JournalOptions.builder(root)
                .maxMemtableMemory(64 << 10)
                .maxEntrySize(64 << 10)
                .maxTransactionSize(128 << 10)
                .maxEntriesPerSegment(entriesPerSegment)
                .retention("*", Retention.maxBytes(1))
                .archive(archive(archive))
                .commitLog(log)
                .build();
        return JournalOpener.open(options, new DiskStorage(root), false);
    }

    private static void write(Journal journal) {
        for (int i = 0; i < ENTRIES; i++) {
            journal.append("orders", ("order " + journal.nextId("orders")).getBytes(UTF_8));
        }
    }

    /** Returns the ids of archived entries, whose content must be right. */
    private List<Long> archived(String name) {
        JournalArchive archive = JournalArchive.openReadOnly(archive(name));
        List<Long> ids = new ArrayList<>();
        for (ArchivedStream stream : archive.streams()) {
            try (EntryScan scan = archive.entries(stream, 0)) {
                while (scan.hasNext()) {
                    Entry entry = scan.next();
                    assertEquals("order " + entry.id(), new String(entry.data(), UTF_8));
                    ids.add(entry.id());
                }
                assertEquals(List.of(), scan.findings());
            }
        }
        return ids;
    }

    private static List<Long> ids(long first, long end) {
        return LongStream.range(first, end).boxed().toList();
    }

    @Test
    void secondMachine_archivesWhatTheFirstOneHasLeft() {
        try (Journal journal = open("a", "a", 10)) {
            write(journal);
            assertEquals(3, journal.truncate("orders", 35));
        }
        try (Journal journal = open("b", "b", 10)) {
            assertEquals(30, journal.firstId("orders"));
            write(journal);
            journal.applyRetention();
            long first = journal.firstId("orders");
            assertTrue(first > 30, () -> "The rule removed nothing, and the stream begins at " + first);
            assertEquals(ids(30, first), archived("b"));
        }
        assertEquals(ids(0, 30), archived("a"));
    }

    @Test
    void machinesOneAfterTheOther_canShareAnArchive() {
        open("a", "shared", 10).close();
        for (String machine : List.of("a", "b", "a", "c")) {
            try (Journal journal = open(machine, "shared", 10)) {
                write(journal);
                journal.truncate("orders", journal.nextId("orders") - 5);
            }
        }
        assertEquals(ids(0, 190), archived("shared"));
    }

    @Test
    void segmentThatTheLostMachineArchivedInVain_isRefusedFromTheNextOne_untilItIsMoved() throws IOException {
        Journal lost = open("a", "shared", 10);
        write(lost);
        log.duringNextWrite(this::loseTruncation);
        assertThrows(JournalFailedException.class, () -> lost.truncate("orders", 25));
        assertEquals(ids(0, 20), archived("shared"));

        try (Journal journal = open("b", "shared", 15)) {
            assertEquals(0, journal.firstId("orders"));
            String message = assertThrows(JournalIOException.class, () -> journal.truncate("orders", 40))
                    .getMessage();
            assertTrue(message.contains("built again from a log that is elsewhere"), message);
            assertEquals(1, journal.applyRetention().failures().size());
            assertEquals(0, journal.firstId("orders"));

            Files.delete(segments("shared").get(0));
            assertEquals(2, journal.truncate("orders", 40));
        }
        assertEquals(ids(0, 30), archived("shared"));
    }

    /** Loses the group that is under way if something was archived before. Otherwise looks again at the next group. */
    private void loseTruncation() {
        try {
            if (segments("shared").isEmpty()) {
                log.duringNextWrite(this::loseTruncation);
            } else {
                log.cluster().failing = ClusterChanges.Outcome.IS_LOST;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> segments(String name) throws IOException {
        if (!Files.exists(archive(name))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(archive(name))) {
            return files.filter(file -> file.toString().endsWith(".wal"))
                    .sorted()
                    .toList();
        }
    }
}
