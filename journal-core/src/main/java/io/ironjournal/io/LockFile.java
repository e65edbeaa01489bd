package io.ironjournal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Opens files to lock. An interrupt would close the channel, so this runs only in threads that are not interrupted. */
final class LockFile {

    /** Options that refuse symbolic links: through a link, the name of the owner would overwrite another file. */
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    private LockFile() {}

    /** Opens a file, and creates it when it is missing. Refuses a symbolic link. */
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
