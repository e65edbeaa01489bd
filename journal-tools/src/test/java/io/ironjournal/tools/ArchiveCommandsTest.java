package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalRetention;
import io.ironjournal.files.JournalArchive;
import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for archives, on archives in all states. Those that only read change no byte. */
class ArchiveCommandsTest {

    @TempDir
    Path directory;

    private Path journal() {
        return directory.resolve("journal");
    }

    private Path archive() {
        return directory.resolve("archive");
    }

    /** Runs the commands that only read, as text and as JSON. */
    private void runAll(int code) throws IOException {
        Map<String, byte[]> before = Sample.content(archive());
        Path out = directory.resolve("out");
        for (List<Object> command : List.<List<Object>>of(
                List.of("archive", archive()),
                List.of("archive", archive(), "--deep"),
                List.of("archive", "print", archive(), "audit", "--data"),
                List.of("archive", "export", archive(), "audit", "--output", out),
                List.of("archive", "export", archive(), "--format", "binary", "--output", out))) {
            for (boolean json : List.of(false, true)) {
                Files.deleteIfExists(out);
                Run run = json
                        ? Sample.run(Stream.concat(command.stream(), Stream.of("--json"))
                                .toArray())
                        : Sample.run(command.toArray());
                assertEquals(
                        isShallow(command) && code == ExitCodes.FINDINGS ? ExitCodes.FINE : code, run.code(), run + "");
                if (json) {
                    run.out().lines().forEach(line -> assertTrue(line.startsWith("{") && line.endsWith("}"), line));
                }
            }
        }
        Sample.assertSame(before, archive());
    }

    /** Without --deep, only the beginning and the end of a stream are read. */
    private static boolean isShallow(List<Object> command) {
        return command.size() == 2;
    }

    private Path second() throws IOException {
        try (Stream<Path> files = Files.walk(archive())) {
            return files.filter(file -> file.toString().endsWith(".wal"))
                    .sorted()
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void healthyArchive_isListedPrintedAndExported() throws IOException {
        Sample.archive(journal(), archive());
        runAll(ExitCodes.FINE);
        Run deep = Sample.run("archive", archive(), "--deep");
        assertTrue(deep.out().contains("audit") && deep.out().contains("ok"), deep.out());
        long end = JournalArchive.openReadOnly(archive()).streams().get(0).nextId();
        assertEquals(
                end,
                Sample.run("archive", "print", archive(), "audit").out().lines().count());
        Path out = directory.resolve("audit.jsonl");
        assertEquals(
                0, Sample.run("archive", "export", archive(), "--output", out).code());
        Path imported = directory.resolve("imported");
        assertEquals(0, Sample.run("import", imported, "--input", out).code());
        try (Journal journal = Sample.open(imported)) {
            assertEquals(end, journal.nextId("audit"));
        }
    }

    @Test
    void damagedOrMissingSegment_isReported_withTheRest() throws IOException {
        Sample.archive(journal(), archive());
        byte[] bytes = Files.readAllBytes(second());
        bytes[bytes.length / 2] ^= 1;
        Files.write(second(), bytes);
        runAll(ExitCodes.FINDINGS);
        Run deep = Sample.run("archive", archive(), "--deep");
        assertTrue(deep.out().contains("damaged or missing"), deep.out());
        assertTrue(deep.out().contains("Next: Restore the file from a copy of the archive."), deep.out());
        Files.delete(second());
        runAll(ExitCodes.FINDINGS);
    }

    @Test
    void emptyForeignAndMissingDirectories_areUnreadable() throws IOException {
        assertEquals(ExitCodes.UNREADABLE, Sample.run("archive", archive()).code(), "missing");
        Files.createDirectory(archive());
        runAll(ExitCodes.UNREADABLE);
        Files.writeString(archive().resolve("letter.txt"), "Dear reader");
        runAll(ExitCodes.UNREADABLE);
        Sample.write(journal()).close();
        assertEquals(ExitCodes.UNREADABLE, Sample.run("archive", journal()).code(), "a journal");
    }

    @Test
    void archiveOfSeveralJournals_needsAChoice() throws IOException {
        Sample.archive(journal(), archive());
        Sample.archive(directory.resolve("other"), archive());
        Run refused = Sample.run("archive", "print", archive(), "audit");
        assertEquals(ExitCodes.USAGE, refused.code());
        assertTrue(refused.err().contains("Choose one with --journal"), refused.err());
        Object id = JournalArchive.openReadOnly(archive()).streams().get(0).journalId();
        assertEquals(
                ExitCodes.FINE,
                Sample.run("archive", "print", archive(), "audit", "--journal", id)
                        .code());
        assertEquals(
                ExitCodes.USAGE,
                Sample.run("archive", "print", archive(), "none").code());
    }

    @Test
    void restore_putsEntriesBack_onlyWithYes_andNotBesideAProcess() throws IOException {
        Sample.archive(journal(), archive());
        Object[] words = {"archive", "restore", journal(), "audit", "0", "--archive", archive()};
        assertEquals(ExitCodes.USAGE, Sample.run(words).code());
        Object[] yes = Stream.concat(Stream.of(words), Stream.of("--yes")).toArray();
        try (Journal open = Sample.open(journal())) {
            assertTrue(open.firstId("audit") > 0);
            assertEquals(ExitCodes.LOCKED, Sample.run(yes).code());
        }
        Run done = Sample.run(yes);
        assertEquals(ExitCodes.FINE, done.code(), done.toString());
        try (Journal open = Sample.open(journal())) {
            assertEquals(0, open.firstId("audit"));
            assertEquals(
                    0, open.cursor(JournalRetention.RESTORED_CURSOR, "audit").position());
        }
        Files.delete(second());
        assertEquals(
                ExitCodes.FINE,
                Sample.run("verify", journal(), "--deep", "--stream", "audit").code());
    }
}
