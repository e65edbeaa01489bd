package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.FileFinding;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens segments that may be damaged or missing. */
final class InspectedSegment {

    private InspectedSegment() {}

    /**
     * Opens a segment. A damaged header is a finding, and the frames are read nevertheless.
     *
     * @param from the first id that is wanted from the segment
     * @param endId the id behind its last entry
     * @return null if the file is missing or cannot be opened, which is a finding
     */
    static @Nullable SegmentFile open(
            StreamFiles stream, long firstId, long from, long endId, Consumer<Finding> findings) {
        try {
            return openDamaged(stream, firstId, findings);
        } catch (SegmentNotFoundException e) {
            findings.accept(
                    finding(FindingKind.SEGMENT_MISSING, e, stream, firstId).withIds(from, endId));
        } catch (IOException e) {
            findings.accept(unreadable(e, stream, firstId, from, endId));
        }
        return null;
    }

    private static SegmentFile openDamaged(StreamFiles stream, long firstId, Consumer<Finding> findings)
            throws IOException {
        try {
            return SegmentFile.open(stream, firstId);
        } catch (SegmentNotFoundException e) {
            throw e;
        } catch (CorruptionException e) {
            findings.accept(finding(FindingKind.SEGMENT_DAMAGED, e, stream, firstId));
        } catch (io.ironjournal.UnsupportedFormatException e) {
            findings.accept(finding(FindingKind.UNSUPPORTED_FORMAT, e, stream, firstId));
        }
        return SegmentFile.openWithoutHeader(stream, firstId);
    }

    /** Makes the finding that the disk or its permissions keep entries of a segment from being read. */
    static FileFinding unreadable(IOException e, StreamFiles stream, long segment, long from, long endId) {
        return FileFinding.of(
                        FindingKind.UNREADABLE,
                        "Entries " + from + " to " + (endId - 1) + " of stream '" + Printable.name(stream.stream())
                                + "' cannot be read: " + e.getMessage())
                .in(stream.storage().describe(stream.path(segment)))
                .of(stream.stream())
                .withIds(from, endId);
    }

    static FileFinding finding(FindingKind kind, JournalException e, StreamFiles stream, long segment) {
        return FileFinding.of(kind, e)
                .in(stream.storage().describe(stream.path(segment)))
                .of(stream.stream());
    }
}
