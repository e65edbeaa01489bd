package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file opened for writing. Used by one thread at a time, except that {@link #force} may run during writes to other
 * bytes. Interrupts do not affect it. After it is closed, all methods that write, force or return the size throw an
 * {@link IOException}.
 */
public interface WritableFile extends Closeable {

    /**
     * Writes all bytes between the buffer's position and limit, and advances its position. Extends the file if
     * necessary, with zeros between its old end and the bytes. Returns when the operating system has the bytes; they
     * are not durable before {@link #force()}. After a failure, any part of them may be written.
     *
     * @param source a buffer backed by an array
     */
    void write(long position, ByteBuffer source) throws IOException;

    /**
     * Writes bytes like {@link #write}, and returns when they are on the device: one system call on a disk. Does not
     * force earlier writes or the file's size, so the range must be within the size that was forced before.
     */
    void writeForced(long position, ByteBuffer source) throws IOException;

    /**
     * Makes everything that was written before this call, and the file's size, durable. Callers must not repeat it
     * after a failure: the second call may succeed without making anything durable.
     */
    void force() throws IOException;

    /** Truncates the file to a size, or extends it with zeros. Not durable before {@link #force()}. */
    void setSize(long size) throws IOException;

    /** Returns the size in bytes. */
    long size() throws IOException;

    /**
     * Checks that the path by which the file was opened still leads to it. Does nothing without a lock on the storage,
     * or if the file system gives files no identities.
     *
     * @throws ExchangedException when the path leads to another file, or to no file
     */
    default void verify() throws IOException {}

    /**
     * Returns the same file for many small writes, which then need no system call if the platform allows it. Its size
     * must not change any more, neither by {@link #setSize} nor by a write beyond its end. The result replaces this
     * object, and must be closed instead of it.
     */
    default WritableFile forSmallWrites() {
        return this;
    }

    /** Closes the file without forcing it. Does nothing if it is closed. */
    @Override
    void close() throws IOException;
}
