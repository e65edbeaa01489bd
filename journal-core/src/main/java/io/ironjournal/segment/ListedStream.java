package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.LossRemedy;
import io.ironjournal.io.Storage;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compares a stream's segments with its catalogue entry. If the directory or the first segment is missing, or the
 * directory is an older copy, the segments alone look complete. Only the catalogue proves that they are not.
 */
final class ListedStream {

    private final Storage storage;
    private final StreamLosses losses;
    private final String stream;
    private final String directory;
    private final @Nullable CatalogueEntry entry;

    ListedStream(Storage storage, StreamLosses losses, String stream, @Nullable CatalogueEntry entry) {
        this.storage = storage;
        this.losses = losses;
        this.stream = stream;
        this.directory = StreamFiles.directory(stream);
        this.entry = entry;
    }

    /** Fails if there are segments that the catalogue does not list. */
    void requireUnknown(boolean incomplete) throws IOException {
        if (incomplete) {
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.WARNING,
                            "Stream ''{0}'' is not in the damaged catalogue. It is listed again with the segments that were found",
                            Printable.name(stream));
            return;
        }
        losses.missing(new CorruptionException(
                named() + " has segments in " + storage.describe(directory)
                        + ", but the journal does not know it: the directory is a copy from elsewhere, or the stream was"
                        + " deleted. Move the directory away. To keep its entries, open with the corruptionPolicy"
                        + " TRUNCATE, which adds them",
                context(),
                null));
    }

    /**
     * Returns the segments that count: those from the first id on. Segments below it were truncated, and came back with a
     * copy or after a crash.
     *
     * @param firstId the first id according to the catalogue, or the id to which the log truncated the stream
     */
    long[] segments(long[] found, long firstId) throws IOException {
        long[] counting = Arrays.copyOfRange(found, StreamFiles.below(found, firstId), found.length);
        if (counting.length == 0) {
            losses.missing(new SegmentNotFoundException(
                    named() + " is missing: " + storage.describe(directory) + " has no segment with its entries "
                            + firstId + " to " + (listed().nextId() - 1) + LossRemedy.RESTORE,
                    context().withId(firstId),
                    null));
        } else if (counting[0] != firstId) {
            losses.missing(new SegmentNotFoundException(
                    named() + " lacks its first segment, " + storage.describe(StreamFiles.path(directory, firstId))
                            + ", with the entries " + firstId + " to " + (counting[0] - 1) + LossRemedy.RESTORE,
                    context()
                            .withFile(storage.describe(StreamFiles.path(directory, firstId)))
                            .withId(firstId),
                    null));
        }
        return counting;
    }

    /** Fails if the segments belong to another generation of the name. */
    void requireGeneration(long found) throws IOException {
        if (found != listed().generation()) {
            losses.missing(new CorruptionException(
                    named() + " in " + storage.describe(directory)
                            + " is a copy of " + (found < listed().generation() ? "an earlier" : "a later")
                            + " generation of the stream: it was created at LSN " + found
                            + ", and the journal's stream at LSN "
                            + listed().generation() + LossRemedy.RESTORE,
                    context(),
                    null));
        }
    }

    /**
     * Compares the end of the segments.
     *
     * @return whether entries before the catalogue's next id are missing, and that loss is recorded
     */
    boolean lacksEntries(long nextId) throws IOException {
        long listed = listed().nextId();
        if (nextId < listed) {
            if (!listed().lossy()) {
                losses.missing(new CorruptionException(
                        named() + " lacks its last entries, " + nextId + " to " + (listed - 1) + ": "
                                + storage.describe(directory) + " is an older copy, or files were shortened or removed"
                                + LossRemedy.RESTORE,
                        context().withId(nextId),
                        null));
            }
            return true;
        }
        if (nextId > listed) {
            losses.missing(new CorruptionException(
                    named() + " in " + storage.describe(directory) + " continues to entry "
                            + (nextId - 1) + ", but the journal knows it only up to " + (listed - 1)
                            + ": the rest of the journal is an older copy. Restore files of one point in time. To use"
                            + " these, open with the corruptionPolicy TRUNCATE, which records the loss",
                    context(),
                    null));
        }
        return false;
    }

    private CatalogueEntry listed() {
        CatalogueEntry known = entry;
        if (known == null) {
            throw new IllegalStateException(named() + " is not in the catalogue");
        }
        return known;
    }

    private ErrorContext context() {
        return ErrorContext.ofStream(stream).withFile(storage.describe(directory));
    }

    private String named() {
        return "Stream '" + Printable.name(stream) + "'";
    }
}
