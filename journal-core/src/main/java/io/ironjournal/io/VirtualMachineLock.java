package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps a second journal of the same virtual machine out of a directory, also when its classes come from another class
 * loader.
 *
 * <p>The virtual machine keeps a table of the files that it locked. All class loaders share that table, nobody can replace
 * it, and a journal that is collected without being closed leaves it. So a lock of the file {@code LOCK.jvm} is the
 * registry. Unlike {@code LOCK}, that file may be opened and closed at any time: whether other processes see its lock does
 * not matter.
 */
final class VirtualMachineLock implements Closeable {

    static final String FILE = "LOCK.jvm";

    private final FileChannel file;

    private VirtualMachineLock(FileChannel file) {
        this.file = file;
    }

    /** Returns the lock; or empty, when this virtual machine holds it already. */
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
            // Null when another process has it: then LOCK decides, which that process has locked or is about to lock.
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
