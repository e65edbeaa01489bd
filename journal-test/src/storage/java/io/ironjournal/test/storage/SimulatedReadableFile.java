package io.ironjournal.test.storage;

import io.ironjournal.io.MappedFile;

import io.ironjournal.io.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** As on POSIX, the file stays readable after it is renamed or deleted. */
final class SimulatedReadableFile implements ReadableFile {

    private final SimulatedProcess process;
    private final SimulatedFile file;
    private volatile boolean closed;

    SimulatedReadableFile(SimulatedProcess process, SimulatedFile file) {
        this.process = process;
        this.file = file;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        checkOpen();
        return process.read(file, position, target);
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return process.size(file);
    }

    @Override
    public ReadableFile map() throws IOException {
        ByteBuffer copy = ByteBuffer.allocate((int) size());
        read(0, copy);
        return new MappedFile(this, copy.flip());
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException(file.path() + " has been closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return file.path();
    }
}
