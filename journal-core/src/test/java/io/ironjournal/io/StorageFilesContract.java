package io.ironjournal.io;

import static io.ironjournal.io.StorageContract.bytes;
import static io.ironjournal.io.StorageContract.read;
import static io.ironjournal.io.StorageContract.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The part of {@link StorageContract} about open files: reads, writes, sizes, forces, close. */
interface StorageFilesContract {

    /** Returns an empty storage. */
    Storage storage();

    // --- Writing

    @Test
    default void write_writesTheBytesBetweenPositionAndLimit() throws IOException {
        ByteBuffer source = ByteBuffer.wrap("0123456789".getBytes(StandardCharsets.US_ASCII), 1, 8)
                .slice();
        source.position(2).limit(6);
        try (WritableFile file = storage().create("file")) {
            assertEquals(0, file.size());
            file.write(0, source);
            assertEquals(6, source.position());
            file.write(4, source);
            assertEquals(4, file.size());
            source.position(0).limit(1);
            file.writeForced(1, source);
            assertEquals(1, source.position());
        }
        assertEquals("3156", read(storage(), "file"));
    }

    @Test
    default void write_overEarlierBytes_replacesThem() throws IOException {
        write(storage(), "file", "x".repeat(1000));
        try (WritableFile file = storage().openForWrite("file")) {
            assertEquals(1000, file.size());
            file.write(990, bytes("y".repeat(20)));
            file.write(995, bytes("z"));
            assertEquals(1010, file.size());
        }
        assertEquals("x".repeat(990) + "yyyyyzyyyy" + "y".repeat(10), read(storage(), "file"));
    }

    @Test
    default void write_beyondTheEnd_leavesZerosBetween() throws IOException {
        try (WritableFile file = storage().create("file")) {
            file.write(600, bytes("abc"));
            assertEquals(603, file.size());
        }
        assertEquals("\0".repeat(600) + "abc", read(storage(), "file"));
    }

    @Test
    default void write_ofManyBytes_writesAll() throws IOException {
        byte[] many = new byte[(3 << 20) + 17];
        for (int i = 0; i < many.length; i++) {
            many[i] = (byte) (i >> 8);
        }
        byte[] found = new byte[many.length];
        try (WritableFile file = storage().create("file");
                ReadableFile reader = storage().openForRead("file")) {
            file.write(5, ByteBuffer.wrap(many));
            assertEquals(many.length, reader.read(5, ByteBuffer.wrap(found)));
        }
        assertArrayEquals(many, found);
    }

    @Test
    default void setSize_truncatesOrExtendsWithZeros() throws IOException {
        try (WritableFile file = storage().create("file")) {
            file.write(0, bytes("abcdef"));
            file.setSize(2);
            assertEquals(2, file.size());
            file.setSize(1000);
            file.force();
            assertEquals(1000, file.size());
        }
        assertEquals("ab" + "\0".repeat(998), read(storage(), "file"));
    }

    // --- Reading

    @Test
    default void read_atOrBeyondTheEnd_returnsNoBytes() throws IOException {
        write(storage(), "file", "abc");
        try (ReadableFile file = storage().openForRead("file");
                ReadableFile mapped = storage().openForRead("file").map()) {
            for (ReadableFile each : List.of(file, mapped)) {
                ByteBuffer target = ByteBuffer.allocate(10);
                assertEquals(0, each.read(3, target));
                assertEquals(0, each.read(Long.MAX_VALUE - 10, target));
                assertEquals(0, target.position());
            }
        }
    }

    @Test
    default void read_fillsTheBufferOrStopsAtTheEndOfTheFile() throws IOException {
        write(storage(), "file", "0123456789");
        try (ReadableFile file = storage().openForRead("file");
                ReadableFile mapped = storage().openForRead("file").map()) {
            for (ReadableFile each : List.of(file, mapped)) {
                ByteBuffer within = ByteBuffer.allocate(8).position(2).limit(5);
                assertEquals(3, each.read(1, within));
                assertEquals(5, within.position());
                assertEquals(5, within.limit());
                assertArrayEquals(new byte[] {0, 0, '1', '2', '3', 0, 0, 0}, within.array());
                assertEquals(0, each.read(1, within));
                ByteBuffer direct = ByteBuffer.allocateDirect(8);
                assertEquals(3, each.read(7, direct));
                assertEquals(3, direct.position());
                assertEquals('9', direct.get(2));
            }
        }
    }

    @Test
    default void reader_afterALaterWrite_readsTheNewBytes() throws IOException {
        try (WritableFile file = storage().create("file");
                ReadableFile reader = storage().openForRead("file")) {
            assertEquals(0, reader.size());
            file.write(0, bytes("abc"));
            assertEquals("abc", read(reader));
            file.setSize(1);
            assertEquals("a", read(reader));
        }
    }

    @Test
    default void map_hasTheFilesBytesAndSize() throws IOException {
        for (String content : List.of("", "x".repeat(5000))) {
            write(storage(), "file", content);
            try (ReadableFile mapped = storage().openForRead("file").map()) {
                assertEquals(content.length(), mapped.size());
                assertEquals(content, read(mapped));
            }
            storage().delete("file");
        }
    }

    // --- Name changes below open files

    @Test
    default void openFile_deleted_canStillBeReadAndWritten() throws IOException {
        write(storage(), "file", "abc");
        try (WritableFile file = storage().openForWrite("file");
                ReadableFile reader = storage().openForRead("file");
                ReadableFile mapped = storage().openForRead("file").map()) {
            storage().delete("file");
            file.write(3, bytes("d"));
            file.writeForced(0, bytes("A"));
            file.force();
            WritableFile small = file.forSmallWrites();
            small.write(1, bytes("B"));
            assertEquals("ABcd", read(reader));
            assertEquals(3, read(mapped).length());
            assertEquals(List.of(), storage().list(""));
            write(storage(), "file", "new");
            assertEquals("ABcd", read(reader));
        }
        assertEquals("new", read(storage(), "file"));
    }

    @Test
    default void openFile_renamed_isTheSameFile() throws IOException {
        write(storage(), "file", "abc");
        try (WritableFile file = storage().openForWrite("file");
                ReadableFile reader = storage().openForRead("file")) {
            storage().rename("file", "renamed");
            write(storage(), "file", "other");
            file.write(3, bytes("d"));
            file.writeForced(0, bytes("A"));
            WritableFile small = file.forSmallWrites();
            small.write(1, bytes("B"));
            small.force();
            assertEquals("ABcd", read(reader));
        }
        assertEquals("ABcd", read(storage(), "renamed"));
        assertEquals("other", read(storage(), "file"));
    }

    @Test
    default void openFile_replaced_keepsItsContent() throws IOException {
        write(storage(), "file", "old");
        write(storage(), "new", "new");
        try (WritableFile file = storage().openForWrite("file");
                ReadableFile reader = storage().openForRead("file")) {
            storage().rename("new", "file");
            file.writeForced(0, bytes("O"));
            assertEquals("Old", read(reader));
        }
        assertEquals("new", read(storage(), "file"));
    }

    // --- Small writes

    @Test
    default void forSmallWrites_opensTheSameFile() throws IOException {
        WritableFile file = storage().create("file");
        file.setSize(10_000);
        file.write(9_999, bytes("e"));
        file.force();
        WritableFile small = file.forSmallWrites();
        small.write(0, bytes("abc"));
        small.write(3, bytes("d"));
        small.writeForced(4, bytes("e"));
        small.write(100, bytes("l".repeat(5000)));
        assertEquals(10_000, small.size());
        small.force();
        small.verify();
        small.close();
        assertEquals("abcde" + "\0".repeat(95) + "l".repeat(5000) + "\0".repeat(4899) + "e", read(storage(), "file"));
    }

    @Test
    default void forSmallWrites_overUnforcedBytes_replacesThem() throws IOException {
        WritableFile file = storage().create("file");
        file.setSize(10_000);
        file.force();
        WritableFile small = file.forSmallWrites();
        small.write(0, bytes("a".repeat(1000)));
        small.write(2000, bytes("b".repeat(1000)));
        small.write(500, bytes("c".repeat(1800)));
        small.write(2500, bytes("d".repeat(5000)));
        small.write(7000, bytes("e"));
        small.writeForced(2499, bytes("ff"));
        small.force();
        small.close();
        String expected = "a".repeat(500) + "c".repeat(1800) + "b".repeat(199) + "ff" + "d".repeat(4499) + "e"
                + "d".repeat(499) + "\0".repeat(2500);
        assertEquals(expected, read(storage(), "file"));
    }

    // --- Close

    @Test
    default void close_ofAClosedFile_doesNothing() throws IOException {
        WritableFile file = storage().create("file");
        WritableFile small = storage().openForWrite("file").forSmallWrites();
        ReadableFile reader = storage().openForRead("file");
        ReadableFile mapped = storage().openForRead("file").map();
        for (int i = 0; i < 2; i++) {
            file.close();
            small.close();
            reader.close();
            mapped.close();
        }
    }

    @Test
    default void writableFile_closed_failsAndWritesNothing() throws IOException {
        write(storage(), "file", "x".repeat(5000));
        WritableFile file = storage().openForWrite("file");
        WritableFile small = storage().openForWrite("file").forSmallWrites();
        for (WritableFile closed : List.of(file, small)) {
            closed.close();
            List<Executable> operations = List.of(
                    () -> closed.write(0, bytes("abc")),
                    () -> closed.write(0, bytes("a".repeat(3000))),
                    () -> closed.writeForced(0, bytes("abc")),
                    closed::force,
                    () -> closed.setSize(1),
                    closed::size);
            for (Executable operation : operations) {
                assertThrows(IOException.class, operation);
            }
        }
        assertEquals("x".repeat(5000), read(storage(), "file"));
    }

    @Test
    default void readableFile_closed_fails() throws IOException {
        write(storage(), "file", "abc");
        ReadableFile file = storage().openForRead("file");
        ReadableFile mapped = storage().openForRead("file").map();
        for (ReadableFile closed : List.of(file, mapped)) {
            closed.close();
            assertThrows(IOException.class, () -> closed.read(0, ByteBuffer.allocate(3)));
            assertThrows(IOException.class, () -> closed.read(10, ByteBuffer.allocate(3)));
            assertThrows(IOException.class, closed::size);
            assertThrows(IOException.class, closed::map);
        }
    }
}
