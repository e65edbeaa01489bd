package io.ironjournal.segment;

import io.ironjournal.Compression;
import io.ironjournal.ReadStrategy;
import io.ironjournal.io.OpenFileLimit;

/**
 * How segments are written, kept open and read.
 *
 * @param maxSegmentSize a file of at least this size is followed by the next one
 * @param maxEntriesPerSegment a file with this number of entries is followed by the next one
 * @param compression of new frames
 * @param minCompressionSize smaller payloads are not compressed
 * @param maxOpenSegments the number of files kept open for reading
 * @param maxUnforcedFiles the number of files kept open for writing until they are forced
 * @param forcesAtOnce the maximum number of parallel forces
 * @param readStrategy the way in which complete segments are read
 * @param blockCacheSize the memory for decoded frames in bytes, or 0 for no cache
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

    /** High, because an early force is one that a flush would have saved. Well below what systems allow. */
    private static final int MANY_FILES = 2_048;

    /** Returns options for segments that rotate only by size, without mapping, cache or parallel forces. */
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
