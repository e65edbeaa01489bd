package io.ironjournal.log;

import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;

/** Creates spare files. */
final class LogSpare {

    private LogSpare() {}

    /**
     * Creates a spare of zeros and forces all of it. Space that is not allocated could be missing when the disk is
     * full.
     *
     * @param near an LSN near the number in its name
     * @return its path
     * @throws NoSpaceException when there is no space; the file is deleted then
     */
    static String make(Storage storage, long size, long near) throws IOException {
        String unnamed = LogFiles.fresh(near);
        try (WritableFile file = storage.create(unnamed)) {
            LogSegmentFiles.fill(file, 0, size);
            file.force();
        } catch (NoSpaceException e) {
            storage.delete(unnamed);
            throw e;
        }
        String path = unusedName(storage, near);
        try {
            storage.rename(unnamed, path);
            storage.forceDirectory(LogFiles.DIRECTORY);
        } catch (NoSpaceException e) {
            throw new IOException("Naming " + storage.describe(path) + " failed: " + e.getMessage(), e);
        }
        return path;
    }

    /** Returns a name that no retired segment gets: segments begin at multiples of 512. */
    private static String unusedName(Storage storage, long near) throws IOException {
        for (long number = near + 1; ; number++) {
            String path = LogFiles.spare(number);
            if (!storage.exists(path)) {
                return path;
            }
        }
    }
}
