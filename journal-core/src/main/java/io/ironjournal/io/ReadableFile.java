package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file opened for reading. Thread-safe. Shows what was written to the file, also after it was opened. Once it is closed,
 * all methods throw an {@link IOException}.
 *
 * <p>Interrupting a reader disturbs neither it nor the others while the file has the path by which it was opened. When a
 * reader is interrupted in the middle of reading a file that was renamed or deleted, later reads may throw
 * {@link java.nio.file.NoSuchFileException}.
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
     * Maps a file that will not change any more into memory. The bytes stay readable when the file is deleted.
     *
     * @return takes the place of this object, also to be closed; this object itself where it cannot be mapped
     */
    ReadableFile map() throws IOException;

    /** Closes the file. Does nothing when it is closed already. */
    @Override
    void close() throws IOException;
}
