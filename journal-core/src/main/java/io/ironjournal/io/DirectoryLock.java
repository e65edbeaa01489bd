package io.ironjournal.io;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalLockedException;
import io.ironjournal.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Locks a directory against other processes, and against other journals of this process.
 *
 * <p>The file {@code LOCK} is locked against other processes and contains the name of the owner. On POSIX, closing any
 * descriptor of a locked file drops the lock, so a second attempt of the same process must not even open it. Therefore
 * {@link VirtualMachineLock} comes first.
 */
final class DirectoryLock implements Closeable {

    static final String FILE = "LOCK";

    /** Position of the locked byte, behind the name of the owner: on Windows, locked bytes cannot be read. */
    private static final long LOCKED_BYTE = 1024;

    /** Channels that must not be closed, not even by the garbage collector. */
    private static final Queue<FileChannel> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private final VirtualMachineLock inThisProcess;
    private final FileChannel file;
    private final AtomicBoolean released = new AtomicBoolean();

    private DirectoryLock(VirtualMachineLock inThisProcess, FileChannel file) {
        this.inThisProcess = inThisProcess;
        this.file = file;
    }

    static DirectoryLock acquire(Path real, AccessModes modes) throws IOException {
        return Uninterruptibles.run("lock " + real, () -> lock(real, modes));
    }

    private static DirectoryLock lock(Path directory, AccessModes modes) throws IOException {
        VirtualMachineLock inThisProcess =
                VirtualMachineLock.acquire(directory, modes).orElseThrow(() -> heldByThisProcess(directory));
        boolean locked = false;
        try {
            DirectoryLock lock = new DirectoryLock(inThisProcess, lockFile(directory, modes));
            locked = true;
            return lock;
        } finally {
            if (!locked) {
                inThisProcess.close();
            }
        }
    }

    private static FileChannel lockFile(Path directory, AccessModes modes) throws IOException {
        Path path = directory.resolve(FILE);
        FileChannel file = LockFile.open(path, modes);
        boolean keep = false;
        try {
            @Nullable FileLock lock = file.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw heldBy(directory, readOwner(file));
            }
            writeOwner(file, path);
            keep = true;
            return file;
        } catch (OverlappingFileLockException e) {
            // The other file was deleted while a journal was open, or another program locked this file without it.
            keep = NEVER_CLOSED.add(file);
            throw heldByThisProcess(directory);
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot lock", e);
        } finally {
            if (!keep) {
                file.close();
            }
        }
    }

    private static void writeOwner(FileChannel file, Path path) throws IOException {
        ByteBuffer owner = ByteBuffer.wrap(LockOwner.current().encode());
        try {
            file.truncate(owner.remaining());
            while (owner.hasRemaining()) {
                file.write(owner, owner.position());
            }
        } catch (IOException e) {
            IOException error = DiskErrors.at(path, "Cannot write", e);
            // A journal must open on a full disk, so that it can free space. The lock is held without the name.
            if (!(error instanceof NoSpaceException)) {
                throw error;
            }
        }
    }

    private static LockOwner readOwner(FileChannel file) throws IOException {
        ByteBuffer owner = ByteBuffer.allocate(LockOwner.MAX_SIZE);
        int length = file.read(owner, 0);
        return LockOwner.decode(owner.array(), length);
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static JournalLockedException heldByThisProcess(Path directory) {
        return new JournalLockedException(
                Printable.path(directory) + " is locked: another journal of this process (pid " + ownPid()
                        + ") has it open. Use that journal, or close it first.",
                ErrorContext.ofFile(Printable.path(directory)),
                null);
    }

    private static JournalLockedException heldBy(Path directory, LockOwner owner) {
        return new JournalLockedException(
                Printable.path(directory) + " is locked: " + owner
                        + " has it open. Stop that process, or close its journal first.",
                ErrorContext.ofFile(Printable.path(directory)),
                null);
    }

    boolean isHeld() {
        return !released.get();
    }

    @Override
    public void close() throws IOException {
        if (released.compareAndSet(false, true)) {
            try {
                file.close();
            } finally {
                inThisProcess.close();
            }
        }
    }
}
