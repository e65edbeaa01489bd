package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links of an operator, which move a part of the journal to another volume, do not falsify the measured space. */
class MeasuredStorageTest {

    @TempDir
    Path directory;

    private Path root;
    private Path elsewhere;
    private MeasuredStorage storage;
    private Closeable lock = () -> {};

    @BeforeEach
    void create() throws IOException {
        root = Files.createDirectory(directory.resolve("journal"));
        elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        storage = new MeasuredStorage(new DiskStorage(root));
    }

    @AfterEach
    void unlock() throws IOException {
        lock.close();
    }

    @Test
    void linkedDirectory_countsItsFiles() throws IOException {
        Files.createDirectory(elsewhere.resolve("orders"));
        Files.write(elsewhere.resolve("orders/0"), new byte[1000]);
        Files.createSymbolicLink(root.resolve("streams"), elsewhere);
        lock = storage.lock();
        assertEquals(1000, storage.use().besideLog() - lockFile());
        storage.delete("streams/orders/0");
        assertEquals(0, storage.use().besideLog() - lockFile());
        try (WritableFile file = storage.create("streams/orders/1")) {
            file.write(0, ByteBuffer.allocate(70));
        }
        assertEquals(70, storage.use().besideLog() - lockFile());
    }

    @Test
    void linkedDirectory_isRenamedAsADirectory() throws IOException {
        Files.write(elsewhere.resolve("0"), new byte[1000]);
        Files.createDirectory(root.resolve("log"));
        Files.createSymbolicLink(root.resolve("log/old"), elsewhere);
        lock = storage.lock();
        assertEquals(1000, storage.use().log());
        storage.rename("log/old", "kept");
        assertEquals(0, storage.use().log());
        assertEquals(1000, storage.use().besideLog() - lockFile());
    }

    /** Such a link is in no directory of the journal, but it must not end the opening. */
    @Test
    void linkToAParent_ends() throws IOException {
        Files.createDirectory(root.resolve("quarantine"));
        Files.createSymbolicLink(root.resolve("quarantine/again"), root);
        Files.write(root.resolve("quarantine/file"), new byte[10]);
        lock = storage.lock();
        storage.delete("quarantine/file");
        assertTrue(storage.use().besideLog() >= 0);
    }

    private long lockFile() throws IOException {
        long sum = 0;
        for (String name : storage.list("")) {
            sum += storage.size(name).orElse(0);
        }
        return sum;
    }
}
