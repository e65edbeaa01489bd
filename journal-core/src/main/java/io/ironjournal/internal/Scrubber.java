package io.ironjournal.internal;

import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.flush.Flusher;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.io.ReadOnlyStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.log.ThreadEnd;
import io.ironjournal.segment.SegmentInspection;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StoredStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the segments of all streams in a background thread, at a limited rate. Reads only, with the checks of {@link
 * SegmentInspection}. A pass visits the streams in the order of their names, beginning at a random one, so that also a
 * journal that is often closed has all of them verified.
 *
 * <p>It checks the entries that the catalogue lists, which are written completely. A segment that disappears was
 * truncated or deleted. Any other finding is confirmed by a second check while nothing is flushed, truncated or deleted.
 */
final class Scrubber implements Closeable {

    /** A pass begins at the earliest so long after the one before began. */
    private static final long PASS_NANOS = TimeUnit.HOURS.toNanos(1);

    private final SegmentStore store;
    private final SegmentInspection inspection;
    private final Flusher flusher;
    private final ScrubPace pace;
    private final ScrubResults results;
    private final Thread thread;

    private Scrubber(
            SegmentStore store,
            Storage storage,
            UUID journalId,
            Flusher flusher,
            ScrubPace pace,
            ScrubResults results) {
        this.store = store;
        this.flusher = flusher;
        this.pace = pace;
        this.results = results;
        this.inspection = new SegmentInspection(new ReadOnlyStorage(storage, this::read), journalId);
        this.thread = new Thread(this::loop, "ironjournal-scrub");
        thread.setDaemon(true);
    }

    /**
     * Starts to verify.
     *
     * @param results receives what it finds
     */
    static Scrubber start(
            SegmentStore store,
            Storage storage,
            UUID journalId,
            Flusher flusher,
            ScrubPace pace,
            ScrubResults results) {
        Scrubber scrubber = new Scrubber(store, storage, journalId, flusher, pace, results);
        scrubber.thread.start();
        return scrubber;
    }

    private void read(int bytes) {
        results.read(bytes);
        pace.read(bytes);
    }

    private void loop() {
        try {
            while (true) {
                long begin = System.nanoTime();
                pass();
                results.passed();
                pace.pause(begin + PASS_NANOS - System.nanoTime());
            }
        } catch (ScrubPace.Stopped e) {
            // The journal is being closed.
        } catch (RuntimeException | Error e) {
            System.getLogger("io.ironjournal")
                    .log(System.Logger.Level.WARNING, "The scrub has ended until the journal is opened again", e);
        }
    }

    /** Verifies all segments once. */
    void pass() {
        List<String> streams = new ArrayList<>();
        try {
            store.eachListed(entry -> streams.add(entry.stream()));
        } catch (IOException e) {
            // The flusher reports a catalogue that cannot be read.
            return;
        }
        Collections.sort(streams);
        if (!streams.isEmpty()) {
            Collections.rotate(streams, ThreadLocalRandom.current().nextInt(streams.size()));
        }
        for (String stream : streams) {
            checkStream(stream);
            pace.pause(0);
        }
    }

    private void checkStream(String stream) {
        StoredStream stored = stored(stream, null);
        if (stored == null) {
            return;
        }
        for (long segment : stored.firstIds()) {
            String path = inspection.path(stream, segment);
            if (!results.isKnown(path)) {
                if (damage(stored, segment) != null) {
                    Finding confirmed = flusher.runExclusively(() -> confirm(stream, stored, segment));
                    if (confirmed != null) {
                        results.damaged(path, confirmed);
                    }
                }
            }
        }
    }

    /**
     * Returns the listed segments of a stream, or null if there are none.
     *
     * @param before the stream of that name that is wanted; null for any
     */
    private @Nullable StoredStream stored(String stream, @Nullable StoredStream before) {
        try {
            CatalogueEntry listed = store.listed(stream);
            if (listed == null || listed.isEmpty() || (before != null && before.generation() != listed.generation())) {
                return null;
            }
            long[] segments = Arrays.stream(inspection.segments(stream))
                    .filter(first -> first < listed.nextId())
                    .toArray();
            return inspection.stream(stream, listed.generation(), segments, listed.firstId(), listed.nextId(), false);
        } catch (IOException e) {
            return null;
        }
    }

    /** Checks a segment again, at full speed, because writers may wait for it. */
    private @Nullable Finding confirm(String stream, StoredStream before, long segment) {
        pace.unlimited();
        try {
            StoredStream now = stored(stream, before);
            return now == null ? null : damage(now, segment);
        } finally {
            pace.limited();
        }
    }

    /** Returns the first finding of a segment, or null if it is whole, truncated or deleted. */
    private static @Nullable Finding damage(StoredStream stored, long segment) {
        Finding[] first = new Finding[1];
        stored.verifySegment(segment, finding -> {
            boolean counts = finding.kind() != FindingKind.SEGMENT_MISSING && first[0] == null;
            first[0] = counts ? finding : first[0];
        });
        return first[0];
    }

    @Override
    public void close() {
        pace.stop();
        ThreadEnd.await(thread);
    }
}
