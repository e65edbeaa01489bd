package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are not writable, are deleted, or contain files of other programs. */
@Timeout(120)
class DirectoryFaultsTest {

    @TempDir
    Path root;

    /** A file system that is mounted read-only. */
    private static HookedStorage readOnly(SimulatedStorage storage) {
        HookedStorage readOnly = new HookedStorage(storage);
        readOnly.hook(operation -> {
            throw new AccessDeniedException(operation);
        });
        return readOnly;
    }

    private static Map<String, byte[]> contents(SimulatedStorage storage) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String file : storage.files()) {
            contents.put(file, storage.readAll(file));
        }
        return contents;
    }

    @Test
    void readOnlyDirectory_isRefusedByName_andUnchanged() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.open(storage);
        journal.append("a", entry(1, 100));
        SimulatedStorage left = storage.kill();
        Map<String, byte[]> before = contents(left);
        JournalIOException refused = assertThrows(JournalIOException.class, () -> Small.open(readOnly(left)));
        assertTrue(refused.getMessage().contains(left.describe("")), refused.getMessage());
        Map<String, byte[]> after = contents(left);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, bytes) -> assertArrayEquals(bytes, after.get(file), file));
        assertEquals(1, Small.open(left).nextId("a"), "the lock was not released");
    }

    /** Runs only where file permissions apply. They do not apply to root. */
    @Test
    void directoryWithoutWritePermission_isRefused() throws IOException {
        Journal.open(root).close();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Assumptions.assumeFalse(Files.isWritable(root), "this user can write everywhere");
            Path inside = root.resolve("new");
            JournalIOException refused = assertThrows(JournalIOException.class, () -> Journal.open(inside));
            assertTrue(refused.getMessage().contains(root.toString()), refused.getMessage());
        } finally {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void directoryMadeReadOnlyWhileOpen_stopsWritesButNotReads() {
        SimulatedStorage storage = new SimulatedStorage(1);
        HookedStorage hooked = new HookedStorage(storage);
        Journal journal = Small.open(hooked);
        journal.append("a", entry(1, 100));
        hooked.hook(operation -> {
            throw new AccessDeniedException(operation);
        });
        JournalFailedException failed =
                assertThrows(JournalFailedException.class, () -> journal.append("a", entry(2, 100)));
        assertTrue(failed.outcomeUnknown());
        assertArrayEquals(entry(1, 100), journal.get("a", 0).orElseThrow());
        journal.close();
        assertEquals(1, Small.open(storage).nextId("a"));
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryNotEmptyException | UncheckedIOException meanwhile) {
            // The journal keeps working while its files are deleted.
            deleteAll(directory);
        }
    }

    /** The system allows writes to open files that are deleted. The journal fails when it needs a new file. */
    @Test
    void directory_deletedWhileOpen_failsTheJournalAndClose() throws IOException {
        Path directory = root.resolve("journal");
        Journal journal = Journal.open(Small.options(directory).build());
        for (int i = 0; i < 100; i++) {
            journal.append("a", entry(i, 1000));
        }
        deleteAll(directory);
        JournalException failure = null;
        long from = System.nanoTime();
        for (int i = 0; failure == null; i++) {
            assertTrue(System.nanoTime() - from < 60_000_000_000L, "the journal never failed");
            try {
                journal.append("a", entry(i, 1000));
            } catch (JournalException e) {
                failure = e;
            }
        }
        assertEquals(JournalFailedException.class, failure.getClass());
        assertFalse(journal.stats().failure().isEmpty());
        List<JournalException> reads = new ArrayList<>();
        for (long id = 0; id < journal.nextId("a"); id++) {
            try {
                journal.get("a", id);
            } catch (JournalException e) {
                reads.add(e);
            }
        }
        assertTrue(
                reads.stream().allMatch(e -> e instanceof SegmentNotFoundException || e instanceof JournalIOException),
                "" + reads);
        assertThrows(JournalFailedException.class, journal::close);
        try (Journal anew = Journal.open(directory)) {
            assertTrue(anew.recoveryReport().created());
        }
    }

    @Test
    void foreignFilesInTheLog_areNotTouched() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Small.open(storage).append("a", entry(1, 100));
        storage = storage.kill();
        List<String> foreign = List.of(
                "log/99999999999999999999.log",
                "log/99999999999999999999.spare",
                "log/notes.log",
                "log/notes.new",
                "log/.spare",
                "log/0.log",
                "log/0000000000000000000x.log");
        for (String file : foreign) {
            storage.writeAll(file, new byte[Small.LOG_SEGMENT]);
        }
        for (int i = 0; i < 3; i++) {
            Journal journal = Small.open(storage);
            for (int j = 0; j < 30; j++) {
                journal.append("a", entry(j, 1000));
            }
            journal.close();
        }
        for (String file : foreign) {
            assertArrayEquals(new byte[Small.LOG_SEGMENT], storage.readAll(file), file);
        }
        assertEquals(91, Small.open(storage).nextId("a"));
    }

    /** A failure while a segment of the log is retired leaves no file open. */
    @Test
    void openingThatFailsLate_closesItsFiles() throws IOException {
        Path directory = root.resolve("journal");
        Journal.open(Small.options(directory).build()).close();
        List<String> before = openFiles();
        for (int i = 0; i < 30; i++) {
            HookedStorage storage = new HookedStorage(new DiskStorage(directory));
            int[] operations = {0};
            int failing = i;
            storage.hook(operation -> {
                if (operations[0]++ == failing) {
                    throw new IOException("simulated");
                }
            });
            try {
                JournalOpener.open(Small.options(directory).build(), storage, false)
                        .close();
            } catch (JournalException e) {
                assertTrue(e.getMessage().contains("simulated"), e.getMessage());
            }
        }
        long from = System.nanoTime();
        while (!before.equals(openFiles()) && System.nanoTime() - from < 10_000_000_000L) {
            // The last user of a file closes it. That can be another thread.
            Thread.onSpinWait();
        }
        assertEquals(before, openFiles());
    }

    private static List<String> openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors));
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.map(DirectoryFaultsTest::linkTarget)
                    .filter(file -> file.contains("/journal/"))
                    .toList();
        }
    }

    private static String linkTarget(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
