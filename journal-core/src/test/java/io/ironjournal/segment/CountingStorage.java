package io.ironjournal.segment;

import io.ironjournal.io.ForwardingFile;
import io.ironjournal.io.ForwardingStorage;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.TooManyOpenFilesException;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts reads, and files that are open for reading. */
public final class CountingStorage extends ForwardingStorage {

    public final AtomicLong bytesRead = new AtomicLong();
    public final AtomicInteger reads = new AtomicInteger();
    public final AtomicInteger maps = new AtomicInteger();
    public final AtomicInteger openReaders = new AtomicInteger();

    public final AtomicInteger openWriters = new AtomicInteger();

    /** The maximum number of open files that the system allows. */
    int maxOpen = Integer.MAX_VALUE;

    private Runnable closing = () -> {};

    public CountingStorage(Storage storage) {
        super(storage);
    }

    @Override
    public void whenTooManyFilesAreOpen(Runnable closingFiles) {
        closing = closingFiles;
    }

    @Override
    public List<String> list(String directory) throws IOException {
        checkOpenFiles(directory);
        return super.list(directory);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        checkOpenFiles(path);
        return super.create(path);
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        checkOpenFiles(path);
        return super.openForWrite(path);
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        checkOpenFiles(path);
        ReadableFile file = super.openForRead(path);
        openReaders.incrementAndGet();
        return new CountingFile(path, file);
    }

    private void checkOpenFiles(String path) throws IOException {
        if (openReaders.get() + openWriters.get() >= maxOpen) {
            closing.run();
        }
        if (openReaders.get() + openWriters.get() >= maxOpen) {
            throw new TooManyOpenFilesException(path, new IOException("Too many open files"));
        }
    }

    @Override
    protected WritableFile wrap(String path, WritableFile file) {
        openWriters.incrementAndGet();
        return new ForwardingFile(file) {
            @Override
            public void close() throws IOException {
                openWriters.decrementAndGet();
                super.close();
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
            ReadableFile mapped = file.map();
            // Reads of the mapped file that replaces this file are not counted.
            closed = true;
            openReaders.decrementAndGet();
            return mapped;
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
}
