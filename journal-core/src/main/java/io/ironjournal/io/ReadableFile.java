package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file opened for reading. Thread-safe; interrupting a reader disturbs neither it nor the others. */
public interface ReadableFile extends Closeable {

    /**
     * Reads from a position until the buffer is full or the file ends, and advances the buffer's position.
     *
     * @return how many bytes were read, 0 at or beyond the end of the file
     */
    int read(long position, ByteBuffer target) throws IOException;

    long size() throws IOException;

    /**
     * Maps a file that will not change any more into memory.
     *
     * @return takes the place of this object, also to be closed, and survives the deletion of the file; this object itself
     *     where it cannot be mapped
     */
    ReadableFile map() throws IOException;
}
