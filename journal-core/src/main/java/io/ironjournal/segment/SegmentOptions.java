package io.ironjournal.segment;

import io.ironjournal.Compression;

/**
 * How segments are written and kept open.
 *
 * @param maxSegmentSize a file at or above it is followed by the next
 * @param maxEntriesPerSegment a file with so many entries is followed by the next
 * @param compression of new frames
 * @param minCompressionSize frames with less payload are not compressed
 * @param maxOpenSegments how many files are kept open for reading
 * @param maxUnforcedFiles how many files stay open for writing until they are forced
 */
public record SegmentOptions(
        long maxSegmentSize,
        long maxEntriesPerSegment,
        Compression compression,
        int minCompressionSize,
        int maxOpenSegments,
        int maxUnforcedFiles) {

    /** Many, since forcing early costs a force that a round would have saved. */
    private static final int MANY_FILES = 2_048;

    /** Segments that rotate by size alone. */
    public SegmentOptions(long maxSegmentSize, Compression compression, int minCompressionSize, int maxOpenSegments) {
        this(
                maxSegmentSize,
                Long.MAX_VALUE,
                compression,
                minCompressionSize,
                maxOpenSegments,
                Math.max(MANY_FILES, maxOpenSegments));
    }

    public SegmentOptions withMaxEntriesPerSegment(long entries) {
        return new SegmentOptions(
                maxSegmentSize, entries, compression, minCompressionSize, maxOpenSegments, maxUnforcedFiles);
    }

    public SegmentOptions withMaxUnforcedFiles(int files) {
        return new SegmentOptions(
                maxSegmentSize, maxEntriesPerSegment, compression, minCompressionSize, maxOpenSegments, files);
    }
}
