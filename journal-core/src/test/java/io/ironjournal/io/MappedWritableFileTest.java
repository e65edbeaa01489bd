package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files are not mapped there")
class MappedWritableFileTest {

    @TempDir
    Path directory;

    @Test
    void smallWritesForcedWritesAndReadsMeetInOneFile() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[10_000]);
        try (WritableFile file = new DiskWritableFile(path).forSmallWrites()) {
            assertEquals(MappedWritableFile.class, file.getClass());
            file.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            file.writeForced(2, ByteBuffer.wrap(new byte[] {5, 6}));
            ByteBuffer part = ByteBuffer.wrap(new byte[] {7, 8, 9}).position(1);
            file.write(9_998, part);
            assertEquals(3, part.position());
            file.force();
            assertEquals(10_000, file.size());
        }
        byte[] expected = new byte[10_000];
        System.arraycopy(new byte[] {1, 2, 5, 6}, 0, expected, 0, 4);
        System.arraycopy(new byte[] {8, 9}, 0, expected, 9_998, 2);
        assertArrayEquals(expected, Files.readAllBytes(path));
    }

    @Test
    void nothingIsWrittenBehindTheEnd() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[100]);
        try (WritableFile file = new DiskWritableFile(path).forSmallWrites()) {
            assertThrows(IndexOutOfBoundsException.class, () -> file.write(99, ByteBuffer.wrap(new byte[2])));
            assertThrows(IOException.class, () -> file.setSize(200));
        }
        assertArrayEquals(new byte[100], Files.readAllBytes(path));
    }

    @Test
    void fileThatIsNoLongerAtItsPathIsNotMapped() throws IOException {
        Path path = directory.resolve("file");
        Files.write(path, new byte[100]);
        try (WritableFile file = new DiskWritableFile(path)) {
            Files.move(path, directory.resolve("renamed"));
            Files.write(path, new byte[100]);
            assertSame(file, file.forSmallWrites());
        }
    }
}
