package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "files are not mapped elsewhere")
class MappedWritableFileTest {

    @TempDir
    Path directory;

    @Test
    void smallWritesForcedWritesAndReads_showTheSameBytes() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[10_000]);
        try (WritableFile file = new DiskWritableFile(path, true).forSmallWrites()) {
            assertEquals(MappedWritableFile.class, file.getClass());
            file.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            file.writeForced(4, ByteBuffer.wrap(new byte[] {5, 6}));
            ByteBuffer part = ByteBuffer.wrap(new byte[] {7, 8, 9}).position(1);
            file.write(9_998, part);
            assertEquals(3, part.position());
            file.force();
            assertEquals(10_000, file.size());
        }
        byte[] expected = new byte[10_000];
        System.arraycopy(new byte[] {1, 2, 3, 4, 5, 6}, 0, expected, 0, 6);
        System.arraycopy(new byte[] {8, 9}, 0, expected, 9_998, 2);
        assertArrayEquals(expected, Files.readAllBytes(path));
    }

    @Test
    void writeBeyondTheEnd_isRefused() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[100]);
        try (WritableFile file = new DiskWritableFile(path, true).forSmallWrites()) {
            assertThrows(IndexOutOfBoundsException.class, () -> file.write(99, ByteBuffer.wrap(new byte[2])));
            assertThrows(IOException.class, () -> file.setSize(200));
        }
        assertArrayEquals(new byte[100], Files.readAllBytes(path));
    }

    /** Simulates a device that cannot read a page. The JVM may report this late and at any place. */
    @Test
    void bytesMissingInTheFile_failTheForce() throws Exception {
        Path path = directory.resolve("file");
        Files.write(path, new byte[1 << 16]);
        try (WritableFile file = new DiskWritableFile(path, true).forSmallWrites();
                RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
            other.setLength(4096);
            byte[] bytes = new byte[500];
            Arrays.fill(bytes, (byte) 1);
            int returned = 0;
            try {
                for (; returned < 20; returned++) {
                    file.write(returned * 500L, ByteBuffer.wrap(bytes));
                }
                Thread.sleep(1);
            } catch (InternalError e) {
                // This is in time if it is before the return of the first write that did not fit.
            }
            other.setLength(1 << 16);
            if (returned > 8) {
                IOException failure = assertThrows(IOException.class, file::force);
                assertTrue(failure.getMessage().contains("are not in the file"), failure.getMessage());
            }
        }
    }

    @Test
    void largeWrites_useTheFile() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[1 << 16]);
        byte[] bytes = new byte[5000];
        Arrays.fill(bytes, (byte) 1);
        try (WritableFile file = new DiskWritableFile(path, true).forSmallWrites()) {
            for (int i = 0; i < 10; i++) {
                file.write(i * 6000L, ByteBuffer.wrap(bytes));
                file.write(i * 6000L + 5000, ByteBuffer.wrap(bytes, 0, 1000));
            }
            file.force();
        }
        byte[] expected = new byte[1 << 16];
        Arrays.fill(expected, 0, 60_000, (byte) 1);
        assertArrayEquals(expected, Files.readAllBytes(path));
    }

    @Test
    void writeAfterClose_isRefused() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[100]);
        WritableFile file = new DiskWritableFile(path, true).forSmallWrites();
        file.close();
        assertThrows(IOException.class, () -> file.write(0, ByteBuffer.wrap(new byte[1])));
        assertArrayEquals(new byte[100], Files.readAllBytes(path));
    }

    @Test
    void fileNoLongerAtItsPath_isNotMapped() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[100]);
        try (WritableFile file = new DiskWritableFile(path, true)) {
            Files.move(path, directory.resolve("renamed"));
            Files.write(path, new byte[100]);
            assertSame(file, file.forSmallWrites());
        }
    }
}
