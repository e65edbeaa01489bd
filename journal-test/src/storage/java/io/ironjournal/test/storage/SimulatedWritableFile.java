package io.ironjournal.test.storage;

import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;

final class SimulatedWritableFile implements WritableFile {

    private final SimulatedProcess process;
    private final SimulatedFile file;
    private volatile boolean closed;

    SimulatedWritableFile(SimulatedProcess process, SimulatedFile file) {
        this.process = process;
        this.file = file;
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        checkOpen();
        process.write(file, position, source, false);
    }

    @Override
    public void writeForced(long position, ByteBuffer source) throws IOException {
        checkOpen();
        process.write(file, position, source, true);
    }

    @Override
    public void force() throws IOException {
        checkOpen();
        process.force(file);
    }

    @Override
    public void setSize(long size) throws IOException {
        checkOpen();
        process.setSize(file, size);
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return process.size(file);
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
}
