package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalLockedException;
import io.ironjournal.JournalOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbolic links, access modes, and messages of errors, on a real file system with POSIX modes. */
class DiskStorageTest {

    @TempDir
    Path directory;

    @BeforeEach
    void requirePosix() {
        Assumptions.assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    // --- Symbolic links

    @Test
    void root_behindALinkAndDotDot_isResolvedAsByTheSystem() throws IOException {
        Path release = Files.createDirectories(directory.resolve("releases/7/app"));
        Path current = Files.createSymbolicLink(directory.resolve("current"), release);
        Journal.open(current.resolve("../journal")).close();
        assertTrue(Files.isDirectory(directory.resolve("releases/7/journal/log")));
        assertFalse(Files.exists(directory.resolve("journal")));
    }

    @Test
    void root_linkChangedWhileOpen_staysTheSameDirectory() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), first);
        JournalOptions options = JournalOptions.builder(link)
                .logSegmentSize(8 << 10)
                .logBudget(32 << 10)
                .build();
        try (Journal journal = Journal.open(options)) {
            Files.delete(link);
            Files.createSymbolicLink(link, second);
            for (int i = 0; i < 200; i++) {
                journal.append("a", new byte[1000]);
            }
        }
        try (Stream<Path> files = Files.list(second)) {
            assertEquals(List.of(), files.toList());
        }
        try (Journal journal = Journal.open(first)) {
            assertEquals(200, journal.nextId("a"));
        }
    }

    @Test
    void lockFile_thatIsALink_isRefusedAndItsTargetKept() throws IOException {
        Path target = Files.writeString(directory.resolve("notes.txt"), "keep me");
        Path root = Files.createDirectory(directory.resolve("journal"));
        Files.createSymbolicLink(root.resolve("LOCK"), target);
        JournalIOException refused = assertThrows(JournalIOException.class, () -> Journal.open(root));
        assertTrue(refused.getMessage().contains("LOCK is a symbolic link"), refused.getMessage());
        assertEquals("keep me", Files.readString(target));
    }

    @Test
    void file_thatIsALink_isNotWrittenThrough() throws IOException {
        Path target = Files.writeString(directory.resolve("notes.txt"), "keep me");
        Files.createSymbolicLink(directory.resolve("data"), target);
        DiskStorage storage = new DiskStorage(directory);
        assertThrows(FileAlreadyExistsException.class, () -> storage.create("data"));
        IOException refused = assertThrows(IOException.class, () -> storage.openForWrite("data"));
        assertTrue(refused.getMessage().contains("data is a symbolic link"), refused.getMessage());
        assertEquals("keep me", Files.readString(target));
    }

    @Test
    void pathOutsideTheRoot_isRefused() {
        DiskStorage storage = new DiskStorage(directory);
        assertThrows(IllegalArgumentException.class, () -> storage.exists("../x"));
        assertThrows(IllegalArgumentException.class, () -> storage.exists("a/../../x"));
        assertThrows(IllegalArgumentException.class, () -> storage.exists("/x"));
    }

    // --- Access modes

    private static List<String> modesBelow(Path root) throws IOException {
        TreeSet<String> modes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                modes.add((Files.isDirectory(file) ? "d" : "-") + mode(file));
            }
        }
        return List.copyOf(modes);
    }

    private static void use(JournalOptions options) {
        try (Journal journal = Journal.open(options)) {
            for (int i = 0; i < 100; i++) {
                journal.append("a", new byte[1000]);
            }
            journal.cursor("reader", "a").advanceTo(5);
        }
    }

    @Test
    void files_byDefault_areAccessibleToTheOwnerOnly() throws IOException {
        Path root = directory.resolve("new/journal");
        use(JournalOptions.builder(root)
                .logSegmentSize(8 << 10)
                .logBudget(32 << 10)
                .build());
        assertEquals(List.of("-rw-------", "drwx------"), modesBelow(root));
    }

    @Test
    void files_withOtherPermissions_haveThesePermissions() throws IOException {
        Path root = directory.resolve("journal");
        use(JournalOptions.builder(root)
                .filePermissions(PosixFilePermissions.fromString("rw-r-----"))
                .build());
        assertEquals(List.of("-rw-r-----", "drwxr-x---"), modesBelow(root));
    }

    @Test
    void permissions_thatLackTheOwnersOrAllowExecution_areRefused() {
        for (String refused : List.of("r--------", "---rw----", "rwx------", "rw-r-x---")) {
            IllegalArgumentException error = assertThrows(
                    IllegalArgumentException.class,
                    () -> JournalOptions.builder(directory).filePermissions(PosixFilePermissions.fromString(refused)));
            assertTrue(error.getMessage().contains(refused), error.getMessage());
        }
    }

    // --- Owner of the lock

    @Test
    void lockedDirectory_namesTheOwnersHostAndStart() throws IOException {
        LockOwner other = new LockOwner(List.of("1", "pod-7", "2026-01-02T03:04:05Z"));
        byte[] bytes = other.encode();
        assertEquals(
                "process 1 on host pod-7, started at 2026-01-02T03:04:05Z",
                LockOwner.decode(bytes, bytes.length).toString());
        assertEquals(
                "process 4711",
                LockOwner.decode("4711".getBytes(StandardCharsets.UTF_8), 4).toString());
        assertEquals("process (unknown)", LockOwner.decode(new byte[0], -1).toString());
        try (Journal journal = Journal.open(directory.resolve("journal"))) {
            List<String> lines = Files.readAllLines(directory.resolve("journal/LOCK"));
            assertEquals(Long.toString(ProcessHandle.current().pid()), lines.get(0));
            assertEquals(3, lines.size());
            JournalLockedException locked =
                    assertThrows(JournalLockedException.class, () -> Journal.open(directory.resolve("journal")));
            assertTrue(locked.getMessage().contains("another journal of this process"), locked.getMessage());
            assertTrue(journal.streams().isEmpty());
        }
    }

    // --- Messages

    private void assertRefused(Path root, String... words) {
        JournalIOException refused = assertThrows(JournalIOException.class, () -> Journal.open(root));
        for (String word : words) {
            assertTrue(refused.getMessage().contains(word), refused.getMessage());
        }
    }

    @Test
    void openingError_namesTheObstacle() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertRefused(file, file.toString(), "there is a file of that name");
        assertRefused(file.resolve("journal"), file.toString(), "there is a file of that name");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));
        assertRefused(link, link.toString(), "there is a symbolic link of that name");
        Path root = Files.createDirectory(directory.resolve("journal"));
        Files.createDirectory(root.resolve("LOCK"));
        assertRefused(root, root.resolve("LOCK").toString(), "directory");
    }

    @Test
    void openingError_permissionMissing_namesThePermission() throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeFalse(Files.isWritable(closed), "this user can write everywhere");
        assertRefused(closed, "permission denied", "needs write permission on " + closed);
        assertRefused(closed.resolve("journal"), "permission denied", "needs write permission on " + closed);
    }

    @Test
    void errorOfEachOperation_namesFileAndReason() throws IOException {
        DiskStorage storage = new DiskStorage(directory);
        Files.createDirectory(directory.resolve("sub"));
        Files.createFile(directory.resolve("file"));
        List<IOException> errors = new ArrayList<>();
        errors.add(assertThrows(NoSuchFileException.class, () -> storage.openForRead("none")));
        errors.add(assertThrows(NoSuchFileException.class, () -> storage.openForWrite("none")));
        errors.add(assertThrows(FileAlreadyExistsException.class, () -> storage.create("file")));
        errors.add(assertThrows(IOException.class, () -> storage.create("none/file")));
        errors.add(assertThrows(IOException.class, () -> storage.createDirectory("file/sub")));
        errors.add(assertThrows(IOException.class, () -> storage.createDirectory("file")));
        errors.add(assertThrows(IOException.class, () -> storage.openForWrite("sub")));
        errors.add(assertThrows(IOException.class, () -> storage.rename("none", "other")));
        errors.add(
                assertThrows(IOException.class, () -> storage.openForRead("sub").read(0, ByteBuffer.allocate(1))));
        for (IOException error : errors) {
            String message = error.getMessage();
            assertTrue(message.contains(directory.toString()), message);
            assertTrue(message.matches("(?s).*: .+"), "no reason: " + message);
        }
    }
}
