package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments of all streams of a journal. One thread at a time creates, recovers, appends and forces: the one that
 * opens the journal, then the flusher. Opening idle streams and reading is for any thread.
 */
public final class SegmentStore implements Closeable {

    private final Storage storage;
    private final UUID journalId;
    private final OpenSegments open;
    private final WritePath path;
    private final StreamDeletion deletion;
    private final List<String> notes = new ArrayList<>();

    public SegmentStore(Storage storage, UUID journalId, SegmentOptions options) {
        this.storage = storage;
        this.journalId = journalId;
        open = new OpenSegments(options);
        path = new WritePath(storage, options);
        deletion = new StreamDeletion(storage, path);
        storage.whenTooManyFilesAreOpen(open::closeHalf);
    }

    /** Names of the streams that have a segment, sorted. */
    public List<String> streams() throws IOException {
        List<String> streams = new ArrayList<>();
        for (String directory : storage.list(StreamFiles.STREAMS)) {
            String stream = StreamDirectoryName.decode(directory);
            if (stream != null && isStream(storage, directory)) {
                streams.add(stream);
            }
        }
        Collections.sort(streams);
        return streams;
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

    /**
     * Opens a stream that the log does not mention: all its entries are durable. Reads a bounded number of bytes,
     * whatever the stream's size.
     *
     * @return null when there is none of that name
     * @throws CorruptionException when its last segment is damaged
     */
    public @Nullable StreamSegments open(String stream) throws IOException {
        String directory = StreamFiles.directory(stream);
        long[] segments = StreamFiles.segments(storage, directory);
        if (segments.length == 0) {
            return null;
        }
        SegmentHeader header =
                SegmentFile.header(new StreamFiles(storage, journalId, stream, 0), segments[segments.length - 1]);
        return idle(stream, header.incarnation()).open(segments);
    }

    /**
     * Opens a stream of which the log mentions only that it was truncated: all its entries are durable, but files below
     * may be there, or be there again after a crash. They are deleted.
     *
     * @param incarnation LSN of the stream's creation
     * @param truncatedTo the id that the log has as its first, above 0
     * @throws CorruptionException when its last segment is damaged; nothing was changed
     * @throws io.ironjournal.SegmentNotFoundException when the segment of that first id is missing
     */
    public StreamSegments openTruncated(String stream, long incarnation, long truncatedTo) throws IOException {
        return idle(stream, incarnation).openFrom(truncatedTo);
    }

    private IdleStream idle(String stream, long incarnation) {
        return new IdleStream(new StreamFiles(storage, journalId, stream, incarnation), path, open);
    }

    /**
     * Begins a stream that did not exist. Its directory and first segment are created with its first entry, so that a
     * full disk does not stop anyone from getting here.
     *
     * @param incarnation LSN of the stream's creation
     */
    public StreamSegments create(String stream, long incarnation) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, incarnation);
        return new StreamSegments(files, path, open, SegmentAppender.begin(files, path, 0), StreamExtent.empty(0));
    }

    /**
     * Opens a stream that the log mentions: keeps what is below the first id that the log still holds, and cuts away
     * what follows, whatever state it is in. The frame that holds the last id to be kept stays whole, so that
     * {@link StreamSegments#nextId} may be above {@code fromId}: those entries need not be written again.
     *
     * @param incarnation LSN of the stream's creation
     * @param fromId the first id that the log still holds, or {@code truncatedTo} when that is higher
     * @param truncatedTo the highest id to which the log says that the stream was truncated, 0 when it says nothing:
     *     what begins below it is garbage. When it is {@code fromId}, everything is discarded, and the stream goes on at
     *     this id with entries that the log holds
     * @throws CorruptionException when the entry before {@code fromId} is not there, or damaged; nothing was changed
     */
    public StreamSegments recover(String stream, long incarnation, long fromId, long truncatedTo) throws IOException {
        StreamFiles files = new StreamFiles(storage, journalId, stream, incarnation);
        return SegmentRecovery.recover(files, path, open, fromId, truncatedTo, notes::add);
    }

    /** What was irregular in streams that were recovered, each in a sentence. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** The same for a stream of which the log does not say that it was truncated. */
    public StreamSegments recover(String stream, long incarnation, long fromId) throws IOException {
        return recover(stream, incarnation, fromId, 0);
    }

    /**
     * Opens a stream whose log was cut because of damage, so that nothing can be rebuilt: keeps what is whole.
     *
     * @param truncatedTo what begins below it is garbage
     * @param notes told of what is set aside
     * @return null when there is nothing whole, and no segment any more
     * @throws CorruptionException when the log cannot do without what is missing
     */
    public @Nullable StreamSegments salvage(String stream, long incarnation, long truncatedTo, Consumer<String> notes)
            throws IOException {
        return new SegmentSalvage(new StreamFiles(storage, journalId, stream, incarnation), path, open, notes)
                .keep(truncatedTo);
    }

    /** The incarnation that the newest readable segment of a stream names; 0 when there is none. */
    public long incarnation(String stream) throws IOException {
        return SegmentSalvage.incarnation(new StreamFiles(storage, journalId, stream, 0));
    }

    /** Begins a stream that has no segments at an id above 0. */
    public StreamSegments createAt(String stream, long incarnation, long firstId) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, incarnation);
        return new StreamSegments(
                files, path, open, SegmentAppender.begin(files, path, firstId), StreamExtent.empty(firstId));
    }

    /**
     * Deletes an open stream. Readers find nothing from now on, or are told by
     * {@link io.ironjournal.TruncatedException}; it takes no more entries. Once {@link #forceAll} is done, it stays
     * deleted. Called by the flusher alone.
     */
    public void delete(StreamSegments stream) throws IOException {
        stream.markDeleted();
        deletion.delete(stream.files());
    }

    /**
     * Deletes one life of a stream that is not open, as the log says. Nothing happens when the stream is not there, or
     * lives another life.
     */
    public void delete(String stream, long incarnation) throws IOException {
        deletion.delete(new StreamFiles(storage, journalId, stream, incarnation));
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
