package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.EntryTime;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams, and compares their segments with the catalogue. A missing part is refused. If the operator allowed the
 * loss, it is recorded once: the stream then continues at the catalogue's next id, with the entries that the log has.
 */
final class StreamOpener {

    private final Storage storage;
    private final UUID journalId;
    private final WritePath path;
    private final OpenSegments open;
    private final Catalogue catalogue;
    private final StreamLosses losses;
    private final Consumer<String> notes;

    StreamOpener(
            Storage storage,
            UUID journalId,
            WritePath path,
            OpenSegments open,
            Catalogue catalogue,
            StreamLosses losses,
            Consumer<String> notes) {
        this.storage = storage;
        this.journalId = journalId;
        this.path = path;
        this.open = open;
        this.catalogue = catalogue;
        this.losses = losses;
        this.notes = notes;
    }

    /** Opens a stream that the log does not mention. Returns null if there is none of that name. */
    @Nullable
    StreamSegments open(String stream) throws IOException {
        CatalogueEntry entry = catalogue.find(stream);
        ListedStream listed = new ListedStream(storage, losses, stream, entry);
        long[] segments = StreamFiles.segments(storage, StreamFiles.directory(stream));
        if (entry == null) {
            if (segments.length == 0) {
                return null;
            }
            listed.requireUnknown(catalogue.incomplete());
            long[] readable = readable(stream, segments);
            if (readable.length == 0) {
                return null;
            }
            StreamSegments found = openOrSalvage(idle(stream, generation(stream, readable)), readable, false);
            list(found);
            return found;
        }
        if (entry.isEmpty() && segments.length == 0) {
            return createAt(stream, entry.generation(), entry.nextId());
        }
        return openListed(listed, entry, listed.segments(segments, entry.firstId()));
    }

    private StreamSegments openListed(ListedStream listed, CatalogueEntry entry, long[] found) throws IOException {
        String stream = entry.stream();
        long[] segments = readable(stream, found);
        if (segments.length == 0) {
            return without(entry);
        }
        long generation = generation(stream, segments);
        listed.requireGeneration(generation);
        StreamSegments opened = openOrSalvage(idle(stream, generation), segments, entry.lossy());
        if (listed.lacksEntries(opened.nextId())) {
            record(new CatalogueEntry(stream, generation, opened.firstId(), entry.nextId(), false, true));
            return opened.goingOnAt(entry.nextId());
        }
        if (generation != entry.generation()
                || opened.firstId() != entry.firstId()
                || opened.nextId() != entry.nextId()) {
            // This is a loss. It is recorded, and is not recorded again.
            list(opened);
        }
        return opened;
    }

    /** Returns the segments up to the last one with a readable header. Those behind it are a loss. */
    private long[] readable(String stream, long[] segments) throws IOException {
        int count = segments.length;
        while (count > 0) {
            try {
                generation(stream, Arrays.copyOf(segments, count));
                break;
            } catch (CorruptionException e) {
                losses.missing(e);
                count--;
            }
        }
        return count == segments.length ? segments : Arrays.copyOf(segments, count);
    }

    /** Records damage at the end as a loss, because it cannot be rebuilt. The stream continues in another segment. */
    private StreamSegments openOrSalvage(IdleStream idle, long[] segments, boolean recorded) throws IOException {
        try {
            return idle.open(segments);
        } catch (CorruptionException e) {
            if (!recorded) {
                losses.missing(e);
            }
            return idle.openWholePart(segments);
        }
    }

    /** Opens a stream whose segments are all lost, with that loss recorded. No id is assigned twice. */
    private StreamSegments without(CatalogueEntry entry) {
        record(entry.lost());
        return createAt(entry.stream(), entry.generation(), entry.nextId());
    }

    private long generation(String stream, long[] segments) throws IOException {
        return SegmentFile.header(new StreamFiles(storage, journalId, stream, 0), segments[segments.length - 1])
                .generation();
    }

    StreamSegments openTruncated(String stream, long generation, long truncatedTo) throws IOException {
        CatalogueEntry entry = catalogue.find(stream);
        if (entry == null || entry.generation() != generation) {
            return idle(stream, generation).openFrom(truncatedTo);
        }
        ListedStream listed = new ListedStream(storage, losses, stream, entry);
        long[] found = StreamFiles.segments(storage, StreamFiles.directory(stream));
        long[] segments = listed.segments(found, Math.max(truncatedTo, entry.firstId()));
        if (segments.length == 0) {
            return without(entry);
        }
        idle(stream, generation).deleteBelow(Arrays.copyOf(found, found.length - segments.length));
        return openListed(listed, entry, segments);
    }

    StreamSegments recover(String stream, long generation, long fromId, long truncatedTo) throws IOException {
        StreamFiles files = new StreamFiles(storage, journalId, stream, generation);
        CatalogueEntry entry = catalogue.find(stream);
        if (entry == null || entry.generation() != generation) {
            return SegmentRecovery.recover(files, path, open, fromId, truncatedTo, notes);
        }
        if (entry.isEmpty() && fromId == entry.nextId()) {
            // The log has all entries. The remains of its first segment after a crash are discarded.
            return SegmentRecovery.recover(files, path, open, fromId, fromId, notes);
        }
        if (entry.lossy() && fromId == entry.nextId()) {
            return recoverBehindLoss(files, entry);
        }
        long firstId = Math.max(truncatedTo, entry.firstId());
        if (fromId > firstId) {
            long[] counting = new ListedStream(storage, losses, stream, entry)
                    .segments(StreamFiles.segments(storage, files.directory()), firstId);
            if (counting.length > 0 && counting[0] == firstId) {
                // Segments below came back with a copy, or were being put back from the archive. They do not count.
                return SegmentRecovery.recover(files, path, open, fromId, firstId, notes);
            }
        }
        return SegmentRecovery.recover(files, path, open, fromId, truncatedTo, notes);
    }

    /** Keeps the segments before a recorded loss, and discards those behind it, because the log has their entries. */
    private StreamSegments recoverBehindLoss(StreamFiles files, CatalogueEntry entry) throws IOException {
        long[] found = StreamFiles.segments(storage, files.directory());
        long[] before = readable(files.stream(), Arrays.copyOf(found, StreamFiles.below(found, entry.nextId())));
        if (before.length == 0) {
            return SegmentRecovery.recover(files, path, open, entry.nextId(), entry.nextId(), notes);
        }
        path.unforced().changedNames(files.directory());
        for (int i = found.length - 1; i >= before.length; i--) {
            path.unforced().delete(files.directory(), files.path(found[i]));
        }
        return openOrSalvage(idle(files.stream(), files.generation()), before, true)
                .goingOnAt(entry.nextId());
    }

    /**
     * Keeps the complete frames of a stream whose log was truncated.
     *
     * @return the stream, or null if no complete frame and no segment remains
     */
    @Nullable
    StreamSegments salvage(String stream, long generation, long truncatedTo, Consumer<String> salvageNotes)
            throws IOException {
        CatalogueEntry entry = catalogue.find(stream);
        StreamSegments kept = new SegmentSalvage(
                        new StreamFiles(storage, journalId, stream, generation), path, open, salvageNotes)
                .keep(truncatedTo, forcedTo(entry, generation));
        if (kept == null) {
            return null;
        }
        if (entry != null && entry.generation() > generation) {
            new ListedStream(storage, losses, stream, entry).requireGeneration(generation);
            record(CatalogueEntry.of(stream, generation, kept.firstId(), kept.nextId()));
            return kept;
        }
        if (entry == null || entry.generation() != generation || kept.nextId() >= entry.nextId()) {
            if (kept.nextId() > 0) {
                catalogue.put(CatalogueEntry.of(stream, generation, kept.firstId(), kept.nextId()));
            }
            return kept;
        }
        if (!entry.lossy()) {
            new ListedStream(storage, losses, stream, entry).lacksEntries(kept.nextId());
        }
        record(new CatalogueEntry(stream, generation, kept.firstId(), entry.nextId(), false, true));
        return kept.goingOnAt(entry.nextId());
    }

    /** Returns the id below which all entries were forced. Segments are forced before the catalogue lists their entries. */
    private long forcedTo(@Nullable CatalogueEntry entry, long generation) {
        if (entry != null && entry.generation() == generation) {
            return entry.nextId();
        }
        return catalogue.incomplete() ? Long.MAX_VALUE : 0;
    }

    private IdleStream idle(String stream, long generation) {
        return new IdleStream(new StreamFiles(storage, journalId, stream, generation), path, open);
    }

    private void list(StreamSegments stream) {
        record(CatalogueEntry.of(stream.stream(), stream.generation(), stream.firstId(), stream.nextId()));
    }

    /** Lists what is left after a recorded loss. */
    private void record(CatalogueEntry left) {
        catalogue.replace(left);
        losses.requestRound();
    }

    private StreamSegments createAt(String stream, long generation, long firstId) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, generation);
        return new StreamSegments(
                files,
                path,
                open,
                SegmentAppender.begin(files, path, firstId, EntryTime.NONE),
                StreamExtent.empty(firstId));
    }
}
