package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalLockedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link Storage}. A subclass tests one implementation. */
abstract class StorageContract implements StorageNamesContract, StorageFilesContract {

    private static final int POWER_CUTS = 30;

    private Storage storage;

    /** Creates a new empty storage. */
    abstract Storage create() throws IOException;

    /** Simulates a power failure, if that is possible, and returns the storage as the next process finds it. */
    abstract Storage afterPowerCut(Storage storage, long seed) throws IOException;

    @BeforeEach
    void createStorage() throws IOException {
        storage = create();
    }

    @Override
    public Storage storage() {
        return storage;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static void write(Storage storage, String path, String content) throws IOException {
        try (WritableFile file = storage.create(path)) {
            file.write(0, bytes(content));
            file.force();
        }
    }

    static String read(Storage storage, String path) throws IOException {
        try (ReadableFile file = storage.openForRead(path)) {
            return read(file);
        }
    }

    static String read(ReadableFile file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) file.size());
        assertEquals(content.capacity(), file.read(0, content));
        return new String(content.array(), StandardCharsets.US_ASCII);
    }

    // --- The storage as a whole

    @Test
    void lock_whileLocked_isRefusedUntilItIsReleased() throws IOException {
        Closeable lock = storage.lock();
        assertThrows(JournalLockedException.class, storage::lock);
        lock.close();
        storage.lock().close();
    }

    @Test
    void lock_releasedTwice_leavesTheNextOwnersLock() throws IOException {
        Closeable released = storage.lock();
        released.close();
        try (Closeable next = storage.lock()) {
            released.close();
            assertThrows(JournalLockedException.class, storage::lock, next::toString);
        }
    }

    @Test
    void verify_afterTheStoragesOwnChanges_succeeds() throws IOException {
        try (Closeable lock = storage.lock()) {
            write(storage, "held", "old");
            storage.hold("");
            storage.hold("held");
            storage.hold("later");
            write(storage, "new", "new");
            storage.rename("new", "held");
            write(storage, "later", "");
            try (WritableFile file = storage.openForWrite("held")) {
                file.verify();
            }
            storage.delete("later");
            assertDoesNotThrow(storage::verify, lock::toString);
        }
    }

    @Test
    void close_withAnOpenFile_leavesItOpen() throws IOException {
        try (WritableFile file = storage.create("file")) {
            storage.close();
            file.write(0, bytes("abc"));
            assertEquals(3, file.size());
        }
        storage.close();
    }

    @Test
    void whenTooManyFilesAreOpen_whileMoreCanBeOpened_isNotCalled() throws IOException {
        storage.whenTooManyFilesAreOpen(() -> {
            throw new AssertionError("Only few files are open");
        });
        write(storage, "file", "abc");
        assertEquals("abc", read(storage, "file"));
    }

    @Test
    void operations_ofAnInterruptedThread_succeedAndKeepItInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (Closeable lock = storage.lock()) {
            storage.createDirectory("directory");
            try (WritableFile file = storage.create("directory/file")) {
                file.setSize(100);
                file.write(0, bytes("abc"));
                file.force();
                file.writeForced(0, bytes("d"));
            }
            storage.rename("directory/file", "directory/renamed");
            storage.forceDirectory("directory");
            assertEquals(List.of("renamed"), storage.list("directory"), lock::toString);
            try (ReadableFile file = storage.openForRead("directory/renamed");
                    ReadableFile mapped = file.map()) {
                assertEquals("dbc", read(file).substring(0, 3));
                assertEquals("dbc", read(mapped).substring(0, 3));
            }
            storage.delete("directory/renamed");
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    // --- State after a power failure

    private static Storage withDurableFile(Storage storage, String path, String content) throws IOException {
        write(storage, path, content);
        storage.forceDirectory("");
        return storage;
    }

    @Test
    void force_makesContentAndSizeDurable() throws IOException {
        for (int seed = 0; seed < POWER_CUTS; seed++) {
            Storage before = withDurableFile(create(), "file", "x".repeat(2000));
            try (WritableFile file = before.openForWrite("file")) {
                file.write(500, bytes("y".repeat(600)));
                file.setSize(1050);
                file.write(1049, bytes("zz"));
                file.force();
            }
            Storage after = afterPowerCut(before, seed);
            assertEquals("x".repeat(500) + "y".repeat(549) + "zz", read(after, "file"));
        }
    }

    @Test
    void writeForced_makesItsOwnBytesDurable() throws IOException {
        for (int seed = 0; seed < POWER_CUTS; seed++) {
            Storage before = withDurableFile(create(), "file", "x".repeat(4000));
            try (WritableFile file = before.openForWrite("file")) {
                file.write(0, bytes("u".repeat(100)));
                file.writeForced(1000, bytes("y".repeat(2000)));
            }
            Storage after = afterPowerCut(before, seed);
            assertEquals("y".repeat(2000), read(after, "file").substring(1000, 3000));
        }
    }

    @Test
    void forceDirectory_makesCreationsRenamesAndDeletionsDurable() throws IOException {
        for (int seed = 0; seed < POWER_CUTS; seed++) {
            Storage before = create();
            before.createDirectory("directory");
            before.forceDirectory("");
            for (String name : List.of("deleted", "renamed", "replaced")) {
                write(before, "directory/" + name, name);
            }
            before.forceDirectory("directory");
            write(before, "directory/created", "created");
            before.delete("directory/deleted");
            before.rename("directory/renamed", "directory/replaced");
            before.forceDirectory("directory");
            Storage after = afterPowerCut(before, seed);
            assertEquals(List.of("created", "replaced"), after.list("directory"));
            assertEquals("renamed", read(after, "directory/replaced"));
            assertEquals("created", read(after, "directory/created"));
        }
    }

    @Test
    void rename_overAFile_isAtomicInAPowerFailure() throws IOException {
        for (int seed = 0; seed < POWER_CUTS; seed++) {
            Storage before = withDurableFile(create(), "file", "old");
            withDurableFile(before, "file.new", "new");
            before.rename("file.new", "file");
            Storage after = afterPowerCut(before, seed);
            String content = read(after, "file");
            assertTrue(Set.of("old", "new").contains(content), content);
            assertEquals(content.equals("old"), after.exists("file.new"));
        }
    }
}
