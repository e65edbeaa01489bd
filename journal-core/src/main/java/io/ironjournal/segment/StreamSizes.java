package io.ironjournal.segment;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** The sizes of the segments of a stream on the disk. */
public final class StreamSizes {

    private StreamSizes() {}

    /**
     * Returns the first id of the oldest segment that fits into a size, together with all later segments. It is the last
     * segment if that is larger alone.
     */
    public static long firstSegmentWithin(StreamSegments stream, long bytes) throws IOException {
        StreamExtent now = stream.extent();
        long[] segments = now.segmentsBelow(Long.MAX_VALUE);
        long left = bytes;
        for (int i = segments.length - 1; i >= 0; i--) {
            left -= size(stream.files(), segments[i]);
            if (left < 0) {
                return segments[Math.min(i + 1, segments.length - 1)];
            }
        }
        return now.firstId();
    }

    /** Returns the size of the segments that begin below an id. */
    public static long bytesBelow(StreamSegments stream, long id) throws IOException {
        long bytes = 0;
        for (long segment : stream.extent().segmentsBelow(id)) {
            bytes += size(stream.files(), segment);
        }
        return bytes;
    }

    /** Returns the first id behind the oldest segments, but not behind the last segment of the stream. */
    public static long endOfOldest(StreamSegments stream, int count) {
        StreamExtent now = stream.extent();
        long[] segments = now.segmentsBelow(Long.MAX_VALUE);
        return segments.length == 0 ? now.firstId() : segments[Math.min(count, segments.length - 1)];
    }

    /** Returns how many segment files a stream has, without opening it. */
    public static int segmentFiles(Storage storage, String stream) throws IOException {
        return StreamFiles.segments(storage, StreamFiles.directory(stream)).length;
    }

    private static long size(StreamFiles files, long segment) throws IOException {
        try (ReadableFile file = files.storage().openForRead(files.path(segment))) {
            return file.size();
        } catch (NoSuchFileException e) {
            // It was truncated meanwhile.
            return 0;
        }
    }
}
