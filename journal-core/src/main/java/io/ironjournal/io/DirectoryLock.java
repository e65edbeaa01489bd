package io.ironjournal.io;

import io.ironjournal.JournalLockedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes, and other journals of this one, out of a directory.
 *
 * <p>The file {@code LOCK} is locked against other processes and holds the owner's process id. On POSIX, closing any
 * descriptor of a locked file drops the lock, so a second attempt of the same process must not even open it. Therefore
 * {@link VirtualMachineLock} comes first.
 */
final class DirectoryLock implements Closeable {

    static final String FILE = "LOCK";

    private static final int LONGEST_PID = 20;

    /** Beyond the process id, because Windows lets nobody read what is locked. */
    private static final long LOCKED_BYTE = 1024;

    /** Descriptors that must not be closed, not by the garbage collector either. */
    private static final Queue<RandomAccessFile> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private final VirtualMachineLock inThisProcess;
    private final RandomAccessFile file;
    private final AtomicBoolean released = new AtomicBoolean();

    private DirectoryLock(VirtualMachineLock inThisProcess, RandomAccessFile file) {
        this.inThisProcess = inThisProcess;
        this.file = file;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        return Undisturbed.run("lock " + real, () -> lock(real));
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        VirtualMachineLock inThisProcess =
                VirtualMachineLock.acquire(directory).orElseThrow(() -> heldByThisProcess(directory));
        boolean locked = false;
        try {
            DirectoryLock lock = new DirectoryLock(inThisProcess, lockFile(directory));
            locked = true;
            return lock;
        } finally {
            if (!locked) {
                inThisProcess.close();
            }
        }
    }

    private static RandomAccessFile lockFile(Path directory) throws IOException {
        Path path = directory.resolve(FILE);
        RandomAccessFile file;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot open", e);
        }
        boolean keep = false;
        try {
            @Nullable FileLock lock = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw heldByProcess(directory, readPid(file));
            }
            writePid(file, path);
            keep = true;
            return file;
        } catch (OverlappingFileLockException e) {
            // Somebody deleted the other file while a journal was open, or locks this file without it.
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

    private static void writePid(RandomAccessFile file, Path path) throws IOException {
        byte[] pid = ownPid().getBytes(StandardCharsets.US_ASCII);
        try {
            file.seek(0);
            file.write(pid);
            file.setLength(pid.length);
        } catch (IOException e) {
            IOException error = DiskErrors.at(path, "Cannot write", e);
            // A journal must open on a full disk, so that space can be freed by it. The lock itself holds.
            if (!(error instanceof NoSpaceException)) {
                throw error;
            }
        }
    }

    private static String readPid(RandomAccessFile file) throws IOException {
        byte[] pid = new byte[LONGEST_PID];
        file.seek(0);
        int length = file.read(pid);
        return length <= 0 ? "(not told)" : new String(pid, 0, length, StandardCharsets.US_ASCII).strip();
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static JournalLockedException heldByThisProcess(Path directory) {
        return new JournalLockedException(directory + " is locked: another journal of this process (pid " + ownPid()
                + ") has it open. Use that one, or close it first.");
    }

    private static JournalLockedException heldByProcess(Path directory, String pid) {
        return new JournalLockedException(directory + " is locked: process " + pid
                + " has it open. Stop that process, or close its journal first.");
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
