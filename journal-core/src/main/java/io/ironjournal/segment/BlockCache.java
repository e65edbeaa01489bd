package io.ironjournal.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Decoded frames of all streams, up to a number of bytes. A frame never changes once readers may see it, and its place,
 * with the stream's generation, is never used again: nothing in here is ever out of date.
 */
final class BlockCache {

    /** What a frame takes besides its payload, about. */
    private static final int OVERHEAD = 256;

    private record Place(StreamFiles stream, long segment, long offset) {}

    private final @Nullable Cache<Place, Frame> frames;

    /**
     * Makes an empty cache.
     *
     * @param bytes what it may hold, 0 for one that never holds anything
     */
    BlockCache(long bytes) {
        // Evicts in the threads that add; the common pool is not ours.
        frames = bytes == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((Place place, Frame frame) -> frame.memory() + OVERHEAD)
                        .executor(Runnable::run)
                        .build();
    }

    @Nullable
    Frame get(SegmentFile segment, long offset) {
        return frames == null ? null : frames.getIfPresent(place(segment, offset));
    }

    void put(SegmentFile segment, long offset, Frame frame) {
        if (frames != null) {
            frames.put(place(segment, offset), frame);
        }
    }

    private static Place place(SegmentFile segment, long offset) {
        return new Place(segment.stream(), segment.firstId(), offset);
    }
}
