package io.ironjournal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flips one byte of a file, truncates it, or removes it. Reading the files never fails, returns only entries that were
 * written, and names the damage.
 *
 * <p>The default build tries as many places as time allows. {@code -Dtest.jvm.args=-Dironjournal.exhaustive=true} tries all.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class DamagedJournalFilesTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("ironjournal.exhaustive");
    private static final long SEED = Long.getLong("ironjournal.seed", 1);
    /** A slow machine tries at least this number of bytes. */
    private static final int LEAST = 30;

    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(EXHAUSTIVE ? 1_500_000 : 1_500);

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

    /** What a reader sees of a damaged directory. */
    private record Seen(List<Finding> findings, Map<String, List<Entry>> entries, JournalFiles state) {}

    private void write(boolean closed) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = JournalFilesTest.write(storage);
        if (closed) {
            journal.close();
        }
        files.putAll(JournalFilesTest.files(storage.kill()));
        Seen whole = read(files);
        assertEquals(List.of(), whole.findings);
        entries.putAll(whole.entries);
    }

    private static Seen read(Map<String, byte[]> content) throws IOException {
        try (JournalFiles state = FilesOpener.open(JournalFilesTest.storage(content))) {
            List<Finding> findings = new ArrayList<>(state.findings());
            Map<String, List<Entry>> found = new LinkedHashMap<>();
            for (String stream : state.streams()) {
                state.stream(stream);
                state.verify(stream, true, findings::add);
                List<Entry> list = new ArrayList<>();
                try (EntryScan scan = state.entries(stream, 0)) {
                    scan.forEachRemaining(list::add);
                }
                found.put(stream, list);
            }
            state.verifyOthers(findings::add);
            state.cursors();
            state.checkpoints();
            readBranches(state);
            state.log();
            try (RecordScan records = state.records(0)) {
                while (records.hasNext()) {
                    assertTrue(records.next().size() > 0);
                }
            }
            return new Seen(findings, found, state);
        }
    }

    private static void readBranches(JournalFiles state) {
        for (InDoubtBranch branch : state.inDoubt()) {
            InDoubtContent content = state.inDoubtContent(branch.id()).orElseThrow();
            for (String stream : branch.streams()) {
                assertEquals(0, content.search(stream, 0).count());
            }
        }
    }

    /** Checks a damaged directory. The damage has a finding, or changed nothing that can be seen. */
    private void check(String file, byte[] content, String what) {
        Map<String, byte[]> damaged = new TreeMap<>(files);
        if (content.length == 0 && what.startsWith("missing")) {
            damaged.remove(file);
        } else {
            damaged.put(file, content);
        }
        try {
            Seen seen = read(damaged);
            seen.entries.forEach((stream, list) -> {
                List<Entry> written = entries.get(stream);
                for (Entry entry : list) {
                    assertTrue(written != null && written.contains(entry), stream + " " + entry);
                }
            });
            boolean named = !seen.findings.isEmpty();
            if (!named) {
                assertEquals(entries, seen.entries);
                assertTrue(mayBeUnnoticed(file), "no finding");
            }
            assertEquals(opens(damaged), seen.state.nextOpening().succeeds(), "" + seen.state.nextOpening());
            assertTrue(
                    seen.findings.stream().allMatch(finding -> finding.message().length() > 20));
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(file + ", " + what, e);
        }
    }

    /** Returns whether the engine opens a copy. */
    private static boolean opens(Map<String, byte[]> content) throws IOException {
        try {
            JournalOpener.open(JournalFilesTest.OPTIONS, JournalFilesTest.storage(content), false)
                    .close();
            return true;
        } catch (JournalException e) {
            return false;
        }
    }

    /** Unused parts of the log, the padding of records, and files that are not part of the journal have no checksum. */
    private static boolean mayBeUnnoticed(String file) {
        return file.startsWith("log/") || file.startsWith("LOCK") || file.startsWith("quarantine/");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFlippedByte_isNamed_andNothingFails(boolean closed) throws IOException {
        write(closed);
        SplittableRandom random = new SplittableRandom(SEED);
        List<Map.Entry<String, Integer>> places = new ArrayList<>();
        files.forEach((file, bytes) -> {
            for (int i = 0; i < bytes.length; i++) {
                places.add(Map.entry(file, i));
            }
        });
        long deadline = System.nanoTime() + BUDGET_NANOS;
        int tried = 0;
        while (!places.isEmpty() && (tried < LEAST || System.nanoTime() < deadline)) {
            int pick = random.nextInt(places.size());
            Map.Entry<String, Integer> place = places.get(pick);
            places.set(pick, places.get(places.size() - 1));
            places.remove(places.size() - 1);
            byte[] bytes = files.get(place.getKey()).clone();
            bytes[place.getValue()] ^= (byte) (1 << random.nextInt(8));
            check(place.getKey(), bytes, "byte " + place.getValue());
            tried++;
        }
        assertTrue(!EXHAUSTIVE || places.isEmpty(), "only " + tried);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyMissingFile_isNamed_andNothingFails(boolean closed) throws IOException {
        write(closed);
        for (String file : files.keySet()) {
            check(file, new byte[0], "missing");
        }
    }

    @Test
    void everyTruncatedFile_isNamed_andNothingFails() throws IOException {
        write(false);
        SplittableRandom random = new SplittableRandom(SEED);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            for (int i = 0; i < 3 && file.getValue().length > 0; i++) {
                int length = random.nextInt(file.getValue().length);
                check(file.getKey(), Arrays.copyOf(file.getValue(), length), "truncated to " + length);
            }
        }
    }
}
