package io.ironjournal.internal;

import io.ironjournal.Compression;
import io.ironjournal.JournalOptions;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.io.Storage;
import io.ironjournal.segment.SegmentArchive;
import io.ironjournal.segment.SegmentOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The options that say how entries are stored, as the parts of the engine expect them. */
final class StoredForm {

    /** The maximum number of parallel forces. With more, ext4 on a disk with 100 µs for a force was not faster. */
    private static final int FORCES_AT_ONCE = 8;

    private StoredForm() {}

    static SectionCompression compression(JournalOptions options) {
        return options.compression() == Compression.LZ4
                ? new SectionCompression(Math.toIntExact(options.minCompressionSize()))
                : SectionCompression.NONE;
    }

    /** Returns what keeps truncated segments; null if they are deleted. */
    static @Nullable SegmentArchive archive(JournalOptions options, Storage storage, UUID journalId) {
        return options.archive()
                .map(path -> storage.another(path, options.filePermissions()))
                .map(archive -> new SegmentArchive(storage, archive, journalId))
                .orElse(null);
    }

    /** Returns the options of segments for a journal with these threads. */
    static SegmentOptions segments(JournalOptions options, Threads threads) {
        return new SegmentOptions(
                        options.maxSegmentSize(),
                        options.compression(),
                        Math.toIntExact(options.minCompressionSize()),
                        options.maxOpenSegments())
                .withMaxEntriesPerSegment(options.maxEntriesPerSegment())
                .withReading(options.readStrategy(), options.blockCacheSize())
                .withForcesAtOnce(threads.threaded() ? FORCES_AT_ONCE : 1);
    }
}
