package io.ironjournal.internal;

import io.ironjournal.checkpoint.CheckpointFile;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.io.Storage;
import io.ironjournal.segment.SegmentStore;
import java.io.IOException;
import java.util.List;

/** The files and directories that must not be exchanged while the journal is open. */
final class HeldNames {

    private static final List<String> NAMES =
            List.of("MANIFEST", "log", "streams", SegmentStore.CATALOGUE, CursorFile.PATH, CheckpointFile.PATH);

    private HeldNames() {}

    /** Guards them until the lock is released. */
    static void hold(Storage storage) throws IOException {
        for (String name : NAMES) {
            storage.hold(name);
        }
    }
}
