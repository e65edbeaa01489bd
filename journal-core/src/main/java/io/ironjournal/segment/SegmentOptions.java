package io.ironjournal.segment;

import io.ironjournal.Compression;

/**
 * How segments are written and kept open.
 *
 * @param maxSegmentSize a file at or above it is followed by the next
 * @param compression of new frames
 * @param minCompressionSize frames with less payload are not compressed
 * @param maxOpenSegments how many files are kept open for reading, and how many for writing
 */
public record SegmentOptions(
        long maxSegmentSize, Compression compression, int minCompressionSize, int maxOpenSegments) {}
