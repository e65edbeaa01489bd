package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.FileState;
import io.ironjournal.format.StreamChange;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.Storage;
import io.ironjournal.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments of all streams of a journal. One thread at a time creates, recovers, appends and forces: the one that
 * opens the journal, then the flusher. Opening idle streams and reading is for any thread.
 */
public final class SegmentStore implements Closeable {

    /** The file that lists the streams. */
    public static final String CATALOGUE = CatalogueFile.PATH;

    /** Where the streams are. */
    public static final String DIRECTORY = StreamFiles.STREAMS;

    private final Storage storage;
    private final UUID journalId;
    private final OpenSegments open;
    private final WritePath path;
    private final StreamDeletion deletion;
    private final Catalogue catalogue;
    private final StreamLosses losses;
    private final StreamOpener opener;
    private final List<String> notes = new ArrayList<>();

    /**
     * Makes a store, in which no stream is open.
     *
     * @param losses asked by any thread
     */
    public SegmentStore(Storage storage, UUID journalId, SegmentOptions options, StreamLosses losses) {
        this.storage = storage;
        this.journalId = journalId;
        this.losses = losses;
        catalogue = new Catalogue(storage, journalId);
        open = new OpenSegments(options, storage.describe(""));
        path = new WritePath(storage, options);
        deletion = new StreamDeletion(storage, path);
        opener = new StreamOpener(storage, journalId, path, open, catalogue, losses, notes::add);
        storage.whenTooManyFilesAreOpen(open::closeHalf);
    }

    /**
     * Reads the catalogue of streams. To be called once, before any stream is opened.
     *
     * @param expected what the newest flush mark relies on
     * @param logEnd where the log ends
     * @throws CorruptionException when the catalogue is missing, damaged, or an older copy
     */
    public void loadCatalogue(FileState expected, long logEnd) throws IOException {
        catalogue.load(expected, logEnd);
    }

    /** Lists all streams again, as {@link #salvage} finds them, after a recorded loss of the catalogue. */
    public void beginAgain() {
        catalogue.beginAgain();
    }

    /**
     * Fails when there is no stream at all, although the catalogue lists some: a volume that is not mounted looks like
     * this. Asks for one stream, and for all of them only if it is missing.
     *
     * @param deletions streams that the log says are deleted
     * @throws SegmentNotFoundException when the directory of all streams is missing or empty
     */
    public void requireStreams(List<StreamChange> deletions) throws IOException {
        CatalogueEntry listed = catalogue.any(entry -> deletions.stream()
                .noneMatch(deleted ->
                        deleted.stream().equals(entry.stream()) && deleted.generation() == entry.generation()));
        if (listed != null && !storage.exists(StreamFiles.directory(listed.stream())) && !hasStreams(storage)) {
            losses.missing(new SegmentNotFoundException(
                    "The directory " + storage.describe(StreamFiles.STREAMS)
                            + " is missing or empty, although the journal has streams, among them '"
                            + Printable.name(listed.stream())
                            + "'. Mount it, or restore it from a copy. If there is none, open with the corruptionPolicy TRUNCATE,"
                            + " which records the loss and goes on",
                    ErrorContext.ofFile(storage.describe(StreamFiles.STREAMS)),
                    null));
            // Once that is recorded, no stream is missed again, and no id is given twice.
            for (CatalogueEntry entry : catalogue.all()) {
                catalogue.replace(entry.lost());
            }
        }
    }

    /** Names of the streams that are in segments, or should be, sorted. */
    public List<String> streams() throws IOException {
        Set<String> names = catalogue.names();
        for (String directory : storage.list(StreamFiles.STREAMS)) {
            String stream = StreamDirectoryName.decode(directory);
            if (stream != null && !names.contains(stream) && isStream(storage, directory)) {
                names.add(stream);
            }
        }
        return List.copyOf(names);
    }

    /** Whether there is any stream; files and directories of others are none. */
    public static boolean hasStreams(Storage storage) throws IOException {
        for (String directory : storage.list(StreamFiles.STREAMS)) {
            if (StreamDirectoryName.decode(directory) != null && isStream(storage, directory)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStream(Storage storage, String directory) throws IOException {
        return StreamFiles.segments(storage, StreamFiles.STREAMS + '/' + directory).length > 0;
    }

    /** Notes in the catalogue how far a stream is in segments, for the next {@link #forceCatalogue}. */
    public void list(StreamSegments stream) {
        if (stream.firstId() < stream.nextId() || stream.nextId() > 0) {
            catalogue.put(new CatalogueEntry(
                    stream.stream(), stream.generation(), stream.firstId(), stream.nextId(), false, false));
        }
    }

    /**
     * Makes the catalogue durable. Comes after {@link #forceAll}, and before a flush mark.
     *
     * @param born the LSN up to which the log is forced
     * @return what the flush mark may rely on
     */
    public FileState forceCatalogue(long born) throws IOException {
        return catalogue.force(born);
    }

    /**
     * Opens a stream that the log does not mention: all its entries are durable. Reads a bounded number of bytes,
     * whatever the stream's size.
     *
     * @return null when there is none of that name
     * @throws CorruptionException when its last segment is damaged, or entries are proven to be missing
     */
    public @Nullable StreamSegments open(String stream) throws IOException {
        return opener.open(stream);
    }

    /**
     * Opens a stream of which the log mentions only that it was truncated: all its entries are durable, but files below
     * may be there, or be there again after a crash. They are deleted.
     *
     * @param generation LSN of the stream's creation
     * @param truncatedTo the id that the log has as its first, above 0
     * @throws CorruptionException when its last segment is damaged; nothing was changed
     * @throws io.ironjournal.SegmentNotFoundException when the segment of that first id is missing
     */
    public StreamSegments openTruncated(String stream, long generation, long truncatedTo) throws IOException {
        return opener.openTruncated(stream, generation, truncatedTo);
    }

    /**
     * Begins a stream that did not exist. Its directory and first segment are created with its first entry, so that a
     * full disk does not stop anyone from getting here.
     *
     * @param generation LSN of the stream's creation
     */
    public StreamSegments create(String stream, long generation) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, generation);
        return new StreamSegments(files, path, open, SegmentAppender.begin(files, path, 0), StreamExtent.empty(0));
    }

    /**
     * Opens a stream that the log mentions: keeps what is below the first id that the log still holds, and cuts away
     * what follows, whatever state it is in. The frame that holds the last id to be kept stays whole, so that
     * {@link StreamSegments#nextId} may be above {@code fromId}: those entries need not be written again.
     *
     * @param generation LSN of the stream's creation
     * @param fromId the first id that the log still holds, or {@code truncatedTo} when that is higher
     * @param truncatedTo the highest id to which the log says that the stream was truncated, 0 when it says nothing:
     *     what begins below it is garbage. When it is {@code fromId}, everything is discarded, and the stream goes on at
     *     this id with entries that the log holds
     * @throws CorruptionException when the entry before {@code fromId} is not there, or damaged; nothing was changed
     */
    public StreamSegments recover(String stream, long generation, long fromId, long truncatedTo) throws IOException {
        return opener.recover(stream, generation, fromId, truncatedTo);
    }

    /** What was irregular in streams that were recovered, each in a sentence. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The same for a stream of which the log does not say that it was truncated. */
    public StreamSegments recover(String stream, long generation, long fromId) throws IOException {
        return recover(stream, generation, fromId, 0);
    }

    /**
     * Opens a stream whose log was cut because of damage, so that nothing can be rebuilt: keeps what is whole.
     *
     * @param truncatedTo what begins below it is garbage
     * @param notes told of what is set aside
     * @return null when there is nothing whole, and no segment any more
     * @throws CorruptionException when the log cannot do without what is missing
     */
    public @Nullable StreamSegments salvage(String stream, long generation, long truncatedTo, Consumer<String> notes)
            throws IOException {
        return opener.salvage(stream, generation, truncatedTo, notes);
    }

    /** Lets a salvaged stream go on at a higher id, since the entries before it are lost. */
    public StreamSegments goOnAt(StreamSegments salvaged, long nextId) {
        return salvaged.goingOnAt(nextId);
    }

    /** Throws an exception that says what is missing or, if the operator allowed it, records the loss. */
    public void missing(CorruptionException missing) throws IOException {
        losses.missing(missing);
    }

    /** Asks for what is left after a recorded loss to be made durable soon. */
    public void wantRound() {
        losses.wantRound();
    }

    /** The generation that the newest readable segment of a stream names; 0 when there is none. */
    public long generation(String stream) throws IOException {
        return SegmentSalvage.generation(new StreamFiles(storage, journalId, stream, 0));
    }

    /** Begins a stream that has no segments at an id above 0. */
    public StreamSegments createAt(String stream, long generation, long firstId) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, generation);
        return new StreamSegments(
                files, path, open, SegmentAppender.begin(files, path, firstId), StreamExtent.empty(firstId));
    }

    /**
     * Deletes an open stream. Readers find nothing from now on, or are told by
     * {@link io.ironjournal.TruncatedException}; it takes no more entries. Once {@link #forceAll} is done, it stays
     * deleted. Called by the flusher alone.
     */
    public void delete(StreamSegments stream) throws IOException {
        catalogue.delete(stream.stream(), stream.generation());
        stream.markDeleted();
        deletion.delete(stream.files());
    }

    /**
     * Deletes one life of a stream that is not open, as the log says. Nothing happens when the stream is not there, or
     * lives another life.
     */
    public void delete(String stream, long generation) throws IOException {
        catalogue.delete(stream, generation);
        deletion.delete(new StreamFiles(storage, journalId, stream, generation));
    }

    /** Deletes what a crash left of streams that were deleted. To be called once, before anything else is written. */
    public void deleteLeftovers() throws IOException {
        deletion.deleteLeftovers();
    }

    /** Whether there is anything for {@link #forceAll} to do. */
    public boolean hasUnforced() {
        return !path.unforced().isEmpty();
    }

    /**
     * Makes everything durable that was written, created, cut and deleted: the files first, then the directories. After
     * a failure nothing must be forced again.
     */
    public void forceAll() throws IOException {
        path.forceAll();
    }

    /** Closes the files, as they are: nothing is forced. Readers at work finish. */
    @Override
    public void close() throws IOException {
        try {
            open.close();
        } finally {
            path.unforced().close();
        }
    }
}
