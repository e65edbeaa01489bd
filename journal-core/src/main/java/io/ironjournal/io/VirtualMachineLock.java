package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Locks a directory against a second journal of the same virtual machine, also one with classes of another class
 * loader.
 *
 * <p>The virtual machine has a table of the files that it locked. All class loaders share the table, no code can
 * replace it, and the lock of a journal that is garbage-collected without a close leaves it. So a lock of the file
 * {@code LOCK.jvm} serves as the registry. Unlike {@code LOCK}, that file may be opened and closed at any time: it does
 * not matter whether other processes see its lock.
 */
final class VirtualMachineLock implements Closeable {

    static final String FILE = "LOCK.jvm";

    private final FileChannel file;

    private VirtualMachineLock(FileChannel file) {
        this.file = file;
    }

    /** Returns the lock; empty when this virtual machine has it already. */
    static Optional<VirtualMachineLock> acquire(Path directory, AccessModes modes) throws IOException {
        Path path = directory.resolve(FILE);
        FileChannel file = LockFile.open(path, modes);
        boolean keep = false;
        try {
            keep = lock(file);
            return keep ? Optional.of(new VirtualMachineLock(file)) : Optional.empty();
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot lock", e);
        } finally {
            if (!keep) {
                file.close();
            }
        }
    }

    /** Returns false when this virtual machine has locked the file. */
    private static boolean lock(FileChannel file) throws IOException {
        try {
            // Null when another process has locked the file. That process has also locked LOCK, or is about to.
            file.tryLock();
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
