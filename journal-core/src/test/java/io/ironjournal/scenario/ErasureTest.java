package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the bytes of deleted entries stay, and after which steps they are in no file of the journal. */
class ErasureTest {

    private static final String PERSONAL = "PERSONAL-";

    @TempDir
    Path directory;

    private Journal open() {
        return Journal.open(JournalOptions.builder(directory)
                .syncMode(SyncMode.ASYNC)
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .maxSegmentSize(4 << 10)
                .build());
    }

    /** Returns the files that have bytes of the entries. */
    private List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (new String(Files.readAllBytes(file), ISO_8859_1).contains(PERSONAL)) {
                    found.add(directory.relativize(file).toString().replace('\\', '/'));
                }
            }
        }
        return found;
    }

    private static void write(Journal journal) {
        for (int i = 0; i < 100; i++) {
            journal.append("person-1", (PERSONAL + i + " " + "x".repeat(80)).getBytes(UTF_8));
            journal.append("other", new byte[100]);
        }
    }

    private void deleteSpares() throws IOException {
        try (Stream<Path> log = Files.list(directory.resolve("log"))) {
            for (Path spare :
                    log.filter(file -> file.toString().endsWith(".spare")).toList()) {
                Files.delete(spare);
            }
        }
    }

    @Test
    void deletedStream_isInTheLog_untilTheJournalWasOpenedAgainAndSparesAreDeleted() throws IOException {
        try (Journal journal = open()) {
            write(journal);
        }
        try (Journal journal = open()) {
            assertTrue(found().stream().anyMatch(file -> file.startsWith("streams/person-1/")), "" + found());
            journal.deleteStream("person-1");
            assertTrue(found().stream().allMatch(file -> file.startsWith("log/")) && !found().isEmpty(), "" + found());
        }
        open().close();
        assertTrue(found().stream().allMatch(file -> file.endsWith(".spare")), found().toString());
        deleteSpares();
        assertEquals(List.of(), found());
        try (Journal journal = open()) {
            assertEquals(100, journal.nextId("other"));
            assertEquals(List.of("other"), journal.streams());
        }
    }

    @Test
    void branchInDoubt_createsTheDeletedStreamAgain_unlessItIsDecidedBefore() throws IOException {
        try (Journal journal = open()) {
            BranchId late = Small.prepare(journal, "late", "person-1", (PERSONAL + "late").getBytes(UTF_8));
            journal.deleteStream("person-1");
            Transactions.of(journal).commit(late);
            assertEquals(1, journal.nextId("person-1"));
            BranchId early = Small.prepare(journal, "early", "person-1", (PERSONAL + "early").getBytes(UTF_8));
            Transactions.of(journal).rollback(early);
            journal.deleteStream("person-1");
        }
        open().close();
        deleteSpares();
        assertEquals(List.of(), found());
        try (Journal journal = open()) {
            assertEquals(List.of(), journal.streams());
        }
    }

    @Test
    void truncatedEntries_stayInTheLastSegment() throws IOException {
        try (Journal journal = open()) {
            write(journal);
            journal.truncate("person-1", 100);
            assertTrue(journal.firstId("person-1") > 0);
            assertEquals(
                    1,
                    found().stream()
                            .filter(file -> file.startsWith("streams/person-1/"))
                            .count());
        }
    }
}
