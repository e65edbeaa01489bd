package io.ironjournal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Opens files to be locked. An interrupt closes the channel: used only where there is none. */
final class LockFile {

    /** Through a symbolic link the owner's name would overwrite somebody else's file. */
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    private LockFile() {}

    /** Opens a file, creates it where missing, and refuses a symbolic link. */
    static FileChannel open(Path path, AccessModes modes) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw DiskErrors.link(path);
        }
        try {
            return FileChannel.open(path, OPTIONS, modes.ofFile(path));
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot open", e);
        }
    }
}
