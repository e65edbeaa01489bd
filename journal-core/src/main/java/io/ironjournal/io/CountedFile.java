package io.ironjournal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Reports how many bytes each read returned. */
final class CountedFile implements ReadableFile {

    private final ReadableFile file;
    private final IntConsumer afterRead;

    CountedFile(ReadableFile file, IntConsumer afterRead) {
        this.file = file;
        this.afterRead = afterRead;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int count = file.read(position, target);
        afterRead.accept(count);
        return count;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    /** Returns this object: reads of mapped bytes could not be counted. */
    @Override
    public ReadableFile map() {
        return this;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
