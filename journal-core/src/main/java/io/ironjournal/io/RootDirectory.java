package io.ironjournal.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The storage's own directory, created with its parents when it is first needed for writing. */
final class RootDirectory {

    private final Path path;
    private final ReentrantLock creating = new ReentrantLock();
    private volatile boolean ready;

    RootDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    void create() throws IOException {
        if (ready) {
            return;
        }
        creating.lock();
        try {
            if (!ready) {
                createWithParents(path);
                ready = true;
            }
        } finally {
            creating.unlock();
        }
    }

    /**
     * Forces each name before anything is created below it. The name of the deepest directory that exists already is
     * forced too: a process that died here before may have created it and not come to force it.
     */
    private static void createWithParents(Path directory) throws IOException {
        @Nullable Path parent = directory.getParent();
        if (Files.isDirectory(directory)) {
            forceUnlessHidden(directory.toRealPath().getParent());
            return;
        }
        if (parent != null) {
            createWithParents(parent);
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        } catch (IOException e) {
            throw DiskErrors.at(directory, "Cannot create the directory", e);
        }
        if (parent != null) {
            DirectoryForce.force(parent);
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
