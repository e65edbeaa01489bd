package io.ironjournal.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Decoded frames of all streams, up to a total size. Entries of the cache are never outdated: a frame does not change
 * after readers can see it, and the same offset of the same generation is never used for another frame.
 */
final class BlockCache {

    /** The approximate memory of a frame besides its payload. */
    private static final int OVERHEAD = 256;

    private record Place(StreamFiles stream, long segment, long offset) {}

    private final @Nullable Cache<Place, Frame> frames;

    /**
     * Creates an empty cache.
     *
     * @param bytes the maximum size; 0 for a cache that stays empty
     */
    BlockCache(long bytes) {
        // Evicts in the threads that add. The common pool belongs to the application.
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
