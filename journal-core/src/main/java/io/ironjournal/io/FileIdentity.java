package io.ironjournal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Identifies the file that a path led to, to notice when the file is renamed or replaced. */
final class FileIdentity {

    private final Path path;
    private final LinkOption[] links;
    private final @Nullable Object key;

    private FileIdentity(Path path, @Nullable Object key, LinkOption... links) {
        this.path = path;
        this.key = key;
        this.links = links;
    }

    /** Identifies a file to read. Its path may contain symbolic links. */
    static FileIdentity ofReadable(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        if (attributes.isDirectory()) {
            // The system would open a directory, and fail only when it is read.
            throw DiskErrors.at(
                    path, "Cannot open", new IOException("it is a directory. Move it away, and look again"));
        }
        return new FileIdentity(path, attributes.fileKey());
    }

    /** Identifies a file to write. Refuses a symbolic link: its target may belong to another program. */
    static FileIdentity ofWritable(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            throw DiskErrors.link(path);
        }
        return new FileIdentity(path, attributes.fileKey(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns whether the path leads to this file; true for any file if the system gives files no identity. */
    boolean stillAtPath() {
        try {
            return key == null
                    || key.equals(Files.readAttributes(path, BasicFileAttributes.class, links)
                            .fileKey());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Checks that the path leads to this file. Does nothing if the system gives files no identity.
     *
     * @throws ExchangedException when the path leads to another file, or to no file
     */
    void verify() throws IOException {
        Object expected = key;
        if (expected == null) {
            return;
        }
        Object found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class, links).fileKey();
        } catch (NoSuchFileException e) {
            found = null;
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot identify", e);
        }
        if (!expected.equals(found)) {
            throw new ExchangedException(path, expected, found);
        }
    }

    private static BasicFileAttributes attributes(Path path, LinkOption... links) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, links);
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot open", e);
        }
    }
}
