package io.ironjournal.io;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file's bytes in memory. The mapping is given up by the garbage collector, so that nobody can read what is not there.
 *
 * <p>A page that the device cannot deliver, or that the file no longer has, is an {@link InternalError}, which HotSpot may
 * throw later, wherever the thread is then. Each read therefore ends with a call into the virtual machine, which throws what
 * is outstanding. The file's size is read before, once a millisecond: a system call for each read would take longer than the
 * read itself.
 */
final class MappedFile implements ReadableFile {

    private static final long SIZE_TRUSTED_NANOS = 1_000_000;

    /** Always 0, but not a constant: else a compiler would take the place of the virtual machine. */
    @SuppressWarnings("FieldMayBeFinal")
    private volatile int none;

    private final ReadableFile file;
    private final ByteBuffer bytes;

    /** When the size was last read, by {@link System#nanoTime}. */
    private volatile long sizeReadAt = System.nanoTime() - SIZE_TRUSTED_NANOS;

    /**
     * Reads a file that is mapped.
     *
     * @param file is closed with this one
     * @param bytes all of its bytes
     */
    MappedFile(ReadableFile file, ByteBuffer bytes) {
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
                        "Cannot read " + file + " at " + position + ": the device delivers no data (" + e.getMessage()
                                + "). Look at the system's log, and copy the journal to another device.",
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
                    file + " was cut to " + size + " bytes while it was open; it had " + bytes.capacity()
                            + ". Close the journal and restore the file from a copy.",
                    ErrorContext.ofFile(file.toString()),
                    null);
        }
    }

    /**
     * Makes an array of arrays, which compiled code leaves to the virtual machine. On its return from there, a thread gets
     * errors of memory that it accessed before. On HotSpot 17, most native methods do not do that.
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
