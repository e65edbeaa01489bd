package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file opened for writing. For one thread at a time, except that {@link #force} may run beside writes to other bytes.
 * Interrupts do not disturb it. Once it is closed, all methods that write, force or ask for the size throw an
 * {@link IOException}.
 */
public interface WritableFile extends Closeable {

    /**
     * Writes all bytes between the buffer's position and limit, and advances its position. Extends the file if need be; what
     * lies between its end and the bytes is zeros. Returns when the operating system has them; not durable before
     * {@link #force()}. After a failure, any part of them may be written.
     *
     * @param source a buffer backed by an array
     */
    void write(long position, ByteBuffer source) throws IOException;

    /**
     * As {@link #write}, and returns when these bytes are on the device: one system call on a disk. Neither earlier
     * writes nor the file's size are covered, so the range must lie within what was forced before.
     */
    void writeForced(long position, ByteBuffer source) throws IOException;

    /**
     * Makes all that was written before this call, and the file's size, durable. Callers must not repeat it after a failure:
     * it may then succeed without making anything durable.
     */
    void force() throws IOException;

    /** Cuts the file to a size, or extends it with zeros. Not durable before {@link #force()}. */
    void setSize(long size) throws IOException;

    /** Returns the size in bytes. */
    long size() throws IOException;

    /**
     * Checks that the path by which the file was opened still leads to it. Does nothing without a lock on the storage, or
     * where files cannot be told from each other.
     *
     * @throws ExchangedException when it leads to another file, or to none
     */
    default void verify() throws IOException {}

    /**
     * Returns the same file for many small writes, which then cost no system call if the platform allows it. Its size must
     * not change any more, neither by {@link #setSize} nor by a write beyond its end. It takes the place of this object, also
     * to be closed.
     */
    default WritableFile forSmallWrites() {
        return this;
    }

    /** Closes the file, which forces nothing. Does nothing when it is closed already. */
    @Override
    void close() throws IOException;
}
