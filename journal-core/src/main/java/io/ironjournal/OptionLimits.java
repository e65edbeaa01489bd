package io.ironjournal;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** Checks the values of options. The exceptions name the option. */
final class OptionLimits {

    static final long KIB = 1L << 10;
    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Memtables get this part of the heap if nothing else is set. Prepared branches may use as much again. */
    private static final long PART_OF_HEAP = 6;

    private OptionLimits() {}

    /**
     * Returns the default of {@code maxMemtableMemory}: 64 MiB, or less on a small heap.
     *
     * @param heap the maximum size of the heap in bytes
     */
    static long memtableMemory(long heap) {
        return Math.max(MIB, Math.min(64 * MIB, heap / PART_OF_HEAP));
    }

    static long range(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    static Duration duration(String option, Duration value, Duration longest, String longestAsText) {
        Objects.requireNonNull(value, option);
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(option + " must be 1 ms to " + longestAsText + ", not " + value);
        }
        return value;
    }

    static Set<PosixFilePermission> permissions(Set<PosixFilePermission> permissions) {
        String text = PosixFilePermissions.toString(Objects.requireNonNull(permissions, "filePermissions"));
        if (!permissions.containsAll(OWNER_ONLY) || text.contains("x")) {
            throw new IllegalArgumentException("filePermissions must contain read and write permission of the owner"
                    + " and no permission to execute, for example rw------- or rw-r-----, not " + text);
        }
        return Set.copyOf(permissions);
    }
}
