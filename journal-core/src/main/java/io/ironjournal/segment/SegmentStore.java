package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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

    public SegmentStore(Storage storage, UUID journalId, SegmentOptions options) {
        this.storage = storage;
        this.journalId = journalId;
        open = new OpenSegments(options.maxOpenSegments());
        path = new WritePath(storage, options);
    }

    /** Names of the streams that have a directory, sorted. */
    public List<String> streams() throws IOException {
        return storage.list(StreamFiles.STREAMS).stream()
                .map(StreamDirectoryName::decode)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
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
        long last = segments[segments.length - 1];
        SegmentHeader header = SegmentFile.header(new StreamFiles(storage, journalId, stream, 0), last);
        StreamFiles files = new StreamFiles(storage, journalId, stream, header.incarnation());
        SegmentTail tail;
        try (SegmentFile segment = SegmentFile.open(files, last)) {
            tail = tail(segment);
        }
        if (tail.sealed()) {
            throw new SegmentNotFoundException("The last segment is missing: " + files.at(tail.nextId(), 0));
        }
        path.foundDurableStream();
        return new StreamSegments(
                files,
                open,
                SegmentAppender.behind(files, path, last, tail),
                StreamExtent.of(segments, tail.end(), tail.nextId()));
    }

    private static SegmentTail tail(SegmentFile segment) throws IOException {
        long size = segment.size();
        SegmentTail tail = SegmentTail.backward(segment, size);
        if (tail == null) {
            tail = SegmentTail.forward(segment, size, Long.MAX_VALUE);
            if (tail.end() != size) {
                throw new CorruptionException("Id " + tail.nextId() + " and those that follow are damaged ("
                        + segment.at(tail.end()) + "). The stream is idle, so that the log cannot rebuild them;"
                        + " restore this file from a copy");
            }
        }
        return tail;
    }

    /**
     * Begins a stream that did not exist. Its directory and first segment are created with its first entry, so that a
     * full disk does not stop anyone from getting here.
     *
     * @param incarnation LSN of the stream's creation
     */
    public StreamSegments create(String stream, long incarnation) {
        StreamFiles files = new StreamFiles(storage, journalId, stream, incarnation);
        return new StreamSegments(files, open, SegmentAppender.begin(files, path), StreamExtent.empty());
    }

    /**
     * Opens a stream that the log mentions: keeps what is below the first id that the log still holds, and cuts away
     * what follows, whatever state it is in. The frame that holds the last id to be kept stays whole, so that
     * {@link StreamSegments#nextId} may be above {@code fromId}: those entries need not be written again.
     *
     * @param incarnation LSN of the stream's creation
     * @param fromId the first id that the log still holds; from 0 on everything is discarded
     * @throws CorruptionException when the entry before {@code fromId} is not there, or damaged; nothing was changed
     */
    public StreamSegments recover(String stream, long incarnation, long fromId) throws IOException {
        StreamFiles files = new StreamFiles(storage, journalId, stream, incarnation);
        return SegmentRecovery.recover(files, path, open, fromId);
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
