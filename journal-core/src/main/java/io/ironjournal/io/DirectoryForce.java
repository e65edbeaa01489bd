package io.ironjournal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces directories, which makes the names in them durable. */
final class DirectoryForce {

    private DirectoryForce() {}

    /**
     * Forces a directory. Only a {@link FileChannel} can do that. An interrupt would close the channel and hide an
     * error that the device reports only once, so this runs in a thread that cannot be interrupted.
     */
    static void force(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // On Windows a directory cannot be opened, and NTFS makes names durable by its own journal.
            return;
        }
        Uninterruptibles.run("force " + directory, () -> {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                if (!Files.isDirectory(directory)) {
                    throw new NotDirectoryException(directory.toString());
                }
                channel.force(true);
            } catch (IOException e) {
                throw DiskErrors.at(directory, "Cannot force the directory", e);
            }
            return directory;
        });
    }
}
