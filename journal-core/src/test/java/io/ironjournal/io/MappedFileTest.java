package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that become shorter while they are mapped into memory. */
class MappedFileTest {

    private static final int SIZE = 1 << 20;

    @TempDir
    Path directory;

    /** Returns an outdated size, as if the file were truncated between the check and the read. */
    private record Stale(ReadableFile file) implements ReadableFile {

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return file.read(position, target);
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public ReadableFile map() {
            return this;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static void cut(Path file, long size) throws IOException {
        try (RandomAccessFile shortened = new RandomAccessFile(file.toFile(), "rw")) {
            shortened.setLength(size);
        }
    }

    private static void requireLinux() {
        // Windows does not allow truncating a mapped file.
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    }

    @Test
    void read_fileTruncated_isCorruptionThatNamesTheFile() throws IOException {
        requireLinux();
        Path path = Files.write(directory.resolve("data"), new byte[SIZE]);
        try (ReadableFile mapped = new DiskReadableFile(path).map()) {
            assertEquals(10, mapped.read(SIZE - 10, ByteBuffer.allocate(100)));
            cut(path, 4096);
            CorruptionException cut =
                    assertThrows(CorruptionException.class, () -> mapped.read(SIZE - 4096, ByteBuffer.allocate(4096)));
            assertTrue(cut.getMessage().contains(path + " was truncated to 4096 bytes"), cut.getMessage());
        }
    }

    /** The rest of the last page reads as zeros. The operating system reports no error. */
    @Test
    void read_withinTheLastPageOfATruncatedFile_isCorruptionAfterAMillisecond() throws Exception {
        requireLinux();
        Path path = Files.write(directory.resolve("data"), new byte[SIZE]);
        try (ReadableFile mapped = new DiskReadableFile(path).map()) {
            mapped.read(0, ByteBuffer.allocate(100));
            cut(path, SIZE - 10);
            Thread.sleep(2);
            assertThrows(CorruptionException.class, () -> mapped.read(SIZE - 5, ByteBuffer.allocate(5)));
        }
    }

    /** Reads many times, so that compiled code also reads. In compiled code the JVM reports the error late. */
    @Test
    void read_pageMissing_failsThisReadOnly() throws IOException {
        requireLinux();
        Path path = Files.write(directory.resolve("data"), new byte[SIZE]);
        try (FileChannel channel = FileChannel.open(path)) {
            ReadableFile mapped = new MappedFile(
                    new Stale(new DiskReadableFile(path)), channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE));
            ByteBuffer target = ByteBuffer.allocate(8192);
            for (int i = 0; i < 50_000; i++) {
                mapped.read(i % 100, target.clear());
            }
            cut(path, 4096);
            int innocent = 0;
            for (int i = 0; i < 2000; i++) {
                int at = 65_536 + i % 1000;
                IOException failed = assertThrows(IOException.class, () -> mapped.read(at, target.clear()));
                assertTrue(failed.getMessage().contains(path.toString()), failed.getMessage());
                innocent += i;
            }
            assertEquals(1_999_000, innocent);
            mapped.close();
        }
    }

    @Test
    void get_segmentTruncated_isCorruptionThatNamesTheFile() throws IOException {
        requireLinux();
        JournalOptions options = JournalOptions.builder(directory.resolve("journal"))
                .readStrategy(ReadStrategy.MMAP)
                .maxSegmentSize(64 << 10)
                .build();
        try (Journal journal = Journal.open(options)) {
            for (int i = 0; i < 300; i++) {
                journal.append("a", new byte[1000]);
            }
        }
        try (Journal journal = Journal.open(options)) {
            assertArrayEquals(new byte[1000], journal.get("a", 1).orElseThrow());
            Path first = directory.resolve("journal/streams/a/00000000000000000000.wal");
            cut(first, 4096);
            CorruptionException cut = assertThrows(CorruptionException.class, () -> journal.get("a", 50));
            assertTrue(cut.getMessage().contains(first.toString()), cut.getMessage());
            assertArrayEquals(new byte[1000], journal.get("a", 299).orElseThrow());
        }
    }

    @Test
    void segments_areReadOnlyWithinTheirSize() throws IOException {
        JournalOptions options = JournalOptions.builder(directory.resolve("journal"))
                .maxSegmentSize(4096)
                .build();
        try (Journal journal = Journal.open(options)) {
            for (int i = 0; i < 500; i++) {
                journal.append("a", new byte[100]);
            }
        }
        try (Stream<Path> files = Files.list(directory.resolve("journal/streams/a"))) {
            List<Path> segments =
                    files.filter(file -> file.toString().endsWith(".wal")).toList();
            assertTrue(segments.size() > 10, segments.toString());
            for (Path segment : segments) {
                assertTrue(Files.size(segment) <= 4096 + 4096 / 8 + 512, segment + ": " + Files.size(segment));
            }
        }
    }
}
