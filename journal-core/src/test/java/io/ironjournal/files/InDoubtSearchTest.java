package io.ironjournal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A search finds the entries of a branch in doubt in a stream, wherever they are, and says what it could not compare. */
class InDoubtSearchTest {

    private static final BranchId ID = JournalFilesTest.branchId(7);
    private static final byte[] MARKER = "the record that is going to be damaged".getBytes(StandardCharsets.UTF_8);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    private SimulatedStorage storage = new SimulatedStorage(1);

    private Journal open() {
        return JournalOpener.open(JournalFilesTest.OPTIONS, storage, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void append(Journal journal, String texts) {
        for (String text : texts.strip().split(" ", -1)) {
            journal.append("a", bytes(text));
        }
    }

    private static void prepare(Journal journal, String texts) {
        Branch branch = Transactions.of(journal).begin(ID);
        for (String text : texts.strip().split(" ", -1)) {
            branch.add("a", bytes(text));
        }
        Transactions.of(journal).prepare(ID);
    }

    private Occurrences search(long from) throws IOException {
        try (JournalFiles files = FilesOpener.open(storage)) {
            return files.inDoubtContent(ID).orElseThrow().search("a", from);
        }
    }

    private Occurrences search(String branch, String stream) throws IOException {
        storage = new SimulatedStorage(1);
        Journal journal = open();
        append(journal, stream);
        prepare(journal, branch);
        return search(0);
    }

    private static IdRange range(long from, long end) {
        return new IdRange(from, end);
    }

    @Test
    void sameEntriesInTheSameOrder_areFound() throws IOException {
        assertEquals(List.of(range(1, 4)), search("x y z", "a x y z b").newest());
        assertEquals(List.of(range(0, 3)), search("x y z", "x y z").newest());
        assertEquals(List.of(range(2, 6)), search("x y x z", "x y x y x z").newest());
        assertEquals(List.of(range(0, 2), range(1, 3)), search("x x", "x x x").newest());
        assertEquals(0, search("x y z", "z y x x z y").count());
        assertEquals(0, search("x y z", "x y").count());
        assertEquals(List.of(), search("x y", "x a y").newest());
    }

    @Test
    void beginningOfTheEntries_isAPart() throws IOException {
        assertEquals(Optional.of(range(3, 5)), search("x y z", "x y a x y b").part());
        assertEquals(Optional.of(range(0, 2)), search("x y z", "x y a x").part());
        assertEquals(Optional.empty(), search("x y z", "y z a").part());
        assertEquals(Optional.empty(), search("x y z", "x y x y z").part());
    }

    @Test
    void manyOccurrences_areCounted_andTheNewestListed() throws IOException {
        Occurrences found = search("x", "x ".repeat(50));
        assertEquals(50, found.count());
        assertEquals(10, found.newest().size());
        assertEquals(range(49, 50), found.newest().get(9));
        assertEquals(range(0, 50), found.searched());
        assertFalse(found.truncated());
    }

    @Test
    void headers_belongToAnEntry() throws IOException {
        Journal journal = open();
        Branch branch = Transactions.of(journal).begin(ID);
        branch.add("a", NewEntry.of(bytes("x")).header("n", "1"));
        Transactions.of(journal).prepare(ID);
        journal.append("a", bytes("x"));
        journal.append("a", NewEntry.of(bytes("x")).header("n", "2"));
        journal.append("a", NewEntry.of(bytes("x")).header("n", "1"));
        journal.append("a", NewEntry.of(bytes("x")).header("n", "1").header("m", ""));
        assertEquals(List.of(range(2, 3)), search(0).newest());
    }

    @Test
    void randomSequences_areFoundAsAComparisonOfAllPlacesFindsThem() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 60; i++) {
            String stream = random(random, 12);
            String branch = random(random, 4);
            List<String> all = Arrays.asList(stream.strip().split(" ", -1));
            List<String> wanted = Arrays.asList(branch.strip().split(" ", -1));
            List<IdRange> expected = new ArrayList<>();
            for (int at = 0; at + wanted.size() <= all.size(); at++) {
                if (all.subList(at, at + wanted.size()).equals(wanted)) {
                    expected.add(range(at, at + wanted.size()));
                }
            }
            List<IdRange> newest = expected.subList(Math.max(0, expected.size() - 10), expected.size());
            assertEquals(newest, search(branch, stream).newest(), branch + " in " + stream + ", seed " + SEED);
        }
    }

    private static String random(SplittableRandom random, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most) + 1; left > 0; left--) {
            text.append(random.nextInt(4) == 0 ? "y " : "x ");
        }
        return text.toString();
    }

    @Test
    void search_beginsAtAnId_andSaysThatTheStreamWasTruncated() throws IOException {
        JournalOptions options =
                JournalFilesTest.OPTIONS.toBuilder().maxEntriesPerSegment(3).build();
        Journal journal = JournalOpener.open(options, storage, false);
        append(journal, "x y b x y");
        prepare(journal, "x y");
        assertEquals(List.of(range(0, 2), range(3, 5)), search(0).newest());
        assertEquals(List.of(range(3, 5)), search(1).newest());
        assertFalse(search(1).truncated());
        journal.close();
        storage = storage.kill();
        Journal again = JournalOpener.open(options, storage, false);
        assertEquals(1, again.truncate("a", 4));
        assertEquals(List.of(range(3, 5)), search(0).newest());
        assertTrue(search(0).truncated());
        assertEquals(range(3, 5), search(0).searched());
        assertEquals(range(4, 5), search(4).searched());
        assertFalse(search(4).truncated());
        assertEquals(range(9, 9), search(9).searched());
    }

    @Test
    void streamThatDoesNotExist_hasNothing() throws IOException {
        prepare(open(), "x");
        Occurrences found = search(0);
        assertEquals(range(0, 0), found.searched());
        assertEquals(0, found.count());
        assertFalse(found.truncated());
    }

    @Test
    void damagedEntries_areMissing_alsoAfterARepair() throws IOException {
        Journal journal = open();
        append(journal, "x y z ".repeat(400));
        prepare(journal, "x y z");
        long whole = search(0).count();
        assertEquals(400, whole);
        journal.close();
        Map<String, byte[]> files = JournalFilesTest.files(storage.kill());
        String segment = files.keySet().stream()
                .filter(file -> file.startsWith("streams/a/"))
                .findFirst()
                .orElseThrow();
        files.get(segment)[files.get(segment).length / 2] ^= 1;
        storage = JournalFilesTest.storage(files);
        Occurrences damaged = search(0);
        assertTrue(damaged.missing() > 0 && damaged.count() < whole, damaged.toString());
        assertEquals(1, damaged.findings().size(), damaged.toString());
        SimulatedStorage target = new SimulatedStorage(3);
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(files), options -> target, false)) {
            source.repairTo(JournalFilesTest.OPTIONS);
        }
        storage = target;
        Occurrences repaired = search(0);
        assertEquals(damaged.missing(), repaired.missing());
        assertEquals(damaged.newest(), repaired.newest());
        assertEquals(List.of(), repaired.findings());
    }

    /**
     * The process ends after a flush has written segments, and before it marks that in the log. Damage behind the vote then
     * loses the COMMIT, but not the entries.
     */
    @Test
    void branchThatALossMadeInDoubtAgain_isFoundInTheStream() throws IOException {
        Journal journal = open();
        append(journal, "before");
        prepare(journal, "x y z");
        journal.append("other", MARKER);
        Transactions.of(journal).commit(ID);
        append(journal, "after");
        Map<String, byte[]> files = JournalFilesTest.files(storage);
        journal.close();
        JournalFilesTest.files(storage).forEach((file, content) -> {
            if (file.startsWith("streams/")) {
                files.put(file, content);
            }
        });
        damage(files);
        storage = JournalFilesTest.storage(files);
        assertThrows(CorruptionException.class, this::open);
        assertEquals(0, search(0).count(), "the files do not show what an opening keeps");
        try (JournalFiles before = FilesOpener.open(storage)) {
            assertFalse(before.nextOpening().succeeds());
        }
        JournalOptions truncating = JournalFilesTest.OPTIONS.toBuilder()
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .build();
        try (Journal lossy = JournalOpener.open(truncating, storage, false)) {
            assertEquals(1, Transactions.of(lossy).unacceptedLosses().size());
            Transactions.of(lossy).acceptLoss();
            assertEquals(1, Transactions.of(lossy).inDoubt().size());
        }
        assertEquals(List.of(range(1, 4)), search(0).newest());
        try (Journal accepted = open()) {
            Transactions.of(accepted).commit(ID);
            assertEquals(8, accepted.nextId("a"), "a commit writes them a second time");
        }
    }

    private static void damage(Map<String, byte[]> files) {
        int damaged = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            int at = new String(file.getValue(), StandardCharsets.ISO_8859_1)
                    .indexOf(new String(MARKER, StandardCharsets.ISO_8859_1));
            if (file.getKey().startsWith("log/") && at >= 0) {
                file.getValue()[at] ^= 1;
                damaged++;
            }
        }
        assertEquals(1, damaged, "the log has the marker");
    }
}
