package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks all segments of a stream: headers, how frames and segments join, indexes, and on request the payloads. */
final class SegmentCheck {

    private final StoredStream stream;
    private final boolean deep;
    private final Consumer<Finding> findings;
    private final FrameReader reader = new FrameReader(new BlockCache(0));

    /** The data frames that no index frame of the segment lists yet. */
    private final List<FrameHeader> unlisted = new ArrayList<>();

    private long lastIndexAt;
    private boolean indexKnown;
    private long damaged;

    SegmentCheck(StoredStream stream, boolean deep, Consumer<Finding> findings) {
        this.stream = stream;
        this.deep = deep;
        this.findings = findings;
    }

    /** Returns the number of entries that cannot be read. */
    long run() {
        long[] segments = stream.segments();
        long expected = stream.firstId();
        for (int i = 0; i < segments.length; i++) {
            if (i == 0 && segments[0] > expected) {
                damaged += segments[0] - expected;
            }
            checkSegment(i);
        }
        return damaged;
    }

    /** Checks one segment, by its number. */
    void checkSegment(int number) {
        long segment = stream.segments()[number];
        long endId = stream.endOf(number);
        try (SegmentFile file = InspectedSegment.open(stream.files(), segment, segment, endId, findings)) {
            if (file == null) {
                damaged += endId - segment;
            } else {
                check(file, endId, number + 1 == stream.count());
            }
        } catch (IOException e) {
            findings.accept(InspectedSegment.unreadable(e, stream.files(), segment, segment, endId));
            damaged += endId - segment;
        }
    }

    private void check(SegmentFile file, long endId, boolean last) throws IOException {
        unlisted.clear();
        lastIndexAt = 0;
        indexKnown = true;
        long size = file.size();
        FrameWalk walk = new FrameWalk(file, size, SegmentHeader.SIZE, file.firstId(), endId, findings);
        boolean sealed = false;
        FrameHeader frame = walk.next();
        while (frame != null && !(last && !stream.isComplete() && frame.firstId() >= endId)) {
            indexKnown &= walk.isJoined();
            sealed = !frame.isData() && frame.isSealing();
            checkTrailer(file, walk, frame);
            if (frame.isData()) {
                checkData(file, walk, frame);
            } else {
                checkIndex(file, frame);
            }
            frame = walk.next();
        }
        damaged += walk.missing();
        if (!last || stream.isComplete()) {
            checkEnd(file, walk, size, endId, last, sealed);
        }
    }

    private void checkEnd(SegmentFile file, FrameWalk walk, long size, long endId, boolean last, boolean sealed) {
        if (walk.nextId() > endId) {
            findings.accept(finding(
                            FindingKind.STREAM_NEWER,
                            file,
                            walk.end(),
                            "The segment has entries up to " + (walk.nextId() - 1)
                                    + ", but the journal knows only those below " + endId)
                    .withIds(endId, walk.nextId()));
        } else if (walk.end() < size) {
            findings.accept(finding(
                    last ? FindingKind.ENTRIES_DAMAGED : FindingKind.INDEX_DAMAGED,
                    file,
                    walk.end(),
                    "The segment ends in " + (size - walk.end()) + " bytes that are no valid frame"));
        } else if (last && sealed && walk.nextId() == endId) {
            findings.accept(finding(
                            FindingKind.SEGMENT_MISSING,
                            file,
                            size,
                            "The last segment is missing: " + stream.files().at(walk.nextId(), 0))
                    .withIds(endId, endId));
        } else if (!last && !sealed) {
            findings.accept(finding(FindingKind.INDEX_DAMAGED, file, size, "The last frame of the segment is missing"));
        }
    }

    private void checkTrailer(SegmentFile file, FrameWalk walk, FrameHeader frame) throws IOException {
        long at = frame.end() - FrameHeader.TRAILER_SIZE;
        ByteBuffer trailer;
        int crc;
        byte[] array = walk.array(frame);
        if (array != null) {
            ByteBuffer whole = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
            trailer = whole.position(walk.position(frame) + frame.length() - FrameHeader.TRAILER_SIZE);
            crc = whole.getInt(walk.position(frame));
        } else {
            trailer = file.readUpTo(at, FrameHeader.TRAILER_SIZE);
            crc = file.readUpTo(frame.offset(), Integer.BYTES).getInt();
        }
        if (trailer.getInt() != frame.length() || trailer.getInt() != crc) {
            findings.accept(finding(FindingKind.INDEX_DAMAGED, file, at, "The trailer of a frame is damaged"));
        }
    }

    private void checkData(SegmentFile file, FrameWalk walk, FrameHeader frame) throws IOException {
        unlisted.add(frame);
        if (!deep) {
            return;
        }
        byte[] array = walk.array(frame);
        boolean whole = array == null
                ? file.payloadIsWhole(frame)
                : Crc32c.of(array, walk.position(frame) + FrameHeader.SIZE, frame.storedLength()) == frame.payloadCrc();
        if (!whole || frame.isCompressed()) {
            byte[] bytes = array == null ? file.read(frame.payloadOffset(), frame.storedLength()) : array;
            checkEntries(file, frame, bytes, array == null ? 0 : walk.position(frame) + FrameHeader.SIZE, whole);
        }
    }

    /** Finds out which entries of a frame are damaged. */
    private void checkEntries(SegmentFile file, FrameHeader frame, byte @Nullable [] bytes, int at, boolean whole) {
        Frame decoded = null;
        try {
            decoded = bytes == null ? null : reader.inMemory(file, frame, bytes, at);
        } catch (ChecksumMismatchException e) {
            // All entries of the frame are damaged.
        }
        if (decoded == null) {
            damaged(file, frame, frame.firstId(), frame.endId());
            return;
        }
        boolean named = whole;
        for (long id = frame.firstId(); !whole && id < frame.endId(); id++) {
            try {
                decoded.entry(id);
            } catch (CorruptionException e) {
                damaged(file, frame, id, id + 1);
                named = true;
            }
        }
        if (!named) {
            findings.accept(finding(
                    FindingKind.INDEX_DAMAGED,
                    file,
                    frame.offset(),
                    "The checksum of a frame is wrong, although those of its entries are right"));
        }
    }

    private void damaged(SegmentFile file, FrameHeader frame, long first, long end) {
        damaged += end - first;
        findings.accept(finding(
                        FindingKind.ENTRIES_DAMAGED,
                        file,
                        frame.offset(),
                        (end == first + 1
                                        ? "Entry " + first + " is damaged"
                                        : "Entries " + first + " to " + (end - 1) + " are damaged")
                                + ": the bytes do not match their checksum")
                .withIds(first, end));
    }

    private void checkIndex(SegmentFile file, FrameHeader index) throws IOException {
        byte[] bytes = file.payload(index);
        boolean right = bytes != null && (!indexKnown || lists(bytes, index));
        if (!right) {
            findings.accept(finding(FindingKind.INDEX_DAMAGED, file, index.offset(), "An index of frames is damaged"));
        }
        unlisted.clear();
        lastIndexAt = index.offset();
        indexKnown = true;
    }

    private boolean lists(byte[] bytes, FrameHeader index) {
        ByteBuffer payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (payload.getLong() != lastIndexAt || index.count() != unlisted.size()) {
            return false;
        }
        for (FrameHeader frame : unlisted) {
            if (payload.getLong() != frame.firstId() || payload.getLong() != frame.offset()) {
                return false;
            }
        }
        return true;
    }

    private FileFinding finding(FindingKind kind, SegmentFile file, long offset, String message) {
        return FileFinding.of(kind, message + " (" + file.at(offset) + ")")
                .in(file.path())
                .at(offset)
                .of(stream.files().stream());
    }
}
