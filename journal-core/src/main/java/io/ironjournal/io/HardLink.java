package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Gives files second names. */
final class HardLink {

    private HardLink() {}

    /** Returns false when the file systems cannot do that, or the file has too many names. */
    static boolean create(Path link, Path file) throws IOException {
        try {
            Files.createLink(link, file);
            return true;
        } catch (NoSuchFileException e) {
            throw DiskErrors.at(file, "Cannot link " + Printable.path(link) + " to", e);
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
    }
}
