package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.EntryTime;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.io.ReadableFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The segments of a stream, read without opening the stream. Immutable. Each call opens the files that it needs. */
public final class StoredStream {

    private final StreamFiles files;
    private final long[] segments;
    private final long firstId;
    private final long endId;
    private final boolean complete;

    /**
     * Describes the segments that count.
     *
     * @param segments the first ids of the segments, ascending; all entries that count are in them
     * @param firstId the id of the first entry that the segments should have
     * @param endId the id behind the last entry that they should have
     * @param complete whether the segments have all entries of the stream, and nothing behind the last one
     */
    StoredStream(StreamFiles files, long[] segments, long firstId, long endId, boolean complete) {
        this.files = files;
        this.segments = segments;
        this.firstId = firstId;
        this.endId = endId;
        this.complete = complete;
    }

    StreamFiles files() {
        return files;
    }

    long[] segments() {
        return segments;
    }

    boolean isComplete() {
        return complete;
    }

    /** Returns the generation of the stream. */
    public long generation() {
        return files.generation();
    }

    /** Returns the first ids of the segments, ascending. */
    public long[] firstIds() {
        return segments.clone();
    }

    /** Returns the id of the first entry that the segments should have. */
    public long firstId() {
        return firstId;
    }

    /** Returns the id behind the last entry that the segments should have. */
    public long endId() {
        return endId;
    }

    /** Returns the number of segments. */
    public int count() {
        return segments.length;
    }

    /** Returns the id behind the last entry that a segment should have. */
    long endOf(int segment) {
        return segment + 1 < segments.length ? segments[segment + 1] : Math.max(endId, segments[segment]);
    }

    /** Returns the size of the segments in bytes. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (long segment : segments) {
            try (ReadableFile file = files.storage().openForRead(files.path(segment))) {
                bytes += file.size();
            } catch (NoSuchFileException e) {
                // It was truncated meanwhile.
            }
        }
        return bytes;
    }

    /**
     * A segment.
     *
     * @param path the path in the storage
     * @param endId the id behind its last entry
     * @param bytes the size of the file; 0 if it is missing
     * @param lastTime the time of its last entry; 0 if it is unknown
     */
    public record Part(String path, long firstId, long endId, long bytes, long lastTime) {}

    /** Describes each segment. Reads the headers of the segments and the end of the last one. */
    public List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>(segments.length);
        for (int i = 0; i < segments.length; i++) {
            String path = files.path(segments[i]);
            long bytes = 0;
            try (ReadableFile file = files.storage().openForRead(path)) {
                bytes = file.size();
            } catch (NoSuchFileException e) {
                // Verification reports it.
            }
            long end = endOf(i);
            parts.add(new Part(path, segments[i], end, bytes, end > segments[i] ? lastTime(i) : EntryTime.NONE));
        }
        return parts;
    }

    private long lastTime(int segment) {
        try {
            if (segment == segments.length - 1) {
                return lastTime();
            }
            try (SegmentFile next = SegmentFile.open(files, segments[segment + 1])) {
                return next.timeBefore();
            }
        } catch (JournalException | IOException e) {
            return EntryTime.NONE;
        }
    }

    /** Returns the time of the last entry in the segments; 0 if there is none, or if it cannot be read. */
    public long lastTime() throws IOException {
        if (segments.length == 0) {
            return EntryTime.NONE;
        }
        try (SegmentFile file = SegmentFile.open(files, segments[segments.length - 1])) {
            SegmentTail tail = SegmentTail.backward(file, file.size());
            if (tail != null && (complete || tail.nextId() == endId)) {
                return tail.lastTime();
            }
            FrameIndex index = FrameIndexLoader.search(file, file.size()).found();
            long offset = index.floor(endId - 1);
            FrameHeader last = offset < 0 ? null : file.header(offset, file.size());
            return last == null ? file.timeBefore() : last.time();
        } catch (CorruptionException e) {
            return EntryTime.NONE;
        }
    }

    /** Returns the sizes of the frames before compression, and as they are stored. */
    public long[] payloads() throws IOException {
        long[] sizes = new long[2];
        for (int i = 0; i < segments.length; i++) {
            try (SegmentFile file = InspectedSegment.open(files, segments[i], segments[i], endOf(i), found -> {})) {
                FrameWalk walk = file == null ? null : FrameWalk.from(file, segments[i], endOf(i), found -> {});
                for (FrameHeader frame = next(walk); frame != null; frame = next(walk)) {
                    if (frame.isData()) {
                        sizes[0] += frame.rawLength();
                        sizes[1] += frame.storedLength();
                    }
                }
            }
        }
        return sizes;
    }

    private static @Nullable FrameHeader next(@Nullable FrameWalk walk) throws IOException {
        return walk == null ? null : walk.next();
    }

    /** Reads entries from an id on. */
    public StoredEntries entries(long from, Consumer<Finding> findings) {
        return new StoredEntries(this, Math.max(from, firstId), findings);
    }

    /** Returns the id of the first entry at or after a time; {@link #endId} if all are earlier. */
    public long firstIdAt(long time) throws IOException {
        int low = 0;
        int high = segments.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timeBefore(segments[middle + 1]) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < segments.length; i++) {
            long found = firstIdAt(i, time);
            if (found >= 0) {
                return Math.min(found, endId);
            }
        }
        return endId;
    }

    /** Returns the time of the last entry before a segment. If that is unknown, the search continues before the segment. */
    private long timeBefore(long segment) throws IOException {
        try (SegmentFile file = SegmentFile.open(files, segment)) {
            return file.timeBefore();
        } catch (CorruptionException e) {
            return Long.MAX_VALUE;
        }
    }

    private long firstIdAt(int segment, long time) throws IOException {
        try (SegmentFile file = SegmentFile.open(files, segments[segment])) {
            FrameIndex index = FrameIndexLoader.search(file, file.size()).found();
            return new FrameReader(new BlockCache(0)).firstAt(file, index, time);
        } catch (CorruptionException e) {
            StoredStream alone = new StoredStream(
                    files,
                    Arrays.copyOfRange(segments, segment, segment + 1),
                    segments[segment],
                    endOf(segment),
                    false);
            try (StoredEntries entries = alone.entries(segments[segment], found -> {})) {
                for (var entry = entries.next(); entry != null; entry = entries.next()) {
                    if (entry.timeMicros() >= time) {
                        return entry.id();
                    }
                }
            }
            return -1;
        }
    }

    /** Checks the frame with the last entry that the segments should have, as recovery does. */
    public void requireLast(Consumer<Finding> findings) throws IOException {
        if (segments.length == 0 || endId <= segments[segments.length - 1]) {
            return;
        }
        try (SegmentFile file = SegmentFile.open(files, segments[segments.length - 1])) {
            FrameIndex index = FrameIndexLoader.search(file, file.size()).found();
            long offset = index.floor(endId - 1);
            FrameHeader last = offset < 0 ? null : file.header(offset, file.size());
            if (last != null
                    && last.holds(endId - 1)
                    && file.payloadIsWhole(last)
                    && (SegmentTail.backward(file, last.end()) != null
                            || SegmentTail.forward(file, file.size(), endId).nextId() >= endId)) {
                return;
            }
            findings.accept(FileFinding.of(
                            FindingKind.ENTRIES_DAMAGED,
                            "The frame with entry " + (endId - 1) + " is damaged or missing (" + file.at(0) + ")")
                    .in(file.path())
                    .of(files.stream())
                    .withIds(endId - 1, endId));
        }
    }

    /**
     * Checks the segments.
     *
     * @param deep whether to check also the payload of each frame
     * @return the number of entries that cannot be read, as far as the check shows it
     */
    public long verify(boolean deep, Consumer<Finding> findings) {
        return new SegmentCheck(this, deep, findings).run();
    }

    /**
     * Checks one segment with its payloads. Does nothing if its entries do not count.
     *
     * @param segment its first id
     */
    public void verifySegment(long segment, Consumer<Finding> findings) {
        int number = Arrays.binarySearch(segments, segment);
        if (number >= 0 && endOf(number) > firstId) {
            new SegmentCheck(this, true, findings).checkSegment(number);
        }
    }
}
