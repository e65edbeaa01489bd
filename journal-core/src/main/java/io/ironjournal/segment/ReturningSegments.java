package io.ironjournal.segment;

import io.ironjournal.ArchiveException;
import io.ironjournal.ErrorContext;
import io.ironjournal.files.Finding;
import io.ironjournal.io.Storage;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Copies archived segments back into the directory of their stream. They are below the first id in the catalogue, so they do
 * not count yet: {@link StreamSegments#putBack} and the next mark make them a part of the stream. Until then a crash, or
 * {@link #discard}, leaves the stream as it was. Used by one thread at a time.
 */
public final class ReturningSegments {

    private final Storage journal;
    private final Storage archive;
    private final UUID journalId;

    /**
     * Creates an object that has copied nothing.
     *
     * @param journal the journal's directory
     * @param archive the directory of the archive
     */
    public ReturningSegments(Storage journal, Storage archive, UUID journalId) {
        this.journal = journal;
        this.archive = archive;
        this.journalId = journalId;
    }

    /**
     * Finds the archived segments that join the stream's first id, and verifies them.
     *
     * @param fromId the id of the oldest entry that is wanted
     * @return their first ids, ascending; empty if the archive has none
     * @throws ArchiveException if one is missing or damaged, or if it is not the archive that the journal used before
     */
    public long[] find(StreamSegments stream, long fromId) throws IOException {
        new ArchiveMarker(journal, archive).require();
        StreamFiles there = archived(stream);
        long[] all = StreamFiles.segments(archive, there.directory());
        int end = StreamFiles.below(all, stream.firstId());
        int begin = StreamFiles.below(all, fromId);
        begin = begin < end && all[begin] == fromId ? begin : Math.max(0, begin - 1);
        long endId = stream.firstId();
        for (int i = end - 1; i >= begin; i--) {
            requireWhole(there, all[i], endId, stream.firstId());
            endId = all[i];
        }
        return fromId >= stream.firstId() ? new long[0] : Arrays.copyOfRange(all, Math.min(begin, end), end);
    }

    /**
     * Returns whether the archive has a segment, whatever its content is.
     *
     * @param segment the first id of the segment
     * @throws ArchiveException if it is not the archive that the journal used before
     */
    public boolean has(StreamSegments stream, long segment) throws IOException {
        new ArchiveMarker(journal, archive).require();
        return archive.exists(archived(stream).path(segment));
    }

    private StreamFiles archived(StreamSegments stream) {
        String directory = ArchivedSegments.directory(journalId, stream.stream(), stream.generation());
        return new StreamFiles(archive, journalId, stream.stream(), stream.generation(), directory);
    }

    private static void requireWhole(StreamFiles there, long segment, long endId, long firstId) {
        List<Finding> findings = new ArrayList<>();
        new StoredStream(there, new long[] {segment}, segment, endId, false).verify(true, findings::add);
        if (!findings.isEmpty()) {
            throw new ArchiveException(
                    "The archive does not have all entries " + segment + " to " + (endId - 1) + " of stream '"
                            + Printable.name(there.stream()) + "': "
                            + findings.get(0).message() + ". Nothing was put back. "
                            + (endId == firstId
                                    ? "Restore that file from a copy of the archive"
                                    : "The entries from " + endId
                                            + " on are whole. Put these back, or restore that file"
                                            + " from a copy of the archive"),
                    there.context(segment).withId(segment),
                    null);
        }
    }

    /** Returns the sizes of segments in the archive. */
    public long bytes(StreamSegments stream, long[] segments) throws IOException {
        return new StoredStream(archived(stream), segments, 0, stream.firstId(), false).bytes();
    }

    /**
     * Copies segments, the newest one first, and forces their content. If that fails, nothing is left.
     *
     * @throws io.ironjournal.io.NoSpaceException if the disk is full
     */
    public void copy(StreamSegments stream, long[] segments) throws IOException {
        StreamFiles there = archived(stream);
        StreamFiles here = stream.files();
        discardOthers(here, stream.firstId());
        SegmentCopy copies = new SegmentCopy();
        boolean done = false;
        try {
            for (int i = segments.length - 1; i >= 0; i--) {
                copies.copy(archive, there.path(segments[i]), journal, here.path(segments[i]));
            }
            done = true;
        } finally {
            if (!done) {
                discard(stream, segments);
            }
        }
    }

    /** Deletes what an attempt left that a crash interrupted. */
    private void discardOthers(StreamFiles here, long firstId) throws IOException {
        long[] found = StreamFiles.segments(journal, here.directory());
        for (int i = 0; i < StreamFiles.below(found, firstId); i++) {
            journal.delete(here.path(found[i]));
        }
    }

    /** Deletes copies that are not put back. */
    public void discard(StreamSegments stream, long[] segments) {
        for (long segment : segments) {
            String path = stream.files().path(segment);
            deleteQuietly(path + SegmentCopy.PART);
            deleteQuietly(path);
        }
    }

    private void deleteQuietly(String path) {
        try {
            journal.delete(path);
        } catch (IOException e) {
            // The file does not count, and the next attempt replaces it.
        }
    }

    /** Returns where an archived stream is, for errors. */
    public ErrorContext context(StreamSegments stream) {
        return ErrorContext.ofStream(stream.stream())
                .withFile(archive.describe(archived(stream).directory()));
    }
}
