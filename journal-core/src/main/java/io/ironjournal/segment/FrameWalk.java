package io.ironjournal.segment;

import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of the frames of a segment in order, through a window. Behind damage it continues with the next valid
 * header. Entries that no frame has are findings.
 */
final class FrameWalk {

    private static final int WINDOW = 1 << 18;

    private final SegmentFile segment;
    private final long limit;
    private final long endId;
    private final Consumer<Finding> findings;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private long windowAt = -1;

    private long at;
    private long nextId;
    private long missing;

    /** Whether the last frame seals the segment. */
    private boolean sealed;

    /** Whether the last frames joined each other, without damage between them. */
    private boolean joined = true;

    /**
     * Begins at a frame.
     *
     * @param limit the end of the readable part of the file
     * @param at the offset of the first frame
     * @param firstId the id with which it should begin
     * @param endId the id behind the last entry that the segment should have
     */
    FrameWalk(SegmentFile segment, long limit, long at, long firstId, long endId, Consumer<Finding> findings) {
        this.segment = segment;
        this.limit = limit;
        this.at = at;
        this.nextId = firstId;
        this.endId = endId;
        this.findings = findings;
    }

    /** Begins at the frame that should have an entry, according to the index of the segment. */
    static FrameWalk from(SegmentFile segment, long id, long endId, Consumer<Finding> findings) throws IOException {
        long limit = segment.size();
        FrameIndex index = FrameIndexLoader.search(segment, limit).found();
        int hint = index.at(id);
        FrameHeader header = hint < 0 ? null : segment.header(index.offset(hint), limit);
        return header != null && header.isData() && header.firstId() <= id
                ? new FrameWalk(segment, limit, header.offset(), header.firstId(), endId, findings)
                : new FrameWalk(segment, limit, SegmentHeader.SIZE, segment.firstId(), endId, findings);
    }

    /** Returns the offset behind the last frame that {@link #next} returned. */
    long end() {
        return at;
    }

    /** Returns the id behind the last entry so far. */
    long nextId() {
        return nextId;
    }

    /** Returns how many entries had no frame so far. */
    long missing() {
        return missing;
    }

    /** Returns whether the frame that was returned last begins where the one before ends. */
    boolean isJoined() {
        return joined;
    }

    /** Returns the next data or index frame; null at the end, after the entries that are missing there were reported. */
    @Nullable
    FrameHeader next() throws IOException {
        FrameHeader header = headerAt(at);
        joined = header != null && header.firstId() == nextId;
        if (!joined) {
            if (nextId >= endId) {
                return null;
            }
            long damagedAt = at;
            header = search();
            long resumedAt = header == null ? endId : Math.min(endId, header.firstId());
            report(damagedAt, resumedAt);
        }
        if (header == null) {
            return null;
        }
        at = header.end();
        sealed = !header.isData() && header.isSealing();
        nextId = header.endId();
        return header;
    }

    private void report(long damagedAt, long resumedAt) {
        if (resumedAt <= nextId) {
            findings.accept(
                    finding(damagedAt, "A frame that has no entries is damaged (" + segment.at(damagedAt) + ")"));
            return;
        }
        missing += resumedAt - nextId;
        boolean ended = damagedAt >= limit;
        if (ended && sealed) {
            reportMissingSegment(resumedAt);
            return;
        }
        findings.accept(FileFinding.of(
                        FindingKind.ENTRIES_DAMAGED,
                        (resumedAt == nextId + 1
                                        ? "Entry " + nextId + " cannot"
                                        : "Entries " + nextId + " to " + (resumedAt - 1) + " cannot")
                                + " be read: " + (ended ? "the file ends before them (" : "the frame is damaged (")
                                + segment.at(damagedAt) + ")")
                .in(segment.path())
                .at(damagedAt)
                .of(segment.stream().stream())
                .withIds(nextId, resumedAt));
    }

    /** A sealed segment is whole, so its successor is missing. */
    private void reportMissingSegment(long resumedAt) {
        String path = segment.stream().storage().describe(segment.stream().path(nextId));
        findings.accept(FileFinding.of(
                        FindingKind.SEGMENT_MISSING,
                        "The segment " + path + " with the entries " + nextId + " to " + (resumedAt - 1)
                                + " of stream '" + Printable.name(segment.stream().stream()) + "' is missing")
                .in(path)
                .of(segment.stream().stream())
                .withIds(nextId, resumedAt));
    }

    private FileFinding finding(long offset, String message) {
        return FileFinding.of(FindingKind.INDEX_DAMAGED, message)
                .in(segment.path())
                .at(offset)
                .of(segment.stream().stream());
    }

    /** Searches the next valid frame that may follow, at any offset. */
    private @Nullable FrameHeader search() throws IOException {
        for (long offset = at + 1; offset + FrameHeader.SIZE <= limit; offset++) {
            FrameHeader header = mayBeAt(offset) ? headerAt(offset) : null;
            if (header != null && header.firstId() >= nextId && header.firstId() <= endId) {
                return header;
            }
        }
        return null;
    }

    /** Returns whether the field with the offset of the frame agrees. This comparison skips most bytes quickly. */
    private boolean mayBeAt(long offset) throws IOException {
        return load(offset) && window.getInt((int) (offset - windowAt) + FrameHeader.OFFSET_FIELD) == (int) offset;
    }

    private @Nullable FrameHeader headerAt(long offset) throws IOException {
        return load(offset) ? segment.header(window, (int) (offset - windowAt), offset, limit) : null;
    }

    /** Returns the array that contains the frame which was returned last, until the next call; null if it is too large. */
    byte @Nullable [] array(FrameHeader header) throws IOException {
        return header.length() <= WINDOW && load(header.offset(), header.length()) ? window.array() : null;
    }

    /** Returns where the frame is in {@link #array}. */
    int position(FrameHeader header) {
        return (int) (header.offset() - windowAt);
    }

    private boolean load(long offset) throws IOException {
        return load(offset, FrameHeader.SIZE);
    }

    private boolean load(long offset, int length) throws IOException {
        if (offset + length > limit) {
            return false;
        }
        if (windowAt < 0 || offset < windowAt || offset + length > windowAt + window.limit()) {
            window.clear();
            segment.read(offset, window);
            window.flip();
            windowAt = offset;
        }
        return offset + length <= windowAt + window.limit();
    }
}
