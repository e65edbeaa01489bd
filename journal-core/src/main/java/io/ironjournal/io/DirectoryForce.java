package io.ironjournal.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes a directory's entries durable. */
final class DirectoryForce {

    private DirectoryForce() {}

    /**
     * Only a {@link FileChannel} can force a directory, and an interrupt during the force would replace the error that
     * the device reports, once, by its own: hence a thread that nobody can interrupt.
     */
    static void force(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Windows: a directory cannot be opened, and NTFS journals names by itself.
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
