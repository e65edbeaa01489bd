package io.ironjournal.recovery;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.checkpoint.CheckpointFile;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.flush.BuiltFile;
import io.ironjournal.format.BuiltState;
import io.ironjournal.format.FlushMark;
import io.ironjournal.io.Storage;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.util.List;
import java.util.Optional;

/** The files that are built from a log that does not depend on the directory. They can be built again. */
final class BuiltFiles {

    private static final List<String> FILES =
            List.of(SegmentStore.CATALOGUE, CursorFile.PATH, CheckpointFile.PATH, "quarantine");

    private BuiltFiles() {}

    /**
     * Returns the mark up to which the files were built, if they can be used: they belong to this journal, and the log
     * still has everything above the mark's low-water mark. Below its flushed LSN, these are PREPAREs of branches that were
     * in doubt. If such a PREPARE were missing, a later COMMIT would lose what it says of cursors and producers. The records below the mark were acknowledged in the epoch of the mark, so they
     * are below the end of that epoch. Otherwise the log was replaced by an older copy of itself.
     */
    static Optional<FlushMark> usable(Storage storage, OpenedLog log) throws IOException {
        Optional<BuiltState> found = new BuiltFile(storage).read();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        BuiltState state = found.get();
        long flushed = state.mark().flushed();
        boolean usable = state.journalId().equals(log.identity().journalId())
                && state.epoch() < log.epoch()
                && state.mark().lowWaterMark() >= log.begin()
                && flushed <= log.endOf(state.epoch());
        return usable ? Optional.of(state.mark()) : Optional.empty();
    }

    /** Refuses files that were built from a log elsewhere: the journal did not lose its log, the options name another. */
    static void requireNone(Storage storage) throws IOException {
        if (storage.exists(BuiltFile.PATH)) {
            throw new JournalNotFoundException(
                    "The commit log of the journal in " + storage.describe("") + " is not in its directory: "
                            + storage.describe(BuiltFile.PATH)
                            + " belongs to files that were built from a log elsewhere. Set the option commitLog as before, or use another directory",
                    ErrorContext.ofFile(storage.describe("")),
                    null);
        }
    }

    /** Deletes the files durably, so that a crash cannot mix them with new ones. */
    static void discard(Storage storage) throws IOException {
        storage.delete(BuiltFile.PATH);
        storage.forceDirectory("");
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
