package io.ironjournal.log;

import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;

/** Makes a spare file that was no segment before. */
final class LogSpare {

    private LogSpare() {}

    /**
     * Makes one of zeros, all of it forced: what the disk promised and did not allocate could be missing when it is full.
     *
     * @param near an LSN for its name
     * @return its path
     * @throws NoSpaceException when there is no space; nothing is left of it
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

    /** Not the name that a segment will get when it is retired, since all of them begin at multiples of 512. */
    private static String unusedName(Storage storage, long near) throws IOException {
        for (long number = near + 1; ; number++) {
            String path = LogFiles.spare(number);
            if (!storage.exists(path)) {
                return path;
            }
        }
    }
}
