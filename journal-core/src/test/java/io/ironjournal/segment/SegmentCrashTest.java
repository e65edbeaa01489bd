package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.ReadStrategy;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Crashes of the segments alone, compared with a model of the log. The model knows where the log ends, and which
 * entries the segments must have because the log discarded them.
 */
class SegmentCrashTest {

    private static final UUID JOURNAL = new UUID(3, 4);
    private static final List<String> STREAMS = List.of("a", "b", "Ä/c");
    private static final int MOST = 300;

    /** The number of seeds. For long runs: {@code -Dtest.jvm.args=-Dironjournal.seeds=100000}. */
    private static final long SEEDS = Long.getLong("ironjournal.seeds", 300);

    /** The expected state of one stream. */
    private static final class Model {
        final String name;
        long generation;
        long logEnd;
        long released;

        /** The truncation and generation that the log still records, or 0 and none after the log discarded them. */
        long truncatedTo;

        long truncatedAt;
        final Set<Long> deleted = new HashSet<>();

        long firstId;
        StreamSegments segments;

        Model(String name, long generation) {
            this.name = name;
            this.generation = generation;
        }
    }

    private static final class Run {

        final SplittableRandom random;
        final Predicate<String> ignoredForces;
        final Map<String, Model> models = new HashMap<>();
        SimulatedStorage storage;
        SegmentStore store;

        Run(long seed, Predicate<String> ignoredForces) {
            random = new SplittableRandom(seed);
            this.ignoredForces = ignoredForces;
            storage = new SimulatedStorage(seed);
            for (String name : STREAMS) {
                models.put(name, new Model(name, random.nextLong(1 << 20)));
            }
        }

        void run() throws IOException {
            for (int life = 0; life < 8; life++) {
                storage.ignoreForces(ignoredForces);
                if (random.nextInt(3) > 0) {
                    storage.crashAfter(1 + random.nextInt(60));
                }
                boolean forceFails = random.nextInt(8) == 0;
                if (forceFails) {
                    storage.failForceAfter(1 + random.nextInt(10));
                }
                try {
                    open();
                    live();
                } catch (SimulatedCrash e) {
                    assertTrue(e.getMessage() != null);
                } catch (IOException e) {
                    // The process ends itself.
                    assertTrue(forceFails, () -> "unexpected: " + e);
                }
                storage = random.nextInt(3) == 0 ? storage.kill() : storage.powerCut(random.nextLong());
                storage.setSpace(Long.MAX_VALUE / 2);
            }
            finish();
        }

        private void finish() throws IOException {
            storage.ignoreForces(ignoredForces);
            open();
            for (Model model : models.values()) {
                flush(model, model.logEnd);
            }
            force();
            storage = storage.powerCut(random.nextLong());
            for (Model model : models.values()) {
                model.released = model.logEnd;
                model.truncatedTo = 0;
                model.deleted.clear();
            }
            assertNoGarbage();
            open();
            for (Model model : models.values()) {
                check(model, 1);
                assertEquals(model.logEnd, model.segments == null ? 0 : model.segments.nextId());
            }
            assertNoGarbage();
        }

        private void assertNoGarbage() throws IOException {
            List<String> living = models.values().stream()
                    .filter(model -> model.logEnd > 0)
                    .map(model -> StreamFiles.directory(model.name).substring("streams/".length()))
                    .sorted()
                    .toList();
            assertEquals(living, storage.list("streams"));
            for (Model model : models.values()) {
                long[] segments = StreamFiles.segments(storage, StreamFiles.directory(model.name));
                assertEquals(model.firstId, segments.length == 0 ? 0 : segments[0]);
            }
        }

        private void open() throws IOException {
            Compression compression = random.nextBoolean() ? Compression.LZ4 : Compression.NONE;
            SegmentOptions options = new SegmentOptions(
                            512L << random.nextInt(5), compression, 64, 1 + random.nextInt(4))
                    .withReading(
                            random.nextBoolean() ? ReadStrategy.MMAP : ReadStrategy.STANDARD_IO,
                            random.nextInt(2) * 10_000)
                    .withMaxUnforcedFiles(1 + random.nextInt(4))
                    .withMaxEntriesPerSegment(random.nextInt(3) == 0 ? 1 + random.nextInt(20) : Long.MAX_VALUE);
            store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted);
            store.deleteLeftovers();
            for (Model model : models.values()) {
                model.segments = null;
                for (long generation : model.deleted) {
                    store.delete(model.name, generation);
                }
                if (model.logEnd > model.released) {
                    long fromId = Math.max(model.released, model.truncatedTo);
                    model.segments = store.recover(model.name, model.generation, fromId, model.truncatedTo);
                } else if (model.truncatedTo > 0) {
                    model.segments = store.openTruncated(model.name, model.generation, model.truncatedTo);
                    assertEquals(model.released, model.segments.nextId());
                } else if (model.released > 0) {
                    model.segments = store.open(model.name);
                    assertTrue(model.segments != null, "stream " + model.name + " vanished");
                    assertEquals(model.released, model.segments.nextId());
                }
                check(model, 1);
            }
        }

        private void check(Model model, int step) throws IOException {
            if (model.segments == null) {
                return;
            }
            assertEquals(model.generation, model.segments.generation());
            assertEquals(model.firstId, model.segments.firstId());
            long nextId = model.segments.nextId();
            assertTrue(nextId >= model.released && nextId <= model.logEnd, model.released + " to " + nextId);
            for (long id = model.firstId; id < nextId; id += step) {
                assertArrayEquals(Entries.entry(model.name, id, MOST), Entries.read(model.segments, id));
            }
        }

        private void live() throws IOException {
            for (int i = random.nextInt(40); i >= 0; i--) {
                Model model = models.get(STREAMS.get(random.nextInt(STREAMS.size())));
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> model.logEnd += 1 + random.nextInt(20);
                    case 3, 4, 5, 6 -> flush(model, model.logEnd - random.nextInt(3));
                    case 7 -> check(model, 1 + random.nextInt(50));
                    case 8 -> storage.setSpace(storage.usedSpace() + random.nextInt(5000));
                    case 9 -> truncate(model);
                    case 10 -> delete(model);
                    default -> force();
                }
            }
        }

        /** Deletes the files after the deletion is in the log. */
        private void truncate(Model model) throws IOException {
            if (model.segments == null) {
                return;
            }
            long keep = model.segments.truncationPoint(random.nextLong(model.segments.nextId() + 1));
            if (keep > model.firstId) {
                int files = StreamFiles.below(StreamFiles.segments(storage, StreamFiles.directory(model.name)), keep);
                model.firstId = keep;
                model.truncatedTo = keep;
                model.truncatedAt = model.logEnd;
                assertEquals(files, model.segments.truncate(keep));
                assertEquals(null, Entries.read(model.segments, keep - 1));
                check(model, 3);
            }
        }

        private void delete(Model model) throws IOException {
            if (model.logEnd == 0 || random.nextBoolean()) {
                return;
            }
            StreamSegments old = model.segments;
            model.deleted.add(model.generation);
            long oldGeneration = model.generation;
            model.generation += 1 + random.nextLong(1 << 20);
            model.logEnd = 0;
            model.released = 0;
            model.truncatedTo = 0;
            model.firstId = 0;
            model.segments = null;
            if (old == null) {
                store.delete(model.name, oldGeneration);
            } else {
                store.delete(old);
                assertEquals(null, Entries.read(old, 0));
            }
        }

        private void flush(Model model, long to) throws IOException {
            if (model.segments == null && model.logEnd > 0) {
                model.segments = store.create(model.name, model.generation);
            }
            long from = model.segments == null ? 0 : model.segments.nextId();
            if (to > from) {
                try {
                    model.segments.append(from, Entries.range(model.name, from, to, MOST));
                } catch (NoSpaceException e) {
                    assertEquals(from, model.segments.nextId());
                    storage.setSpace(Long.MAX_VALUE / 2);
                    check(model, 7);
                }
            }
        }

        /** Forces the segments. After that, the log discards some or all of its records. */
        private void force() throws IOException {
            store.forceAll();
            for (Model model : models.values()) {
                if (model.segments != null) {
                    long nextId = model.segments.nextId();
                    model.released = random.nextBoolean() ? nextId : random.nextLong(model.released, nextId + 1);
                }
                if (model.released >= model.truncatedAt && random.nextBoolean()) {
                    model.truncatedTo = 0;
                }
                if (model.released > 0 || random.nextBoolean()) {
                    // The record precedes the first entry of the next generation.
                    model.deleted.clear();
                }
            }
        }
    }

    @Test
    void entriesDiscardedFromTheLog_areNeverLost() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, description -> false);
            try {
                run.run();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ", " + run.storage, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"force:streams/", "dir:streams/", "dir:streams", "dir:"})
    void anyKindOfForceOmitted_entriesAreLost(String kind) {
        boolean all = kind.endsWith("/");
        int lost = 0;
        for (long seed = 0; seed < 1000 && lost < 3; seed++) {
            Run run = new Run(seed, force -> all ? force.startsWith(kind) : force.equals(kind));
            try {
                run.run();
            } catch (Throwable e) {
                lost++;
            }
        }
        assertEquals(3, lost, "no entry is lost without " + kind + "");
    }
}
