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
 * because they are an unfinished write. All segments of the stream are forced, because it is unknown which of them were
 * forced before.
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

    @Nullable
    StreamSegments keep(long truncatedTo) throws IOException {
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
        for (int i = all.length - 1; i >= first; i--) {
            SegmentTail tail = truncate(all[i]);
            if (tail != null) {
                long[] kept = Arrays.copyOfRange(all, first, i + 1);
                for (long segment : kept) {
                    path.unforced().change(stream.path(segment));
                }
                return new StreamSegments(
                        stream,
                        path,
                        open,
                        SegmentAppender.behind(stream, path, all[i], tail),
                        StreamExtent.of(kept, tail.end(), tail.nextId(), tail.lastTime()));
            }
            setAside(all[i]);
        }
        return null;
    }

    /** Truncates a segment behind its last complete frame. Returns null if it is no segment of this stream. */
    private @Nullable SegmentTail truncate(long firstId) throws IOException {
        SegmentTail tail;
        long size;
        try (SegmentFile segment = SegmentFile.open(stream, firstId)) {
            size = segment.size();
            tail = wholePart(segment, size);
        } catch (SegmentNotFoundException e) {
            throw e;
        } catch (CorruptionException e) {
            return null;
        }
        if (size > tail.end()) {
            String kept = unusedName(firstId);
            copy(stream.path(firstId), tail.end(), size, kept);
            path.unforced().change(stream.path(firstId)).setSize(tail.end());
            notes.accept("The bytes behind the last complete frame were truncated and are kept in " + kept + " ("
                    + stream.at(firstId, tail.end()) + ")");
        }
        return tail;
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
        notes.accept("A file without a valid header was moved to " + kept + " (" + stream.at(firstId, 0) + ")");
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
