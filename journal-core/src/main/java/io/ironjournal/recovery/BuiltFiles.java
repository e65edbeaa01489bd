package io.ironjournal.recovery;

import io.ironjournal.checkpoint.CheckpointFile;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.io.Storage;
import io.ironjournal.segment.SegmentStore;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.util.List;

/** The files that are built from the log. If the log keeps all records, they can be built again. */
final class BuiltFiles {

    private static final List<String> FILES =
            List.of(SegmentStore.CATALOGUE, CursorFile.PATH, CheckpointFile.PATH, "quarantine");

    private BuiltFiles() {}

    /** Deletes the files durably, so that a crash cannot mix them with new ones. */
    static void discard(Storage storage) throws IOException {
        for (String file : FILES) {
            deleteAll(storage, file);
        }
        for (String stream : storage.list(SegmentStore.DIRECTORY)) {
            deleteAll(storage, SegmentStore.DIRECTORY + '/' + stream);
        }
        if (storage.exists(SegmentStore.DIRECTORY)) {
            storage.forceDirectory(SegmentStore.DIRECTORY);
        }
        storage.forceDirectory("");
    }

    private static void deleteAll(Storage storage, String path) throws IOException {
        for (String name : storage.list(path)) {
            storage.delete(path + '/' + name);
        }
        try {
            storage.delete(path);
        } catch (DirectoryNotEmptyException e) {
            throw new IOException(storage.describe(path) + " contains files that are not the journal's", e);
        }
    }
}
