package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For damage that an operator may meet, the words name the right file, and lead to the right action. */
class DamageWordsTest {

    @TempDir
    Path directory;

    private Path journal;

    @BeforeEach
    void write() {
        journal = directory.resolve("journal");
        Sample.write(journal).close();
    }

    private static List<Path> files(Path parent, String ending) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static void requireWords(Run run, int code, String... words) {
        assertEquals(code, run.code(), run.toString());
        String printed = run.out() + run.err();
        for (String word : words) {
            assertTrue(printed.contains(word), "'" + word + "' is missing in " + printed);
        }
    }

    @Test
    void missingSegment_isNamed_andNotTheWholeOneBefore() throws IOException {
        List<Path> segments = files(journal.resolve("streams/orders"), ".wal");
        Files.delete(segments.get(1));
        Run run = Sample.run("verify", journal);
        requireWords(
                run, ExitCodes.FINDINGS, "The segment " + segments.get(1), " is missing", "1 finding.", "To repair: ");
        assertFalse(run.out().contains(segments.get(0).toString()), run.out());
    }

    @Test
    void missingNewestSegment_isOneFinding() throws IOException {
        List<Path> segments = files(journal.resolve("streams/orders"), ".wal");
        Path newest = segments.get(segments.size() - 1);
        Files.delete(newest);
        requireWords(Sample.run("verify", journal), ExitCodes.FINDINGS, "The segment " + newest, "1 finding.");
    }

    @Test
    void restoreThatWasInterrupted_isNotRepaired() throws IOException {
        Files.createFile(journal.resolve("RESTORING"));
        Files.delete(journal.resolve("catalogue"));
        requireWords(
                Sample.run("info", journal),
                ExitCodes.FINDINGS,
                "The next opening is refused",
                "1 finding. Next: Delete the content of the directory, and restore the backup again.");
        Run repair = Sample.run("repair", journal, "--to", directory.resolve("new"));
        requireWords(repair, ExitCodes.FINDINGS, "NOTE: The directory that was repaired was not complete");
    }

    @Test
    void backup_isToldFromAJournal_andFromAForeignDirectory() throws IOException {
        Path backup = directory.resolve("backup");
        try (Journal opened = Sample.open(journal)) {
            opened.backup(backup);
        }
        requireWords(Sample.run("info", backup), ExitCodes.UNREADABLE, "is a backup", "Restore it into an empty");
        Files.delete(backup.resolve("BACKUP"));
        requireWords(Sample.run("info", backup), ExitCodes.UNREADABLE, "a part of a backup", "Use another backup");
        Path foreign = Files.createDirectories(directory.resolve("foreign/files/letters"));
        requireWords(
                Sample.run("info", foreign.getParent().getParent()), ExitCodes.UNREADABLE, "There is no journal in");
    }

    @Test
    void newestLogSegmentOfAnotherJournal_isTheOneToMoveAway() throws IOException {
        Path other = directory.resolve("other");
        Sample.write(other).close();
        List<Path> segments = files(journal.resolve("log"), ".log");
        List<Path> foreign = files(other.resolve("log"), ".log");
        Path copy = journal.resolve("log")
                .resolve(foreign.get(foreign.size() - 1).getFileName().toString());
        Files.copy(foreign.get(foreign.size() - 1), copy, StandardCopyOption.REPLACE_EXISTING);
        String id = Sample.run("info", journal)
                .out()
                .lines()
                .findFirst()
                .orElseThrow()
                .replaceAll(".* ", "");
        assertTrue(segments.size() > 1, segments.toString());
        requireWords(
                Sample.run("verify", journal),
                ExitCodes.FINDINGS,
                "According to its manifest, the directory belongs to journal " + id,
                "DAMAGED log");
    }

    @Test
    void streamOfAnotherJournal_isOneFinding() throws IOException {
        Files.createDirectory(journal.resolve("streams/extra"));
        for (Path segment : files(journal.resolve("streams/orders"), ".wal")) {
            Files.copy(segment, journal.resolve("streams/extra").resolve(segment.getFileName()));
        }
        requireWords(
                Sample.run("verify", journal, "--deep"),
                ExitCodes.FINDINGS,
                "1 finding. Next: Move the stream's directory away");
    }

    @Test
    void openingThatIsRefused_isAFinding() throws IOException {
        for (Path stream : List.copyOf(files(journal.resolve("streams"), ""))) {
            for (Path segment : files(stream, ".wal")) {
                Files.delete(segment);
            }
            Files.delete(stream);
        }
        requireWords(Sample.run("info", journal), ExitCodes.FINDINGS, "The next opening is refused", "1 finding.");
    }

    @Test
    void repairWithoutCursors_saysThatTheyAreLost() throws IOException {
        Files.delete(journal.resolve("cursors"));
        requireWords(Sample.run("info", journal), ExitCodes.FINDINGS, "Next: Repair into a new directory");
        requireWords(
                Sample.run("repair", journal, "--to", directory.resolve("new")),
                ExitCodes.FINDINGS,
                "NOTE: The positions of cursors and producers are lost");
    }

    @Test
    void repairWithoutLog_doesNotClaimThatNothingIsLost() throws IOException {
        for (Path segment : files(journal.resolve("log"), ".log")) {
            Files.delete(segment);
        }
        Path repaired = directory.resolve("new");
        requireWords(
                Sample.run("repair", journal, "--to", repaired),
                ExitCodes.FINDINGS,
                "NOTE: A part of the commit log was not readable",
                "LOSS: The repair that made this journal did not find the whole commit log of the journal in "
                        + journal,
                "The new journal has " + repaired.resolve("LOSS") + ". Until the loss is accepted",
                "Next: open it without the transaction manager, and accept the loss",
                "Then decide all branches by hand");
        requireWords(
                Sample.run("info", repaired),
                ExitCodes.FINDINGS,
                "It refuses transactions until the recorded loss is accepted");
    }

    @Test
    void directoryInPlaceOfAFile_isToBeMovedAway() throws IOException {
        Files.delete(journal.resolve("catalogue"));
        Files.createDirectory(journal.resolve("catalogue"));
        requireWords(Sample.run("info", journal), ExitCodes.UNREADABLE, "it is a directory. Move it away");
    }

    @Test
    void unreadableSegment_losesOnlyItsOwnEntries() throws IOException {
        List<Path> segments = files(journal.resolve("streams/orders"), ".wal");
        long first = id(segments.get(1));
        String range = first + " to " + (id(segments.get(2)) - 1);
        Files.delete(segments.get(1));
        Files.createDirectory(segments.get(1));
        requireWords(
                Sample.run("verify", journal), ExitCodes.FINDINGS, "Entries " + range, "Move it away", "1 finding.");
        Run repair = Sample.run("repair", journal, "--to", directory.resolve("new"));
        requireWords(repair, ExitCodes.FINDINGS, "LOST: stream 'orders', entries " + range + "\n");
        assertEquals(
                1, repair.out().lines().filter(line -> line.startsWith("LOST")).count(), repair.out());
    }

    private static long id(Path segment) {
        return Long.parseLong(segment.getFileName().toString().replace(".wal", ""));
    }
}
