package io.ironjournal.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The storage's own directory, created with its parents when it is first needed for writing. From then on its real path
 * is used, as the operating system resolves symbolic links and {@code ..}: a link that is changed later leads nowhere
 * else.
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
     * Forces each name before anything is created below it. The name of the deepest directory that exists already is
     * forced too: a process that died here before may have created it and not come to force it.
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

    /** A directory that we may not read is not where we create anything: whoever made its entries forces them. */
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
}
