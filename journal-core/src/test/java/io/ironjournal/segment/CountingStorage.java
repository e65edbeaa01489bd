package io.ironjournal.segment;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.TooManyOpenFilesException;
import io.ironjournal.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is read and how many files are open for reading. */
final class CountingStorage implements Storage {

    final AtomicLong bytesRead = new AtomicLong();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger maps = new AtomicInteger();
    final AtomicInteger openReaders = new AtomicInteger();

    final AtomicInteger openWriters = new AtomicInteger();

    /** How many files the system lets be open. */
    int maxOpen = Integer.MAX_VALUE;

    private final Storage storage;

    CountingStorage(Storage storage) {
        this.storage = storage;
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
    public WritableFile create(String path) throws IOException {
        checkOpenFiles(path);
        return counted(storage.create(path));
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        checkOpenFiles(path);
        return counted(storage.openForWrite(path));
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        checkOpenFiles(path);
        ReadableFile file = storage.openForRead(path);
        openReaders.incrementAndGet();
        return new CountingFile(path, file);
    }

    private void checkOpenFiles(String path) throws IOException {
        if (openReaders.get() + openWriters.get() >= maxOpen) {
            throw new TooManyOpenFilesException(path, new IOException("Too many open files"));
        }
    }

    private WritableFile counted(WritableFile file) {
        openWriters.incrementAndGet();
        return new WritableFile() {
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
                openWriters.decrementAndGet();
                file.close();
            }
        };
    }

    private final class CountingFile implements ReadableFile {

        private final String path;
        private final ReadableFile file;
        private boolean closed;

        CountingFile(String path, ReadableFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            if (closed) {
                throw new IOException(path + " is closed");
            }
            int count = file.read(position, target);
            reads.incrementAndGet();
            bytesRead.addAndGet(count);
            return count;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public ReadableFile map() throws IOException {
            maps.incrementAndGet();
            return file.map();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                openReaders.decrementAndGet();
            }
            file.close();
        }
    }

    @Override
    public String describe(String path) {
        return storage.describe(path);
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
