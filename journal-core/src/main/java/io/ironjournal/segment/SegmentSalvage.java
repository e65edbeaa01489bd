package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a stream after damaged records were discarded from the log, so that the log may lack entries of the stream.
 * Complete frames in the newest segment with a valid header are kept. The bytes behind them are moved to quarantine,
 * because they are an unfinished write. So are segments behind a gap in entries that were not forced. All segments of the
 * stream are forced, because it is unknown which of them were forced before.
 */
final class SegmentSalvage {

    private static final String ASIDE = "quarantine";
    private static final int COPY_SIZE = 64 << 10;

    private final StreamFiles stream;
    private final WritePath path;
    private final OpenSegments open;
    private final Consumer<String> notes;

    SegmentSalvage(StreamFiles stream, WritePath path, OpenSegments open, Consumer<String> notes) {
        this.stream = stream;
        this.path = path;
        this.open = open;
        this.notes = notes;
    }

    /** Returns the generation in the newest segment with a valid header, or 0 if there is none. */
    static long generation(StreamFiles place) throws IOException {
        long[] segments = StreamFiles.segments(place.storage(), place.directory());
        for (int i = segments.length - 1; i >= 0; i--) {
            try {
                return SegmentFile.header(place, segments[i]).generation();
            } catch (SegmentNotFoundException e) {
                throw e;
            } catch (CorruptionException e) {
                // The segment before it also has the generation.
            }
        }
        return 0;
    }

    /**
     * Keeps what can be kept.
     *
     * @param truncatedTo segments that begin below this id were truncated, and are deleted
     * @param forcedTo entries below this id were forced. A power failure may have left a gap in the others
     * @return the stream, or null if no segment remains
     */
    @Nullable
    StreamSegments keep(long truncatedTo, long forcedTo) throws IOException {
        long[] all = StreamFiles.segments(stream.storage(), stream.directory());
        if (all.length == 0) {
            return null;
        }
        path.unforced().changedNames("");
        path.unforced().changedNames(StreamFiles.STREAMS);
        path.unforced().changedNames(stream.directory());
        int first = StreamFiles.below(all, truncatedTo);
        for (int i = 0; i < first; i++) {
            path.unforced().delete(stream.directory(), stream.path(all[i]));
        }
        long[] kept = Arrays.copyOfRange(all, first, all.length);
        for (int i = connected(kept, forcedTo) - 1; i >= 0; i--) {
            SegmentTail tail = wholePart(kept[i]);
            if (tail != null) {
                truncate(kept[i], tail);
                return opened(Arrays.copyOf(kept, i + 1), tail);
            }
            setAside(kept[i]);
        }
        return null;
    }

    private StreamSegments opened(long[] kept, SegmentTail tail) throws IOException {
        for (long segment : kept) {
            path.unforced().change(stream.path(segment));
        }
        return new StreamSegments(
                stream,
                path,
                open,
                SegmentAppender.behind(stream, path, kept[kept.length - 1], tail),
                StreamExtent.of(kept, tail.end(), tail.nextId(), tail.lastTime()));
    }

    /**
     * Moves segments aside that follow a gap in entries that were not forced. The log has these entries, unless they are
     * lost.
     *
     * @return how many segments remain
     */
    private int connected(long[] segments, long forcedTo) throws IOException {
        int count = segments.length;
        for (int i = Math.max(0, StreamFiles.below(segments, forcedTo) - 1); i + 1 < count; i++) {
            SegmentTail tail = wholePart(segments[i]);
            if (tail == null || tail.nextId() != segments[i + 1]) {
                while (count > i + 1) {
                    count--;
                    setAside(segments[count]);
                }
            }
        }
        return count;
    }

    /** Truncates a segment behind its last complete frame. */
    private void truncate(long firstId, SegmentTail tail) throws IOException {
        long size;
        try (ReadableFile file = storage().openForRead(stream.path(firstId))) {
            size = file.size();
        }
        if (size > tail.end()) {
            String kept = unusedName(firstId);
            copy(stream.path(firstId), tail.end(), size, kept);
            path.unforced().change(stream.path(firstId)).setSize(tail.end());
            notes.accept("The bytes behind the last complete frame were truncated and are kept in " + kept + " ("
                    + stream.at(firstId, tail.end()) + ")");
        }
    }

    /** Returns the end of the complete frames of a segment, or null if it is no segment of this stream. */
    private @Nullable SegmentTail wholePart(long firstId) throws IOException {
        try (SegmentFile segment = SegmentFile.open(stream, firstId)) {
            return wholePart(segment, segment.size());
        } catch (SegmentNotFoundException e) {
            throw e;
        } catch (CorruptionException e) {
            return null;
        }
    }

    private static SegmentTail wholePart(SegmentFile segment, long size) throws IOException {
        long at = SegmentHeader.SIZE;
        long nextId = segment.firstId();
        long lastTime = segment.timeBefore();
        PendingIndex pending = new PendingIndex(0);
        for (FrameHeader frame = segment.header(at, size); frame != null; frame = segment.header(at, size)) {
            if (frame.firstId() != nextId || (frame.isSealing() && !frame.isData())) {
                break;
            }
            if (!frame.isData()) {
                pending = new PendingIndex(at);
            } else if (pending.isFull() || !segment.payloadIsWhole(frame)) {
                break;
            } else {
                pending.add(frame.firstId(), frame.offset());
            }
            nextId = frame.endId();
            lastTime = frame.time();
            at = frame.end();
        }
        return new SegmentTail(nextId, at, pending, lastTime, false);
    }

    private void setAside(long firstId) throws IOException {
        String kept = unusedName(firstId);
        copy(stream.path(firstId), 0, Long.MAX_VALUE, kept);
        path.unforced().delete(stream.directory(), stream.path(firstId));
        notes.accept("A file without a valid header, or behind a gap, was moved to " + kept + " ("
                + stream.at(firstId, 0) + ")");
    }

    private void copy(String from, long start, long limit, String to) throws IOException {
        try (ReadableFile source = storage().openForRead(from);
                WritableFile target = storage().create(to)) {
            ByteBuffer bytes = ByteBuffer.allocate(COPY_SIZE);
            long end = Math.min(limit, source.size());
            for (long at = start; at < end; at += bytes.limit()) {
                bytes.clear().limit((int) Math.min(COPY_SIZE, end - at));
                source.read(at, bytes);
                target.write(at - start, bytes.flip());
            }
            target.force();
        }
        storage().forceDirectory(ASIDE);
    }

    private String unusedName(long firstId) throws IOException {
        storage().createDirectory(ASIDE);
        storage().forceDirectory("");
        String name = String.format(Locale.ROOT, "%s/segment-%08x-%020d-", ASIDE, stream.tag(), firstId);
        for (int i = 0; ; i++) {
            if (!storage().exists(name + i)) {
                return name + i;
            }
        }
    }

    private Storage storage() {
        return stream.storage();
    }
}
