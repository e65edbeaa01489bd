package io.ironjournal.log;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The spare files that an opening finds, and the segments that it retires. */
final class RecoveredSpares {

    private final LogSettings settings;
    private final Storage storage;
    private final List<String> paths = new ArrayList<>();

    private RecoveredSpares(LogSettings settings) {
        this.settings = settings;
        this.storage = settings.storage();
    }

    /** Finds the existing spares, and deletes spares of another size or in excess. */
    static RecoveredSpares find(LogSettings settings) throws IOException {
        RecoveredSpares spares = new RecoveredSpares(settings);
        for (String name : settings.storage().list(LogFiles.DIRECTORY)) {
            if (LogFiles.isSpare(name)) {
                spares.keepOrDelete(LogFiles.DIRECTORY + "/" + name);
            }
        }
        return spares;
    }

    /** Returns the paths of the spares; the caller removes the one that it uses. */
    List<String> paths() {
        return paths;
    }

    /** Keeps a file as a spare if it has the right size and more spares are needed; deletes it otherwise. */
    void keepOrDelete(String spare) throws IOException {
        long size;
        try (ReadableFile file = storage.openForRead(spare)) {
            size = file.size();
        }
        if (size > settings.segmentSize() && paths.isEmpty()) {
            // If the file were deleted, its space could be used up before another spare is made.
            shorten(spare);
            paths.add(spare);
        } else if (size == settings.segmentSize() && paths.size() < settings.maxSpares()) {
            paths.add(spare);
        } else {
            storage.delete(spare);
        }
    }

    /** Does not force the file. It is forced when it becomes a segment, and a crash before that only repeats this. */
    private void shorten(String spare) throws IOException {
        try (WritableFile file = storage.openForWrite(spare)) {
            file.setSize(settings.segmentSize());
        }
    }
}
