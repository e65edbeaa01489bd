package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.FileFinding;
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
     * @return null if the file is missing or belongs elsewhere, which is a finding
     */
    static @Nullable SegmentFile open(
            StreamFiles stream, long firstId, long from, long endId, Consumer<Finding> findings) throws IOException {
        try {
            return SegmentFile.open(stream, firstId);
        } catch (SegmentNotFoundException e) {
            findings.accept(
                    finding(FindingKind.SEGMENT_MISSING, e, stream, firstId).withIds(from, endId));
            return null;
        } catch (CorruptionException e) {
            findings.accept(finding(FindingKind.SEGMENT_DAMAGED, e, stream, firstId));
        } catch (io.ironjournal.UnsupportedFormatException e) {
            findings.accept(finding(FindingKind.UNSUPPORTED_FORMAT, e, stream, firstId));
        }
        return SegmentFile.openWithoutHeader(stream, firstId);
    }

    static FileFinding finding(FindingKind kind, JournalException e, StreamFiles stream, long segment) {
        return FileFinding.of(kind, e)
                .in(stream.storage().describe(stream.path(segment)))
                .of(stream.stream());
    }
}
