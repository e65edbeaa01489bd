package io.ironjournal.backup;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.WritableFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Copies and hashes bytes. Used by one thread. */
final class ByteCopy {

    private static final int BUFFER = 256 << 10;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Runnable stillWanted;
    private long copied;

    /**
     * Creates an object that has copied nothing.
     *
     * @param stillWanted is called between parts of files, and throws an exception to end the work
     */
    ByteCopy(Runnable stillWanted) {
        this.stillWanted = stillWanted;
    }

    /** Returns how many bytes were written so far. */
    long copied() {
        return copied;
    }

    /** Copies a range of bytes to the same range of another file, and adds them to a hash. */
    void copy(ReadableFile from, WritableFile to, long begin, long end, MessageDigest digest) throws IOException {
        for (long at = begin; at < end; ) {
            read(from, at, end, digest);
            int length = buffer.remaining();
            to.write(at, buffer);
            at += length;
            copied += length;
        }
    }

    /** Adds a range of bytes to a hash. */
    void hash(ReadableFile from, long begin, long end, MessageDigest digest) throws IOException {
        for (long at = begin; at < end; at += buffer.limit()) {
            read(from, at, end, digest);
        }
    }

    /** Writes zeros. */
    void zeros(WritableFile to, long begin, long end) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(BUFFER);
        for (long at = begin; at < end; ) {
            stillWanted.run();
            int length = (int) Math.min(BUFFER, end - at);
            to.write(at, zeros.clear().limit(length));
            at += length;
        }
    }

    private void read(ReadableFile from, long at, long end, MessageDigest digest) throws IOException {
        stillWanted.run();
        buffer.clear().limit((int) Math.min(BUFFER, end - at));
        from.read(at, buffer);
        if (buffer.hasRemaining()) {
            throw new EOFException("the file ends at " + (at + buffer.position()) + ", before " + end);
        }
        buffer.flip();
        digest.update(buffer.array(), 0, buffer.limit());
    }
}
