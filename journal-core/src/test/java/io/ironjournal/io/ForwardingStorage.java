package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Forwards all calls to another storage, for tests that change or watch some of them. */
public abstract class ForwardingStorage implements Storage {

    private final Storage storage;

    protected ForwardingStorage(Storage storage) {
        this.storage = storage;
    }

    /** What is given out instead of a file that was created or opened for writing. */
    protected WritableFile wrap(String path, WritableFile file) {
        return file;
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
        return wrap(path, storage.create(path));
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        return wrap(path, storage.openForWrite(path));
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
}
