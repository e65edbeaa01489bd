package io.ironjournal.io;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is mapped into memory. The garbage collector removes the mapping, so no thread can read memory that is no
 * longer mapped.
 *
 * <p>When the device cannot read a page, or the file no longer contains it, HotSpot throws an {@link InternalError},
 * maybe later and at any place in the thread. So each read ends with a call into the virtual machine, which throws a
 * pending error. The size of the file is checked before reads, at most once a millisecond: a system call for each read
 * would take longer than the read.
 */
public final class MappedFile implements ReadableFile {

    private static final long SIZE_TRUSTED_NANOS = 1_000_000;

    /** Always 0, but not a constant: otherwise a compiler would replace the call into the virtual machine. */
    @SuppressWarnings("FieldMayBeFinal")
    private volatile int none;

    private final ReadableFile file;
    private final ByteBuffer bytes;

    /** When the size was last read, by {@link System#nanoTime}. */
    private volatile long sizeReadAt = System.nanoTime() - SIZE_TRUSTED_NANOS;

    /**
     * Creates a reader of a mapped file.
     *
     * @param file the file, which is closed with this object
     * @param bytes all bytes of the file
     */
    public MappedFile(ReadableFile file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int length = (int) Math.max(0, Math.min(target.remaining(), bytes.capacity() - position));
        if (System.nanoTime() - sizeReadAt >= SIZE_TRUSTED_NANOS) {
            requireWhole();
        }
        if (length > 0) {
            try {
                target.put(target.position(), bytes, (int) position, length);
                throwWhatIsOutstanding();
            } catch (InternalError e) {
                requireWhole();
                throw new IOException(
                        "Cannot read " + file + " at " + position + ": the device does not return data ("
                                + e.getMessage()
                                + "). Check the log of the operating system, and copy the journal to another device.",
                        e);
            }
            target.position(target.position() + length);
        }
        return length;
    }

    private void requireWhole() throws IOException {
        long size = file.size();
        sizeReadAt = System.nanoTime();
        if (size < bytes.capacity()) {
            throw new CorruptionException(
                    file + " was truncated to " + size + " bytes while it was open; it had " + bytes.capacity()
                            + ". Close the journal and restore the file from a copy.",
                    ErrorContext.ofFile(file.toString()),
                    null);
        }
    }

    /**
     * Creates an array of arrays, which compiled code leaves to the virtual machine. When a thread returns from the
     * virtual machine, it throws pending errors of memory accesses. On HotSpot 17, most native methods do not do that.
     */
    private void throwWhatIsOutstanding() {
        byte[][] made = new byte[none][none];
        if (made.length != 0) {
            throw new IllegalStateException("An array of no arrays has " + made.length);
        }
    }

    @Override
    public long size() throws IOException {
        requireWhole();
        return bytes.capacity();
    }

    @Override
    public ReadableFile map() throws IOException {
        requireWhole();
        return this;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
