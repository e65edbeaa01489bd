package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file opened for writing. One thread at a time; interrupts do not disturb it. */
public interface WritableFile extends Closeable {

    /**
     * Writes all bytes between the buffer's position and limit, and advances its position. Returns when the operating
     * system has them; not durable before {@link #force()}.
     *
     * @param source a buffer backed by an array
     */
    void write(long position, ByteBuffer source) throws IOException;

    /**
     * As {@link #write}, and returns when these bytes are on the device: one system call on a disk. Neither earlier
     * writes nor the file's size are covered, so the range must lie within what was forced before.
     */
    void writeForced(long position, ByteBuffer source) throws IOException;

    /** Makes everything written so far, and the file's size, durable. Never repeated by callers after it failed. */
    void force() throws IOException;

    /** Cuts the file to a size, or extends it with zeros. Not durable before {@link #force()}. */
    void setSize(long size) throws IOException;

    long size() throws IOException;

    /**
     * Checks that the name still leads to this file.
     *
     * @throws ExchangedException when it leads to another file, or to none
     */
    default void verify() throws IOException {}

    /**
     * The same file for many small writes, which then cost no system call if the platform allows it. Its size must not
     * change any more. It takes the place of this object, also to be closed.
     */
    default WritableFile forSmallWrites() {
        return this;
    }
}
