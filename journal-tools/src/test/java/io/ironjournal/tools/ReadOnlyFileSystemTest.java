package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command that only reads on a directory that the kernel refuses to change: a bind mount that is read-only. This needs
 * Linux and root, so it is opt-in. Permissions would not do, because root ignores them.
 */
@EnabledIfSystemProperty(named = "ironjournal.mount", matches = "true")
class ReadOnlyFileSystemTest {

    @TempDir
    Path directory;

    private Path source;
    private Path mounted;

    @BeforeEach
    void mount() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        mounted = Files.createDirectory(directory.resolve("mounted"));
        run("mount", "--bind", source.toString(), mounted.toString());
        run("mount", "-o", "remount,ro,bind", mounted.toString());
        assertThrows(FileSystemException.class, () -> Files.createFile(mounted.resolve("file")));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mounted.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + printed);
    }

    /** Runs each command on the mount and on the directory itself: they print the same, apart from the path. */
    private List<Run> runEach() throws IOException {
        Map<String, byte[]> before = Sample.content(source);
        List<Run> runs = ReadingCommandsTest.runEach(mounted, directory.resolve("out"));
        Sample.assertSame(before, source);
        return runs;
    }

    @Test
    void healthyJournal_isFine() throws IOException {
        Sample.write(source).close();
        runEach().forEach(run -> assertEquals(ExitCodes.FINE, run.code(), run.toString()));
    }

    @Test
    void damagedJournal_isReported() throws IOException {
        Sample.write(source).close();
        Sample.damage(source);
        assertTrue(runEach().stream().anyMatch(run -> run.code() == ExitCodes.FINDINGS));
        assertEquals(ExitCodes.FINDINGS, Sample.run("verify", mounted, "--deep").code());
    }

    @Test
    void runningJournal_isShown() throws IOException {
        try (Journal journal = Sample.write(source)) {
            List<Run> runs = ReadingCommandsTest.runEach(mounted, directory.resolve("out"));
            runs.forEach(run -> assertEquals(ExitCodes.FINE, run.code(), run.toString()));
            journal.append("orders", new byte[1]);
            assertEquals(
                    602, Sample.run("print", mounted, "orders").out().lines().count());
        }
    }

    @Test
    void foreignAndEmptyDirectories_areUnreadable() throws IOException {
        runEach().forEach(run -> assertEquals(ExitCodes.UNREADABLE, run.code(), run.toString()));
        Files.writeString(source.resolve("letter.txt"), "Dear reader");
        runEach().forEach(run -> assertEquals(ExitCodes.UNREADABLE, run.code(), run.toString()));
    }

    @Test
    void backup_isVerified_andCommandsThatOpenFailCleanly() throws IOException {
        Path journal = directory.resolve("journal");
        Sample.write(journal).close();
        assertEquals(
                ExitCodes.FINE,
                Sample.run("backup", journal, source.resolve("backup")).code());
        Map<String, byte[]> before = Sample.content(source);
        assertEquals(
                ExitCodes.FINE,
                Sample.run("backup", "verify", mounted.resolve("backup")).code());
        Sample.assertSame(before, source);
        Sample.write(source.resolve("journal")).close();
        before = Sample.content(source);
        Run reset = Sample.run("cursors", "reset", mounted.resolve("journal"), "mailer", "orders", "3", "--yes");
        assertEquals(ExitCodes.UNREADABLE, reset.code(), reset.toString());
        assertFalse(reset.err().isBlank());
        Sample.assertSame(before, source);
    }
}
