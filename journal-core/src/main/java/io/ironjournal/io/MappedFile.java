package io.ironjournal.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file's bytes in memory. They are let go by the garbage collector, so that nobody can read what is not there. */
final class MappedFile implements ReadableFile {

    private final String name;
    private final ByteBuffer bytes;

    MappedFile(String name, ByteBuffer bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int length = (int) Math.max(0, Math.min(target.remaining(), bytes.capacity() - position));
        if (length > 0) {
            try {
                target.put(target.position(), bytes, (int) position, length);
            } catch (InternalError e) {
                // The device has failed to deliver a page, or somebody has made the file shorter.
                throw new IOException("Cannot read " + name + " at " + position + ": " + e.getMessage(), e);
            }
            target.position(target.position() + length);
        }
        return length;
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public ReadableFile map() {
        return this;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return name;
    }
}
