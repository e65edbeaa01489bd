package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FrameHeader;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the entries in the segments of a stream in order. Damaged and missing ones become findings. */
public final class StoredEntries implements Closeable {

    private final StoredStream stream;
    private final Consumer<Finding> findings;
    private final FrameReader reader = new FrameReader(new BlockCache(0));
    private int segment;
    private @Nullable SegmentFile file;
    private @Nullable FrameWalk walk;
    private @Nullable Frame frame;
    private long nextId;

    StoredEntries(StoredStream stream, long from, Consumer<Finding> findings) {
        this.stream = stream;
        this.findings = findings;
        nextId = from;
        while (segment < stream.count() && stream.endOf(segment) <= from) {
            segment++;
        }
    }

    /** Returns the next entry that can be read, or null at the end. */
    public @Nullable Entry next() throws IOException {
        while (nextId < stream.endId()) {
            Frame current = frame;
            if (current != null && current.holds(nextId)) {
                Entry entry = entry(current, nextId);
                nextId++;
                if (entry != null) {
                    return entry;
                }
            } else if (!advance()) {
                return null;
            }
        }
        return null;
    }

    private @Nullable Entry entry(Frame current, long id) {
        try {
            return current.entry(id);
        } catch (CorruptionException e) {
            findings.accept(FileFinding.of(FindingKind.ENTRIES_DAMAGED, e)
                    .of(stream.files().stream())
                    .withIds(id, id + 1));
            return null;
        }
    }

    /** Continues with the next frame that has entries. Returns false at the end of the last segment. */
    private boolean advance() throws IOException {
        while (segment < stream.count()) {
            try {
                if (step()) {
                    return true;
                }
            } catch (IOException e) {
                findings.accept(InspectedSegment.unreadable(
                        e, stream.files(), stream.segments()[segment], nextId, stream.endOf(segment)));
                endSegment();
            }
        }
        return false;
    }

    /** Reads one frame, or ends the segment. Returns whether the frame has entries that are wanted. */
    private boolean step() throws IOException {
        FrameWalk current = walk;
        if (current == null) {
            current = open();
            walk = current;
        }
        FrameHeader header = current == null ? null : current.next();
        if (header == null || current == null) {
            endSegment();
        } else if (header.isData() && header.endId() > nextId) {
            nextId = Math.max(nextId, header.firstId());
            frame = decode(current, header);
            return true;
        }
        return false;
    }

    private void endSegment() throws IOException {
        closeFile();
        nextId = Math.max(nextId, stream.endOf(segment));
        segment++;
    }

    private @Nullable FrameWalk open() throws IOException {
        long first = stream.segments()[segment];
        if (first > nextId) {
            findings.accept(missing(nextId, first));
            nextId = first;
        }
        SegmentFile opened = InspectedSegment.open(stream.files(), first, nextId, stream.endOf(segment), findings);
        file = opened;
        return opened == null ? null : FrameWalk.from(opened, nextId, stream.endOf(segment), findings);
    }

    private FileFinding missing(long first, long end) {
        String place = stream.files().at(first, 0);
        return FileFinding.of(
                        FindingKind.SEGMENT_MISSING,
                        "The segment with the entries " + first + " to " + (end - 1) + " is missing: " + place)
                .of(stream.files().stream())
                .withIds(first, end);
    }

    private @Nullable Frame decode(FrameWalk current, FrameHeader header) throws IOException {
        SegmentFile opened = file;
        if (opened == null) {
            throw new IllegalStateException("No segment is open");
        }
        try {
            byte[] array = current.array(header);
            if (array != null) {
                return reader.inMemory(opened, header, array, current.position(header) + FrameHeader.SIZE);
            }
            byte[] payload = opened.read(header.payloadOffset(), header.storedLength());
            return payload == null ? null : reader.inMemory(opened, header, payload, 0);
        } catch (ChecksumMismatchException e) {
            findings.accept(FileFinding.of(FindingKind.ENTRIES_DAMAGED, e)
                    .of(stream.files().stream())
                    .withIds(Math.max(nextId, header.firstId()), header.endId()));
            nextId = header.endId();
            return null;
        }
    }

    private void closeFile() throws IOException {
        walk = null;
        frame = null;
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeFile();
        segment = stream.count();
        nextId = stream.endId();
    }
}
