package io.ironjournal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Tells whether a path still leads to the file that was opened by it: it may have been renamed or replaced. */
final class FileIdentity {

    private final Path path;
    private final @Nullable Object key;

    FileIdentity(Path path) throws IOException {
        this.path = path;
        this.key = keyOf(path);
    }

    /** Always true where the system gives files no identity, unless there is no file at all. */
    boolean stillAtPath() {
        try {
            return key == null || key.equals(keyOf(path));
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
