package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file opened for reading. Thread-safe. Shows all bytes that were written, also after it was opened. After it is
 * closed, all methods throw an {@link IOException}.
 *
 * <p>An interrupt affects no reader while the file has the path by which it was opened. After a reader is interrupted
 * while it reads a file that was renamed or deleted, later reads may throw {@link java.nio.file.NoSuchFileException}.
 */
public interface ReadableFile extends Closeable {

    /**
     * Reads from a position until the buffer is full or the file ends, and advances the buffer's position.
     *
     * @return how many bytes were read, 0 at or beyond the end of the file
     */
    int read(long position, ByteBuffer target) throws IOException;

    /** Returns the size in bytes. */
    long size() throws IOException;

    /**
     * Maps a file that does not change any more into memory. The bytes stay readable after the file is deleted.
     *
     * @return replaces this object, and must be closed instead of it; this object itself when the file cannot be mapped
     */
    ReadableFile map() throws IOException;

    /** Closes the file. Does nothing if it is closed. */
    @Override
    void close() throws IOException;
}
