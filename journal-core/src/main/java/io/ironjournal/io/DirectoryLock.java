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
 * descriptor of a locked file drops the lock, so a second attempt of the same process may not even open it: a registry
 * is asked before. It is kept in the system properties, which all class loaders share.
 */
final class DirectoryLock implements Closeable {

    static final String FILE = "LOCK";

    private static final String REGISTRY = "io.ironjournal.lock:";
    private static final int LONGEST_PID = 20;

    /** Beyond the process id, because Windows lets nobody read what is locked. */
    private static final long LOCKED_BYTE = 1024;

    /** Descriptors that must not be closed, not by the garbage collector either. */
    private static final Queue<RandomAccessFile> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private final String key;
    private final RandomAccessFile file;
    private final AtomicBoolean released = new AtomicBoolean();

    private DirectoryLock(String key, RandomAccessFile file) {
        this.key = key;
        this.file = file;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        Path real = directory.toRealPath();
        String key = REGISTRY + real;
        @Nullable Object owner = System.getProperties().putIfAbsent(key, ownPid());
        if (owner != null) {
            throw heldByThisProcess(real);
        }
        boolean locked = false;
        try {
            DirectoryLock lock = new DirectoryLock(key, Undisturbed.run("lock " + real, () -> lockFile(real)));
            locked = true;
            return lock;
        } finally {
            if (!locked) {
                System.getProperties().remove(key);
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
            // The registry did not know, say after System.setProperties or by another mount of the directory.
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
                System.getProperties().remove(key);
            }
        }
    }
}
