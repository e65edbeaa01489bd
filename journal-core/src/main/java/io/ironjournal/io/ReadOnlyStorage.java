package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads another storage, and refuses every change. */
public final class ReadOnlyStorage implements Storage {

    private final Storage storage;
    private final @Nullable IntConsumer afterRead;

    /** Reads a storage. {@link #close} closes it, too. */
    public ReadOnlyStorage(Storage storage) {
        this.storage = storage;
        this.afterRead = null;
    }

    /**
     * Reads a storage. {@link #close} closes it, too.
     *
     * @param afterRead receives the number of bytes of each read
     */
    public ReadOnlyStorage(Storage storage, IntConsumer afterRead) {
        this.storage = storage;
        this.afterRead = afterRead;
    }

    private static UnsupportedOperationException refused(String path) {
        return new UnsupportedOperationException("These files are only read, but something tries to change " + path);
    }

    @Override
    public Closeable lock() {
        throw refused("LOCK");
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public void whenTooManyFilesAreOpen(Runnable closing) {
        storage.whenTooManyFilesAreOpen(closing);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return storage.exists(path);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return storage.size(path);
    }

    @Override
    public void createDirectory(String path) {
        throw refused(path);
    }

    @Override
    public void forceDirectory(String path) {
        throw refused(path);
    }

    @Override
    public void rename(String from, String to) {
        throw refused(from);
    }

    @Override
    public void delete(String path) {
        throw refused(path);
    }

    @Override
    public WritableFile create(String path) {
        throw refused(path);
    }

    @Override
    public WritableFile openForWrite(String path) {
        throw refused(path);
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        ReadableFile file = storage.openForRead(path);
        return afterRead == null ? file : new CountedFile(file, afterRead);
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
