package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.EntryTime;
import io.ironjournal.format.FileState;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The segments of all streams of a journal. One thread at a time creates, recovers, appends and forces: the thread that
 * opens the journal, and later the flusher. Any thread can open idle streams and read.
 */
public final class SegmentStore implements Closeable {

    /** The file that lists the streams. */
    public static final String CATALOGUE = CatalogueFile.PATH;

    /** The directory of the streams. */
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
     * Creates a store without open streams.
     *
     * @param losses decides about losses, called by any thread
     */
    public SegmentStore(Storage storage, UUID journalId, SegmentOptions options, StreamLosses losses) {
        this.storage = storage;
        this.journalId = journalId;
        this.losses = losses;
        catalogue = new Catalogue(storage, journalId);
        open = new OpenSegments(options, storage.describe(""), losses::readDamage);
        path = new WritePath(storage, options);
        deletion = new StreamDeletion(storage, path);
        opener = new StreamOpener(storage, journalId, path, open, catalogue, losses, notes::add);
        storage.whenTooManyFilesAreOpen(open::closeHalf);
    }

    /**
     * Reads the catalogue of streams. Must be called once, before any stream is opened.
     *
     * @param expected the state of the catalogue according to the newest flush mark
     * @param logEnd the LSN of the log end
     * @throws CorruptionException if the catalogue is missing, damaged, or an older copy
     */
    public void loadCatalogue(FileState expected, long logEnd) throws IOException {
        catalogue.load(expected, logEnd);
    }

    /** Starts a new catalogue after a recorded loss of it. {@link #salvage} then lists the streams that it finds. */
    public void beginAgain() {
        catalogue.beginAgain();
    }

    /**
     * Fails if no stream exists although the catalogue lists some. See {@link RequiredStreams}.
     *
     * @throws SegmentNotFoundException if the directory of all streams is missing or empty
     */
    public void requireStreams(Predicate<CatalogueEntry> deleted, RequiredStreams.Rebuilt rebuilt) throws IOException {
        new RequiredStreams(storage, catalogue, losses).require(deleted, rebuilt);
    }

    /** Returns the names of the streams that are in segments, or should be, sorted. */
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

    /** Returns whether a stream exists. Foreign files and directories do not count. */
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

    /** Records in the catalogue how far a stream is in segments, for the next {@link #forceCatalogue}. */
    public void list(StreamSegments stream) {
        if (stream.firstId() < stream.nextId() || stream.nextId() > 0) {
            catalogue.put(new CatalogueEntry(
                    stream.stream(), stream.generation(), stream.firstId(), stream.nextId(), false, false));
        }
    }

    /**
     * Makes the catalogue durable. Called after {@link #forceAll} and before a flush mark.
     *
     * @param born the LSN up to which the log is forced
     * @return the state that the flush mark may rely on
     */
    public FileState forceCatalogue(long born) throws IOException {
        return catalogue.force(born);
    }

    /** Returns how far a stream is in segments according to the catalogue, or null if it is not listed. */
    public @Nullable CatalogueEntry listed(String stream) throws IOException {
        return catalogue.find(stream);
    }

    /** Visits all streams in the catalogue, in no order. */
    public void eachListed(Consumer<CatalogueEntry> visitor) throws IOException {
        catalogue.all().forEach(visitor);
    }

    /**
     * Opens a stream that the log does not mention, so that all its entries are durable. Reads a bounded number of
     * bytes, for any size of the stream.
     *
     * @return the stream, or null if there is none of that name
     * @throws CorruptionException if its last segment is damaged, or entries are proven to be missing
     */
    public @Nullable StreamSegments open(String stream) throws IOException {
        return opener.open(stream);
    }

    /**
     * Opens a stream for which the log has only a truncation. All its entries are durable, but files below may still
     * exist, or exist again after a crash. They are deleted.
     *
     * @param generation the LSN of the stream's creation
     * @param truncatedTo the first id according to the log, above 0
     * @throws CorruptionException if its last segment is damaged; nothing was changed
     * @throws io.ironjournal.SegmentNotFoundException if the segment of that first id is missing
     */
    public StreamSegments openTruncated(String stream, long generation, long truncatedTo) throws IOException {
        return opener.openTruncated(stream, generation, truncatedTo);
    }

    /**
     * Creates a stream. Its directory and first segment are created with its first entry, so this call also succeeds on
     * a full disk.
     *
     * @param generation the LSN of the stream's creation
     */
    public StreamSegments create(String stream, long generation) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, generation);
        return new StreamSegments(
                files, path, open, SegmentAppender.begin(files, path, 0, EntryTime.NONE), StreamExtent.empty(0));
    }

    /**
     * Opens a stream that the log mentions. Keeps the entries below the first id that the log still has, and truncates
     * the rest in any state. The frame with the last id to keep stays complete, so {@link StreamSegments#nextId} may be
     * above {@code fromId}. Those entries need not be written again.
     *
     * @param generation the LSN of the stream's creation
     * @param fromId the first id that the log still has, or {@code truncatedTo} if that is higher
     * @param truncatedTo the highest id to which the log truncated the stream, or 0. Segments that begin below it are
     *     garbage. If it equals {@code fromId}, everything is discarded, and the stream continues at this id with
     * entries     of the log
     * @throws CorruptionException if the entry before {@code fromId} is missing or damaged; nothing was changed
     */
    public StreamSegments recover(String stream, long generation, long fromId, long truncatedTo) throws IOException {
        return opener.recover(stream, generation, fromId, truncatedTo);
    }

    /** Returns the irregularities of recovered streams, one sentence for each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Works like {@link #recover(String, long, long, long)} for a stream that the log did not truncate. */
    public StreamSegments recover(String stream, long generation, long fromId) throws IOException {
        return recover(stream, generation, fromId, 0);
    }

    /**
     * Opens a stream whose log was truncated at damage, so that nothing can be rebuilt. Keeps complete frames.
     *
     * @param truncatedTo segments that begin below it are garbage
     * @param notes receives a sentence for everything that is moved to quarantine
     * @return the stream, or null if no complete frame and no segment remains
     * @throws CorruptionException if missing entries cannot be replaced from the log
     */
    public @Nullable StreamSegments salvage(String stream, long generation, long truncatedTo, Consumer<String> notes)
            throws IOException {
        return opener.salvage(stream, generation, truncatedTo, notes);
    }

    /**
     * Registers the directories of all streams to be forced, also those without segments. An interrupted opening may have
     * removed files from them, which a power failure would bring back.
     */
    public void changedAllNames() throws IOException {
        storage.list(StreamFiles.STREAMS).stream()
                .filter(directory -> StreamDirectoryName.decode(directory) != null)
                .forEach(directory -> path.unforced().changedNames(StreamFiles.STREAMS + "/" + directory));
    }

    /** Lets a salvaged stream continue at a higher id, because the entries before it are lost. */
    public StreamSegments goOnAt(StreamSegments salvaged, long nextId) {
        return salvaged.goingOnAt(nextId);
    }

    /** Throws an exception that says what is missing. If the operator allowed the loss, records it instead. */
    public void missing(CorruptionException missing) throws IOException {
        losses.missing(missing);
    }

    /** Requests that the state after a recorded loss is made durable soon. */
    public void requestRound() {
        losses.requestRound();
    }

    /** Returns the generation in the newest readable segment of a stream, or 0 if there is none. */
    public long generation(String stream) throws IOException {
        return SegmentSalvage.generation(new StreamFiles(storage, journalId, stream, 0));
    }

    /** Creates a stream without segments at an id above 0. */
    public StreamSegments createAt(String stream, long generation, long firstId) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, generation);
        return new StreamSegments(
                files,
                path,
                open,
                SegmentAppender.begin(files, path, firstId, EntryTime.NONE),
                StreamExtent.empty(firstId));
    }

    /**
     * Deletes an open stream. Readers find nothing from now on, or get a {@link io.ironjournal.TruncatedException}. The
     * stream takes no more entries. After {@link #forceAll}, the deletion is durable. Called only by the flusher.
     */
    public void delete(StreamSegments stream) throws IOException {
        catalogue.delete(stream.stream(), stream.generation());
        stream.markDeleted();
        deletion.delete(stream.files());
    }

    /**
     * Deletes one generation of a stream that is not open, as recorded in the log. Does nothing if the stream does not
     * exist or has another generation.
     */
    public void delete(String stream, long generation) throws IOException {
        catalogue.delete(stream, generation);
        deletion.delete(new StreamFiles(storage, journalId, stream, generation));
    }

    /** Deletes the remains of deleted streams after a crash. Must be called once, before anything else is written. */
    public void deleteLeftovers() throws IOException {
        deletion.deleteLeftovers();
    }

    /** Returns whether {@link #forceAll} has anything to do. */
    public boolean hasUnforced() {
        return !path.unforced().isEmpty();
    }

    /**
     * Makes everything durable that was written, created, truncated and deleted: first the files, then the directories.
     * After a failure nothing may be forced again.
     */
    public void forceAll() throws IOException {
        path.forceAll();
    }

    /** Closes the files without forcing them. Running reads can finish. */
    @Override
    public void close() throws IOException {
        try {
            open.close();
        } finally {
            path.unforced().close();
        }
    }
}
