package io.ironjournal.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Counts by how much a file grows and shrinks. */
final class MeasuredFile implements WritableFile {

    private final String path;
    private final WritableFile file;
    private final DiskUse use;

    /** The counted size. */
    private long counted;

    MeasuredFile(String path, WritableFile file, long size, DiskUse use) {
        this.path = path;
        this.file = file;
        this.counted = size;
        this.use = use;
    }

    private interface Change {
        void run() throws IOException;
    }

    /** Runs a change that may fail after a part of it. */
    private void changing(Change change) throws IOException {
        boolean done = false;
        try {
            change.run();
            done = true;
        } finally {
            if (!done) {
                sizeIs(sizeAfterFailure());
            }
        }
    }

    private long sizeAfterFailure() {
        try {
            return file.size();
        } catch (IOException e) {
            return counted;
        }
    }

    private void sizeIs(long size) {
        if (size > counted) {
            use.grown(path, size - counted);
        } else if (size < counted) {
            use.freed(path, counted - size);
        }
        counted = size;
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        long end = position + source.remaining();
        changing(() -> file.write(position, source));
        sizeIs(Math.max(counted, end));
    }

    @Override
    public void writeForced(long position, ByteBuffer source) throws IOException {
        long end = position + source.remaining();
        changing(() -> file.writeForced(position, source));
        sizeIs(Math.max(counted, end));
    }

    @Override
    public void setSize(long size) throws IOException {
        changing(() -> file.setSize(size));
        sizeIs(size);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void verify() throws IOException {
        file.verify();
    }

    /** Returns a file that is not measured, because its size does not change any more. */
    @Override
    public WritableFile forSmallWrites() {
        WritableFile small = file.forSmallWrites();
        return small == file ? this : small;
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
