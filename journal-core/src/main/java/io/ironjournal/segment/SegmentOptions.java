package io.ironjournal.segment;

import io.ironjournal.Compression;
import io.ironjournal.ReadStrategy;
import io.ironjournal.io.OpenFileLimit;

/**
 * How segments are written, kept open and read.
 *
 * @param maxSegmentSize a file at or above it is followed by the next
 * @param maxEntriesPerSegment a file with so many entries is followed by the next
 * @param compression of new frames
 * @param minCompressionSize frames with less payload are not compressed
 * @param maxOpenSegments how many files are kept open for reading
 * @param maxUnforcedFiles how many files stay open for writing until they are forced
 * @param forcesAtOnce how many files are forced at the same time, at the most
 * @param readStrategy how complete segments are read
 * @param blockCacheSize bytes of decoded frames kept in memory, 0 for none
 */
public record SegmentOptions(
        long maxSegmentSize,
        long maxEntriesPerSegment,
        Compression compression,
        int minCompressionSize,
        int maxOpenSegments,
        int maxUnforcedFiles,
        int forcesAtOnce,
        ReadStrategy readStrategy,
        long blockCacheSize) {

    /** Many, since forcing early costs a force that a round would have saved; but not all that the system allows. */
    private static final int MANY_FILES = 2_048;

    /** Segments that rotate by size alone and are read by system calls, without a cache, and forced one by one. */
    public SegmentOptions(long maxSegmentSize, Compression compression, int minCompressionSize, int maxOpenSegments) {
        this(
                maxSegmentSize,
                Long.MAX_VALUE,
                compression,
                minCompressionSize,
                maxOpenSegments,
                Math.min(
                        Math.max(MANY_FILES, maxOpenSegments),
                        OpenFileLimit.find().orElse(Integer.MAX_VALUE) / 4),
                1,
                ReadStrategy.STANDARD_IO,
                0);
    }

    public SegmentOptions withMaxEntriesPerSegment(long entries) {
        return new SegmentOptions(
                maxSegmentSize,
                entries,
                compression,
                minCompressionSize,
                maxOpenSegments,
                maxUnforcedFiles,
                forcesAtOnce,
                readStrategy,
                blockCacheSize);
    }

    public SegmentOptions withMaxUnforcedFiles(int files) {
        return new SegmentOptions(
                maxSegmentSize,
                maxEntriesPerSegment,
                compression,
                minCompressionSize,
                maxOpenSegments,
                files,
                forcesAtOnce,
                readStrategy,
                blockCacheSize);
    }

    public SegmentOptions withForcesAtOnce(int forces) {
        return new SegmentOptions(
                maxSegmentSize,
                maxEntriesPerSegment,
                compression,
                minCompressionSize,
                maxOpenSegments,
                maxUnforcedFiles,
                forces,
                readStrategy,
                blockCacheSize);
    }

    public SegmentOptions withReading(ReadStrategy strategy, long cacheSize) {
        return new SegmentOptions(
                maxSegmentSize,
                maxEntriesPerSegment,
                compression,
                minCompressionSize,
                maxOpenSegments,
                maxUnforcedFiles,
                forcesAtOnce,
                strategy,
                cacheSize);
    }
}
