package io.ironjournal.narayana;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A storage in which the process dies in the middle of a write, once it is armed. */
final class HaltingStorage implements Storage {

    private final Storage storage;
    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);

    HaltingStorage(Storage storage) {
        this.storage = storage;
    }

    /** Lets the process die in the n-th write from now. */
    void haltInWrite(int number) {
        writesLeft.set(number);
    }

    /** Writes half of what is to be written, and dies, if this is the write to die in. */
    private void perhapsHalt(WritableFile file, long position, ByteBuffer source) throws IOException {
        if (writesLeft.get() != Integer.MAX_VALUE && writesLeft.decrementAndGet() == 0) {
            ByteBuffer half = source.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            file.write(position, half);
            HaltPoint.halt();
        }
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return new HaltingFile(storage.create(path));
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        return new HaltingFile(storage.openForWrite(path));
    }

    @Override
    public Closeable lock() throws IOException {
        return storage.lock();
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return storage.exists(path);
    }

    @Override
    public void createDirectory(String path) throws IOException {
        storage.createDirectory(path);
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        storage.forceDirectory(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        storage.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        storage.delete(path);
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        return storage.openForRead(path);
    }

    @Override
    public String describe(String path) {
        return storage.describe(path);
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }

    private final class HaltingFile implements WritableFile {

        private final WritableFile file;

        HaltingFile(WritableFile file) {
            this.file = file;
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            perhapsHalt(file, position, source);
            file.write(position, source);
        }

        @Override
        public void writeForced(long position, ByteBuffer source) throws IOException {
            perhapsHalt(file, position, source);
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
}
