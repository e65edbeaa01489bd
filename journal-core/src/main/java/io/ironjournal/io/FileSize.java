package io.ironjournal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalLong;

/** Reads sizes of files. A symbolic link to a directory is a directory; any other link has a size of its own. */
final class FileSize {

    private FileSize() {}

    static OptionalLong of(Path file) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean directory = found.isDirectory() || (found.isSymbolicLink() && Files.isDirectory(file));
            return directory ? OptionalLong.empty() : OptionalLong.of(found.size());
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw DiskErrors.at(file, "Cannot get the size of", e);
        }
    }
}
