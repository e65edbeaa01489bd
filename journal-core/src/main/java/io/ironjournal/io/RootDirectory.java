package io.ironjournal.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The root directory of a storage. It is created with its parents before the first write. From then on its real path is
 * used, without symbolic links and {@code ..}, so a link that changes later has no effect.
 */
final class RootDirectory {

    private final Path given;
    private final AccessModes modes;
    private final ReentrantLock creating = new ReentrantLock();
    private volatile @Nullable Path real;

    RootDirectory(Path given, AccessModes modes) {
        this.given = given.toAbsolutePath();
        this.modes = modes;
    }

    Path path() {
        Path resolved = real;
        return resolved == null ? given : resolved;
    }

    void create() throws IOException {
        if (real != null) {
            return;
        }
        creating.lock();
        try {
            if (real == null) {
                createWithParents(given, modes.ofDirectory(given));
                real = realPath(given);
            }
        } finally {
            creating.unlock();
        }
    }

    /**
     * Creates the directory and its missing parents, and forces each name before anything is created below it. Also
     * forces the name of the deepest existing directory: a process that was killed may have created it without forcing
     * its name.
     */
    private static void createWithParents(Path directory, FileAttribute<?>... attributes) throws IOException {
        @Nullable Path parent = directory.getParent();
        if (Files.isDirectory(directory)) {
            forceUnlessHidden(realPath(directory).getParent());
            return;
        }
        if (parent != null) {
            createWithParents(parent);
        }
        try {
            Files.createDirectory(directory, attributes);
        } catch (IOException e) {
            if (!(e instanceof FileAlreadyExistsException && Files.isDirectory(directory))) {
                throw DiskErrors.at(directory, "Cannot create the directory", e);
            }
        }
        if (parent != null) {
            DirectoryForce.force(parent);
        }
    }

    private static Path realPath(Path directory) throws IOException {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw DiskErrors.at(directory, "Cannot resolve", e);
        }
    }

    /** Forces a directory if it can be read. The journal creates nothing in a directory that it may not read. */
    private static void forceUnlessHidden(@Nullable Path parent) throws IOException {
        if (parent == null) {
            return;
        }
        try {
            DirectoryForce.force(parent);
        } catch (AccessDeniedException e) {
            return;
        }
    }

    /** Returns the space that this process may still use; empty if the file system does not say. */
    OptionalLong freeSpace() {
        try {
            return OptionalLong.of(Files.getFileStore(path()).getUsableSpace());
        } catch (IOException | RuntimeException unknown) {
            return OptionalLong.empty();
        }
    }
}
