package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ArchiveException;
import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.Retention;
import io.ironjournal.StreamEntry;
import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.JournalArchive;
import io.ironjournal.files.JournalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Truncated segments are kept in an archive, and can be read there. */
@Timeout(60)
class ArchiveTest {

    private static final int ENTRIES = 50;

    @TempDir
    Path directory;

    private Path root() {
        return directory.resolve("journal");
    }

    private Path archive() {
        return directory.resolve("archive");
    }

    private JournalOptionsBuilder options() {
        return Small.options(root()).maxEntriesPerSegment(10).archive(archive());
    }

    private static void write(Journal journal, String stream) {
        for (int i = 0; i < ENTRIES; i++) {
            journal.append(stream, entry(i, 100));
        }
    }

    private static List<Entry> entries(JournalArchive archive, ArchivedStream stream, long from) {
        List<Entry> entries = new ArrayList<>();
        try (EntryScan scan = archive.entries(stream, from)) {
            scan.forEachRemaining(entries::add);
            assertEquals(List.of(), scan.findings());
        }
        return entries;
    }

    private List<Path> archived() throws IOException {
        try (Stream<Path> files = Files.walk(archive())) {
            return files.filter(file -> file.toString().endsWith(".wal"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void truncatedSegments_areReadInTheArchive() {
        try (Journal journal = Journal.open(options().build())) {
            write(journal, "orders/eu");
            write(journal, "other");
            assertEquals(3, journal.truncate("orders/eu", 35));
            assertEquals(30, journal.firstId("orders/eu"));
        }
        JournalArchive archive = JournalArchive.openReadOnly(archive());
        assertEquals(List.of(), archive.findings());
        assertEquals(1, archive.streams().size());
        ArchivedStream stream = archive.streams().get(0);
        assertEquals("orders/eu", stream.stream());
        assertEquals(0, stream.firstId());
        assertEquals(30, stream.nextId());
        assertEquals(3, stream.segments());
        assertTrue(stream.bytes() > 3000, stream.bytes() + " bytes");
        assertEquals(
                stream.journalId() + "/orders%2feu/"
                        + stream.directory().substring(stream.directory().length() - 20),
                stream.directory());
        List<Entry> entries = entries(archive, stream, 0);
        assertEquals(30, entries.size());
        for (int i = 0; i < 30; i++) {
            assertEquals(i, entries.get(i).id());
            assertArrayEquals(entry(i, 100), entries.get(i).data());
        }
        assertEquals(25, entries(archive, stream, 25).get(0).id());
    }

    @Test
    void retention_archives_oneSegmentAtATime() throws Exception {
        JournalOptionsBuilder rules =
                options().retention("*", Retention.maxBytes(1)).retentionInterval(Duration.ofMillis(1));
        try (Journal journal = Journal.open(rules.build())) {
            write(journal, "orders");
            long first = 0;
            for (int i = 0; first < 1000; i++) {
                journal.append("orders", entry(i, 100));
                first = journal.firstId("orders");
            }
        }
        try (Journal journal =
                Journal.open(options().retention("*", Retention.maxBytes(1)).build())) {
            journal.applyRetention();
            ArchivedStream stream =
                    JournalArchive.openReadOnly(archive()).streams().get(0);
            assertEquals(0, stream.firstId());
            assertEquals(journal.firstId("orders"), stream.nextId());
            assertEquals(
                    stream.nextId(),
                    entries(JournalArchive.openReadOnly(archive()), stream, 0).size());
        }
    }

    @Test
    void streamOfAnotherArchive_isRefused() {
        Path second = directory.resolve("second");
        for (Path place : List.of(archive(), second)) {
            Path root = directory.resolve(place.getFileName() + "-journal");
            try (Journal journal = Journal.open(
                    Small.options(root).maxEntriesPerSegment(10).archive(place).build())) {
                write(journal, "orders");
                journal.truncate("orders", 40);
            }
        }
        ArchivedStream other = JournalArchive.openReadOnly(second).streams().get(0);
        JournalArchive archive = JournalArchive.openReadOnly(archive());
        assertThrows(IllegalArgumentException.class, () -> archive.entries(other, 0));
        assertEquals(40, entries(archive, archive.streams().get(0), 0).size());
    }

    @Test
    void archivedEntries_makeANewJournal_withTheirIdsAndTimes() {
        try (Journal journal = Journal.open(options().build())) {
            write(journal, "orders");
            journal.truncate("orders", 20);
            journal.truncate("orders", 40);
        }
        JournalArchive archive = JournalArchive.openReadOnly(archive());
        ArchivedStream stream = archive.streams().get(0);
        List<Entry> expected = entries(archive, stream, 5);
        JournalOptions target = Small.options(directory.resolve("readable")).build();
        try (EntryScan scan = archive.entries(stream, 5)) {
            Iterator<StreamEntry> all = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return scan.hasNext();
                }

                @Override
                public StreamEntry next() {
                    return new StreamEntry(stream.stream(), scan.next());
                }
            };
            JournalFiles.importEntries(target, 0, all);
        }
        try (Journal readable = Journal.open(target)) {
            assertEquals(5, readable.firstId("orders"));
            assertEquals(40, readable.nextId("orders"));
            assertEquals(
                    expected.get(7).time(),
                    readable.iterate("orders", 12).next().time());
        }
    }

    @Test
    void deleteStream_archivesNothing_andLeavesWhatIsThere() throws IOException {
        try (Journal journal = Journal.open(options().build())) {
            write(journal, "person");
            journal.deleteStream("person");
            assertFalse(Files.exists(archive()));
            write(journal, "person");
            journal.truncate("person", 20);
            journal.deleteStream("person");
            assertEquals(2, archived().size());
            write(journal, "person");
            journal.truncate("person", 10);
        }
        List<ArchivedStream> generations =
                JournalArchive.openReadOnly(archive()).streams();
        assertEquals(
                List.of(20L, 10L),
                generations.stream().map(ArchivedStream::nextId).toList());
        assertTrue(generations.get(0).generation() < generations.get(1).generation());
    }

    @Test
    void archiveThatCannotBeWritten_refusesTheTruncation_andNothingIsRemoved() throws IOException {
        Files.writeString(archive(), "a file in the way");
        try (Journal journal =
                Journal.open(options().retention("*", Retention.maxBytes(1)).build())) {
            write(journal, "orders");
            String message = assertThrows(JournalIOException.class, () -> journal.truncate("orders", 40))
                    .getMessage();
            assertTrue(message.contains("could not be archived"), message);
            assertEquals(0, journal.firstId("orders"));
            assertEquals(1, journal.applyRetention().failures().size());
            journal.append("orders", new byte[1]);
            Files.delete(archive());
            assertEquals(4, journal.truncate("orders", 40));
        }
    }

    @Test
    void segmentThatIsInBothPlaces_isTakenAsArchived_unlessItDiffers() throws IOException {
        Path saved = directory.resolve("saved");
        try (Journal journal = Journal.open(options().build())) {
            write(journal, "orders");
        }
        copy(root(), saved);
        try (Journal journal = Journal.open(options().build())) {
            assertEquals(2, journal.truncate("orders", 20));
        }
        assertEquals(2, archived().size());
        try (Journal restored = Journal.open(options(saved))) {
            assertEquals(3, restored.truncate("orders", 30));
            assertEquals(3, archived().size());
        }
        byte[] bytes = Files.readAllBytes(archived().get(2));
        bytes[200] ^= 1;
        Files.write(archived().get(2), bytes);
        try (Journal journal = Journal.open(options().build())) {
            String message = assertThrows(JournalIOException.class, () -> journal.truncate("orders", 30))
                    .getMessage();
            assertTrue(message.contains("other content"), message);
            assertEquals(20, journal.firstId("orders"));
        }
    }

    private JournalOptions options(Path other) {
        return Small.options(other).maxEntriesPerSegment(10).archive(archive()).build();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void archiveWhoseVolumeIsNotMounted_isRefused_untilItIsBack() throws IOException {
        Path mounted = directory.resolve("mounted");
        try (Journal journal =
                Journal.open(options().retention("*", Retention.maxBytes(1)).build())) {
            write(journal, "orders");
            assertEquals(1, journal.truncate("orders", 10));
            Files.move(archive(), mounted);
            Files.createDirectory(archive());
            String message = assertThrows(ArchiveException.class, () -> journal.truncate("orders", 20))
                    .getMessage();
            assertTrue(message.contains("mount it"), message);
            assertThrows(ArchiveException.class, () -> journal.restoreArchived("orders", 0));
            assertEquals(1, journal.applyRetention().failures().size());
            assertEquals(10, journal.firstId("orders"));
            assertEquals(List.of(), archived());
        }
        try (Journal journal = Journal.open(options().build())) {
            Files.delete(archive());
            assertThrows(ArchiveException.class, () -> journal.truncate("orders", 20));
            Files.move(mounted, archive());
            assertEquals(1, journal.truncate("orders", 20));
            assertEquals(2, archived().size());
            Files.move(archive(), mounted);
            Files.createDirectory(archive());
            Files.delete(root().resolve("ARCHIVE"));
            assertEquals(1, journal.truncate("orders", 30));
            assertEquals(1, archived().size(), "the operator has begun another archive");
        }
    }

    @Test
    void twoJournals_useOneArchive_andEachKnowsIt() throws IOException {
        try (Journal one = Journal.open(options().build());
                Journal other = Journal.open(options(directory.resolve("other")))) {
            write(one, "orders");
            write(other, "orders");
            assertEquals(1, one.truncate("orders", 10));
            assertEquals(1, other.truncate("orders", 10));
            assertEquals(2, archived().size());
            Files.write(archive().resolve("ARCHIVE"), new byte[40]);
            assertThrows(ArchiveException.class, () -> one.truncate("orders", 20));
            assertThrows(ArchiveException.class, () -> other.truncate("orders", 20));
        }
    }

    @Test
    void archiveInsideTheJournal_isRefused() {
        JournalOptionsBuilder inside = options().archive(root().resolve("../journal/archive"));
        String message =
                assertThrows(IllegalArgumentException.class, inside::build).getMessage();
        assertTrue(message.startsWith("archive ("), message);
    }

    @Test
    void damagedArchive_isReported_andTheRestIsRead() throws IOException {
        try (Journal journal = Journal.open(options().build())) {
            write(journal, "orders");
            journal.truncate("orders", 40);
        }
        Path second = archived().get(1);
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length / 2] ^= 1;
        Files.write(second, bytes);
        Files.delete(archived().get(2));
        JournalArchive archive = JournalArchive.openReadOnly(archive());
        try (EntryScan scan = archive.entries(archive.streams().get(0), 0)) {
            int read = 0;
            while (scan.hasNext()) {
                scan.next();
                read++;
            }
            assertTrue(read >= 20 && read < 40, read + " entries");
            assertFalse(scan.findings().isEmpty());
        }
    }
}
