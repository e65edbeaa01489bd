package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.io.ForwardingStorage;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scrub finds damage that nobody reads, and changes nothing. */
@Timeout(120)
class ScrubTest {

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("/simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(32 << 10)
            .maxSegmentSize(4 << 10)
            .maxMemtableMemory(64 << 10)
            .build();

    private static final JournalOptions SCRUBBING =
            OPTIONS.toBuilder().scrubRate(1 << 30).build();

    private final SimulatedStorage storage = new SimulatedStorage(1);

    /** Writes streams with several segments. */
    private void fill(int entries) {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            for (int i = 0; i < entries; i++) {
                journal.append("audit", new byte[500]);
                journal.append("orders", new byte[500]);
            }
        }
    }

    private List<String> segments(String stream) {
        return storage.files().stream()
                .filter(file -> file.startsWith("streams/" + stream))
                .toList();
    }

    private long bytesOfStreams() throws IOException {
        long bytes = 0;
        for (String file : segments("")) {
            bytes += storage.size(file).orElseThrow();
        }
        return bytes;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (String file : segments("")) {
            contents.put(file, storage.readAll(file));
        }
        return contents;
    }

    @Test
    void wholeSegments_areReadCompletely_withoutAFinding() throws Exception {
        fill(100);
        long bytes = bytesOfStreams();
        try (Journal journal = JournalOpener.open(SCRUBBING, storage, true)) {
            await(() -> journal.stats().scrubPasses() == 1);
            assertTrue(journal.stats().scrubbedBytes() >= bytes, journal.stats() + ", segments: " + bytes);
            assertEquals(List.of(), journal.stats().damage());
            assertEquals(0, journal.stats().checksumErrors());
            assertTrue(journal.stats().lastScrub().isPresent());
        }
    }

    @Test
    void listener_isToldOfEachDamagedSegmentOnce_andMayFail() throws Exception {
        fill(100);
        String first = segments("audit").get(0);
        String second = segments("audit").get(2);
        storage.corrupt(first, 1000, 1);
        storage.corrupt(second, 1000, 1);
        Queue<Finding> told = new ConcurrentLinkedQueue<>();
        JournalOptions listening = SCRUBBING.toBuilder()
                .damageListener(finding -> {
                    told.add(finding);
                    throw new IllegalStateException("The listener fails");
                })
                .build();
        try (Journal journal = JournalOpener.open(listening, storage, true)) {
            await(() -> journal.stats().scrubPasses() == 1 && told.size() == 2);
            assertEquals(
                    Set.of(storage.describe(first), storage.describe(second)),
                    told.stream().map(finding -> finding.file().orElseThrow()).collect(Collectors.toSet()));
        }
    }

    @Test
    void flippedByte_isFoundOnce_andNothingChanges() throws Exception {
        fill(100);
        String sealed = segments("audit").get(2);
        storage.corrupt(sealed, 1000, 1);
        String newest = segments("orders").get(segments("orders").size() - 1);
        storage.corrupt(newest, 300, 1);
        Map<String, byte[]> before = contents();
        try (Journal journal = JournalOpener.open(SCRUBBING, storage, true)) {
            await(() -> journal.stats().scrubPasses() == 1);
            assertEquals(2, journal.stats().damage().size());
            List<String> files = new ArrayList<>();
            for (Finding finding : journal.stats().damage()) {
                assertEquals(FindingKind.ENTRIES_DAMAGED, finding.kind(), finding.message());
                files.add(finding.file().orElseThrow());
            }
            assertTrue(files.contains(storage.describe(sealed)), files.toString());
            assertTrue(files.contains(storage.describe(newest)), files.toString());
            assertEquals(2, journal.stats().checksumErrors());
        }
        Map<String, byte[]> after = contents();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, bytes) -> assertArrayEquals(bytes, after.get(file), file));
    }

    @Test
    void damageOfASegment_isRecordedOnce() throws Exception {
        fill(20);
        storage.corrupt(segments("audit").get(0), 1000, 1);
        List<Runnable> logged = new ArrayList<>();
        JournalFigures figures = new JournalFigures("test", logged::add);
        ScrubResults results = new ScrubResults(figures, logged::add, Clock.systemUTC(), Optional.empty());
        try (Journal journal = JournalOpener.open(SCRUBBING, storage, true)) {
            await(() -> !journal.stats().damage().isEmpty());
            Finding finding = journal.stats().damage().get(0);
            results.damaged("segment", finding);
            results.damaged("segment", finding);
        }
        assertEquals(1, results.damage().size());
        assertEquals(1, logged.size());
        assertEquals(1, figures.checksumErrors());
    }

    /** Removes segments at the moment when the scrub opens the first one. */
    private final class RemovingStorage extends ForwardingStorage {

        final AtomicBoolean removed = new AtomicBoolean();
        volatile Runnable removal = () -> {};
        private final boolean beforeOpening;

        RemovingStorage(boolean beforeOpening) {
            super(storage);
            this.beforeOpening = beforeOpening;
        }

        @Override
        public ReadableFile openForRead(String path) throws IOException {
            boolean scrub = Thread.currentThread().getName().equals("ironjournal-scrub");
            if (!scrub || !path.startsWith("streams/audit") || removed.getAndSet(true)) {
                return super.openForRead(path);
            }
            if (beforeOpening) {
                removal.run();
                return super.openForRead(path);
            }
            ReadableFile file = super.openForRead(path);
            removal.run();
            return file;
        }
    }

    private void removeWhile(boolean beforeOpening, boolean whole) throws Exception {
        RemovingStorage removing = new RemovingStorage(beforeOpening);
        AtomicBoolean ready = new AtomicBoolean();
        JournalOptions options = SCRUBBING;
        Journal[] opened = new Journal[1];
        removing.removal = () -> {
            while (!ready.get()) {
                Thread.onSpinWait();
            }
            if (whole) {
                opened[0].deleteStream("audit");
                opened[0].append("audit", new byte[100]);
            } else {
                opened[0].truncate("audit", 90);
            }
        };
        try (Journal journal = JournalOpener.open(options, removing, true)) {
            opened[0] = journal;
            ready.set(true);
            await(() -> journal.stats().scrubPasses() == 1);
            assertTrue(removing.removed.get(), "nothing was removed");
            assertEquals(List.of(), journal.stats().damage());
        }
    }

    @Test
    void truncationsAndDeletions_areNoDamage() throws Exception {
        for (boolean beforeOpening : new boolean[] {true, false}) {
            for (boolean whole : new boolean[] {true, false}) {
                try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
                    journal.deleteStream("audit");
                    journal.deleteStream("orders");
                }
                fill(100);
                removeWhile(beforeOpening, whole);
            }
        }
    }

    @Test
    void writersAndRemovals_besideTheScrub_makeNoFinding() throws Exception {
        fill(100);
        long scrubbed = 0;
        for (int round = 0; round < 10; round++) {
            try (Journal journal = JournalOpener.open(SCRUBBING, storage, true)) {
                for (int i = 0; i < 200; i++) {
                    journal.append(i % 2 == 0 ? "audit" : "orders", new byte[300]);
                    if (i % 50 == 20) {
                        journal.truncate("audit", journal.nextId("audit") - 20);
                    } else if (i % 100 == 90) {
                        journal.deleteStream("orders");
                    }
                }
                assertEquals(List.of(), journal.stats().damage());
                scrubbed += journal.stats().scrubbedBytes();
            }
        }
        assertTrue(scrubbed > 0, "The scrub read nothing");
    }

    @Test
    void close_endsAScrubThatWaits() throws Exception {
        fill(100);
        Journal journal = JournalOpener.open(OPTIONS.toBuilder().scrubRate(1).build(), storage, true);
        await(() -> journal.stats().scrubbedBytes() > 0);
        long begin = System.nanoTime();
        journal.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, "took " + took);
    }

    @Test
    void pace_isNeverExceeded() {
        ScrubPace pace = new ScrubPace(100 << 10);
        long begin = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            pace.read(5 << 10);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofMillis(490)) > 0, "took " + took);
        pace.stop();
        assertThrows(ScrubPace.Stopped.class, () -> pace.read(1));
    }

    @Test
    void withoutTheOption_nothingIsRead() {
        fill(20);
        try (Journal journal = JournalOpener.open(OPTIONS, storage, true)) {
            assertEquals(0, journal.stats().scrubbedBytes());
        }
    }
}
