package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts the bytes of a storage's files. Taking the lock measures all files once; from then on each change is counted.
 * Changes by others are not noticed.
 */
public final class MeasuredStorage implements Storage {

    /** A journal has fewer levels of directories. The limit ends the measurement of a link to a parent. */
    private static final int MAX_DEPTH = 8;

    private final Storage storage;
    private final DiskUse use = new DiskUse();

    /** Measures a storage. {@link #close} closes it, too. */
    public MeasuredStorage(Storage storage) {
        this.storage = storage;
    }

    /** Returns the counted bytes. */
    public DiskUse use() {
        return use;
    }

    @Override
    public Closeable lock() throws IOException {
        Closeable lock = storage.lock();
        boolean measured = false;
        try {
            use.clear();
            measure("", 1);
            measured = true;
            return lock;
        } finally {
            if (!measured) {
                lock.close();
            }
        }
    }

    /** Measures a directory. One that this process may not read does not belong to the journal. */
    private void measure(String directory, int depth) throws IOException {
        for (String name : readableNames(directory)) {
            String path = directory.isEmpty() ? name : directory + "/" + name;
            OptionalLong size = storage.size(path);
            if (size.isPresent()) {
                use.found(path, size.getAsLong());
            } else if (depth < MAX_DEPTH) {
                measure(path, depth + 1);
            }
        }
    }

    private List<String> readableNames(String directory) throws IOException {
        try {
            return storage.list(directory);
        } catch (AccessDeniedException e) {
            return List.of();
        }
    }

    /** Counts the files of a path no more, or for the first time. */
    private void count(String path, boolean found) throws IOException {
        OptionalLong size = storage.size(path);
        if (size.isPresent() && found) {
            use.found(path, size.getAsLong());
        } else if (size.isPresent()) {
            use.freed(path, size.getAsLong());
        } else {
            for (String name : storage.list(path)) {
                count(path + "/" + name, found);
            }
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (from.equals(to)) {
            storage.rename(from, to);
            return;
        }
        long replaced = storage.size(to).orElse(0);
        boolean moves = DiskUse.differ(from + "/", to + "/");
        if (moves) {
            count(from, false);
        }
        boolean renamed = false;
        try {
            storage.rename(from, to);
            renamed = true;
        } finally {
            if (moves) {
                count(renamed ? to : from, true);
            }
        }
        use.freed(to, replaced);
    }

    @Override
    public void delete(String path) throws IOException {
        long size = storage.size(path).orElse(0);
        storage.delete(path);
        use.freed(path, size);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return new MeasuredFile(path, storage.create(path), 0, use);
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        WritableFile file = storage.openForWrite(path);
        boolean measured = false;
        try {
            WritableFile result = new MeasuredFile(path, file, file.size(), use);
            measured = true;
            return result;
        } finally {
            if (!measured) {
                file.close();
            }
        }
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        return storage.openForRead(path);
    }

    @Override
    public boolean link(String path, Storage target, String name) throws IOException {
        return storage.link(path, target, name);
    }

    /** Returns a directory that is not measured: it is not the journal's. */
    @Override
    public Storage another(Path directory, Set<PosixFilePermission> permissions) {
        return storage.another(directory, permissions);
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
    public void hold(String path) throws IOException {
        storage.hold(path);
    }

    @Override
    public void verify() throws IOException {
        storage.verify();
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
    public String describe(String path) {
        return storage.describe(path);
    }

    @Override
    public OptionalLong freeSpace() {
        return storage.freeSpace();
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }

    @Override
    public String toString() {
        return storage.toString();
    }
}
