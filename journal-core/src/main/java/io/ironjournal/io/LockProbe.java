package io.ironjournal.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds out who has a journal's directory locked, without taking a lock.
 *
 * <p>On POSIX, closing {@code LOCK} would release the lock of this process. So the kernel's table of locks is read first,
 * which only Linux has. Elsewhere nothing tells whether the directory is locked.
 */
public final class LockProbe {

    private static final Path TABLE = Path.of("/proc/locks");
    private static final int PID_FIELD = 4;

    private LockProbe() {}

    /**
     * The answer.
     *
     * @param locked whether the directory is locked
     * @param known whether {@code locked} is known
     * @param owner describes the process that has the lock, or had it last; may be empty
     */
    public record Answer(boolean locked, boolean known, String owner) {}

    /** Looks at the lock of a directory. */
    public static Answer ask(Path directory) {
        Path file = directory.resolve(DirectoryLock.FILE);
        if (!Files.isRegularFile(file)) {
            return new Answer(false, true, "");
        }
        try {
            String suffix = ":" + Files.getAttribute(file, "unix:ino");
            boolean locked = false;
            for (String line : Files.readAllLines(TABLE)) {
                List<String> fields = List.of(line.trim().split(" +"));
                if (fields.stream().anyMatch(field -> field.endsWith(suffix))) {
                    locked = true;
                    if (fields.indexOf(Long.toString(ProcessHandle.current().pid())) == PID_FIELD) {
                        return new Answer(true, true, LockOwner.current().toString());
                    }
                }
            }
            LockOwner owner = read(file);
            return new Answer(locked, locked || owner.isOfThisHost(), owner.toString());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return new Answer(false, false, "");
        }
    }

    private static LockOwner read(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[LockOwner.MAX_SIZE];
            return LockOwner.decode(bytes, in.read(bytes));
        }
    }
}
