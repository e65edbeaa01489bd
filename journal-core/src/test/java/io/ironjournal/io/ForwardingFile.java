package io.ironjournal.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Forwards all calls to another file, for tests that change or watch some of them. */
public abstract class ForwardingFile implements WritableFile {

    private final WritableFile file;

    protected ForwardingFile(WritableFile file) {
        this.file = file;
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        file.write(position, source);
    }

    @Override
    public void writeForced(long position, ByteBuffer source) throws IOException {
        file.writeForced(position, source);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void setSize(long size) throws IOException {
        file.setSize(size);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
