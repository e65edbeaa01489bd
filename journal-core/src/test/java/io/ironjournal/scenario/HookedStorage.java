package io.ironjournal.scenario;

import io.ironjournal.io.ForwardingFile;
import io.ironjournal.io.ForwardingStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs a hook before each changing operation: to do something at that moment, to block a thread there, or to throw what
 * a storage can throw. Operations are described as {@code SimulatedStorage} describes them:
 * {@code write:<path>}, {@code writeForced:<path>}, {@code force:<path>}, {@code dir:<path>}, {@code rename:<from> to
 * <to>}, {@code create:<path>}, {@code delete:<path>}.
 */
final class HookedStorage extends ForwardingStorage {

    /** The code to run before an operation. */
    interface Hook {
        void before(String operation) throws IOException;
    }

    /** All operations so far, in order. */
    final List<String> operations = new CopyOnWriteArrayList<>();

    private volatile Hook hook = operation -> {};

    HookedStorage(Storage storage) {
        super(storage);
    }

    void hook(Hook next) {
        hook = next;
    }

    /** Runs an action once, before the next operation whose description begins with this prefix. */
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
    public void forceDirectory(String path) throws IOException {
        before("dir:" + path);
        super.forceDirectory(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        before("rename:" + from + " to " + to);
        super.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        before("delete:" + path);
        super.delete(path);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        before("create:" + path);
        return super.create(path);
    }

    @Override
    protected WritableFile wrap(String path, WritableFile file) {
        return new ForwardingFile(file) {
            @Override
            public void write(long position, ByteBuffer source) throws IOException {
                before("write:" + path);
                super.write(position, source);
            }

            @Override
            public void writeForced(long position, ByteBuffer source) throws IOException {
                before("writeForced:" + path);
                super.writeForced(position, source);
            }

            @Override
            public void force() throws IOException {
                before("force:" + path);
                super.force();
            }

            @Override
            public void setSize(long size) throws IOException {
                before("setSize:" + path);
                super.setSize(size);
            }
        };
    }
}
