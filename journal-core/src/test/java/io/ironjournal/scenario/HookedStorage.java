package io.ironjournal.scenario;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs a hook before each operation that changes something: to let things happen at a certain moment, to hold a thread
 * there, or to throw what a storage may throw. Operations are described as {@code SimulatedStorage} describes them:
 * {@code write:<path>}, {@code writeForced:<path>}, {@code force:<path>}, {@code dir:<path>}, {@code rename:<from> to
 * <to>}, {@code create:<path>}, {@code delete:<path>}.
 */
final class HookedStorage implements Storage {

    /** What to do before an operation. */
    interface Hook {
        void before(String operation) throws IOException;
    }

    /** All operations so far, in their order. */
    final List<String> operations = new CopyOnWriteArrayList<>();

    private final Storage storage;
    private volatile Hook hook = operation -> {};

    HookedStorage(Storage storage) {
        this.storage = storage;
    }

    void hook(Hook next) {
        hook = next;
    }

    /** Runs an action before the next operation whose description begins so, and never again. */
    void once(String prefix, Hook action) {
        hook = operation -> {
            if (operation.startsWith(prefix)) {
                hook = later -> {};
                action.before(operation);
            }
        };
    }

    private void before(String operation) throws IOException {
        operations.add(operation);
        hook.before(operation);
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
        before("dir:" + path);
        storage.forceDirectory(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        before("rename:" + from + " to " + to);
        storage.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        before("delete:" + path);
        storage.delete(path);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        before("create:" + path);
        return new HookedFile(path, storage.create(path));
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        return new HookedFile(path, storage.openForWrite(path));
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

    private final class HookedFile implements WritableFile {

        private final String path;
        private final WritableFile file;

        HookedFile(String path, WritableFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            before("write:" + path);
            file.write(position, source);
        }

        @Override
        public void writeForced(long position, ByteBuffer source) throws IOException {
            before("writeForced:" + path);
            file.writeForced(position, source);
        }

        @Override
        public void force() throws IOException {
            before("force:" + path);
            file.force();
        }

        @Override
        public void setSize(long size) throws IOException {
            before("setSize:" + path);
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
