package io.ironjournal.segment;

import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.io.Storage;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.function.Predicate;

/** Notices that the directory of all streams is missing or empty, for example because a volume is not mounted. */
public final class RequiredStreams {

    /** Reads the log once more to find the streams that it has from their first entry. */
    public interface Rebuilt {
        Predicate<CatalogueEntry> read() throws IOException;
    }

    private final Storage storage;
    private final Catalogue catalogue;
    private final StreamLosses losses;

    RequiredStreams(Storage storage, Catalogue catalogue, StreamLosses losses) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.losses = losses;
    }

    /**
     * Fails if no stream has files, but the catalogue lists one that must have some. Checks one stream, and all of them
     * only if that one is missing.
     *
     * @param deleted finds the streams that the log has deleted
     * @param rebuilt finds the streams that replay creates again. An earlier recovery deleted their files for that, and
     *     may have been interrupted
     */
    void require(Predicate<CatalogueEntry> deleted, Rebuilt rebuilt) throws IOException {
        CatalogueEntry listed = catalogue.any(deleted.negate());
        if (listed == null
                || storage.exists(StreamFiles.directory(listed.stream()))
                || SegmentStore.hasStreams(storage)) {
            return;
        }
        CatalogueEntry missing =
                catalogue.any(deleted.negate().and(rebuilt.read().negate()));
        if (missing == null) {
            return;
        }
        losses.missing(new SegmentNotFoundException(
                "The directory " + storage.describe(StreamFiles.STREAMS)
                        + " is missing or empty, although the journal has streams, for example '"
                        + Printable.name(missing.stream())
                        + "'. Mount it, or restore it from a copy. If there is none, open with the corruptionPolicy TRUNCATE,"
                        + " which records the loss",
                ErrorContext.ofFile(storage.describe(StreamFiles.STREAMS)),
                null));
        // After the loss is recorded, no stream is missed again, and no id is assigned twice.
        for (CatalogueEntry entry : catalogue.all()) {
            catalogue.replace(entry.lost());
        }
    }
}
