package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crashes after a loss was recorded: the loss is neither detected nor refused a second time. */
class RecordedLossCrashTest {

    private SimulatedStorage storage = new SimulatedStorage(1);

    private ShardedJournal open(CorruptionPolicy policy) {
        JournalOptions options =
                Small.options().maxEntriesPerSegment(5).corruptionPolicy(policy).build();
        return JournalOpener.openSharded(options, 1, storage, false);
    }

    private void makeJournal() {
        storage = new SimulatedStorage(1);
        try (ShardedJournal sharded = open(CorruptionPolicy.FAIL)) {
            Journal journal = sharded.journal();
            for (int i = 0; i < 12; i++) {
                journal.append("orders", entry(i, 100));
            }
            journal.append("other", entry(1, 100));
            journal.append("third", entry(2, 100));
            journal.cursor("mailer", "orders").advanceTo(4);
            sharded.createCheckpoint("noon".getBytes(UTF_8));
        }
    }

    private void remove(String place) throws IOException {
        List<String> files = storage.files().stream()
                .filter(file -> file.equals(place) || file.startsWith(place + "/"))
                .toList();
        assertFalse(files.isEmpty(), place);
        for (String file : files) {
            storage.delete(file);
            storage.forceDirectory(parent(file));
        }
        for (String directory : new TreeSet<>(files.stream()
                .map(RecordedLossCrashTest::parent)
                .filter(parent -> parent.startsWith("streams/") && !place.endsWith(".wal"))
                .toList())) {
            storage.delete(directory);
            storage.forceDirectory("streams");
        }
    }

    private static String parent(String file) {
        return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
    }

    private List<String> losses() throws IOException {
        return new String(storage.readAll("LOSS"), UTF_8).lines().toList();
    }

    /** Uses all streams. Ids of lost entries are not assigned again. */
    private void requireGoesOn(String what) {
        try (ShardedJournal sharded = open(CorruptionPolicy.FAIL)) {
            Journal journal = sharded.journal();
            long given = journal.append("orders", entry(50, 10));
            assertTrue(given >= 12, what + ": id " + given);
            journal.append("other", entry(51, 10));
            journal.cursor("mailer", "orders").position();
            sharded.listCheckpoints();
        } catch (JournalException e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
    }

    @Test
    void lossAtOpening_killedBeforeAnythingElse_isNotRefusedAgain() throws IOException {
        for (String place : List.of("catalogue", "cursors", "checkpoints.log", "streams")) {
            for (int seed = 0; seed < 4; seed++) {
                makeJournal();
                remove(place);
                open(CorruptionPolicy.TRUNCATE);
                int recorded = losses().size();
                storage = seed == 0 ? storage.kill() : storage.powerCut(seed);
                requireGoesOn(place + ", seed " + seed);
                assertEquals(recorded, losses().size(), losses().toString());
            }
        }
    }

    @Test
    void lossesAtFirstUse_killedAfterTheNextAppend_areNotRefusedAgain() throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            makeJournal();
            remove("streams/orders");
            remove("streams/other");
            Journal journal = open(CorruptionPolicy.TRUNCATE).journal();
            assertEquals(12, journal.nextId("orders"));
            journal.append("new", entry(2, 100));
            // The flush for this stream frees no segment of the log.
            assertEquals(1, journal.nextId("other"));
            journal.append("new", entry(3, 100));
            storage = seed == 0 ? storage.kill() : storage.powerCut(seed);
            requireGoesOn("seed " + seed);
            assertEquals(2, losses().size(), losses().toString());
        }
    }

    @Test
    @Timeout(60)
    void lossAtFirstUse_nothingIsAppended_getsItsMarkInTheBackground() throws Exception {
        makeJournal();
        remove("streams/orders");
        HookedStorage hooked = new HookedStorage(storage);
        JournalOptions options =
                Small.options().corruptionPolicy(CorruptionPolicy.TRUNCATE).build();
        ShardedJournal sharded = JournalOpener.openSharded(options, 1, hooked, true);
        assertEquals(12, sharded.journal().nextId("orders"));
        // A flush writes its mark last, after the catalogue.
        int listed = await(hooked, 0, operation -> operation.equals("force:catalogue"));
        await(hooked, listed, operation -> operation.startsWith("writeForced:log/"));
        sharded.close();
    }

    private static int await(HookedStorage hooked, int from, Predicate<String> wanted) throws InterruptedException {
        for (int at = from; ; at++) {
            while (at == hooked.operations.size()) {
                Thread.sleep(5);
            }
            if (wanted.test(hooked.operations.get(at))) {
                return at;
            }
        }
    }

    @Test
    void loss_crashesAnywhereWhileItIsRecorded_isRecordedOnce() throws IOException {
        for (String place : List.of("catalogue", "cursors", "checkpoints.log", "streams")) {
            boolean crashed = true;
            for (int operation = 1; crashed; operation++) {
                makeJournal();
                remove(place);
                String what = place + ", operation " + operation;
                storage.crashAfter(operation);
                crashed = false;
                try {
                    open(CorruptionPolicy.TRUNCATE);
                } catch (SimulatedCrash | JournalException e) {
                    crashed = true;
                }
                storage = operation % 2 == 0 ? storage.kill() : storage.powerCut(operation);
                open(CorruptionPolicy.TRUNCATE);
                List<String> losses = losses();
                assertEquals(losses.stream().distinct().count(), losses.size(), what + ": " + losses);
                storage = storage.powerCut(operation);
                requireGoesOn(what);
            }
        }
    }

    @Test
    void streamWithARecordedLoss_catalogueWrittenInOrderAndStreamTruncated_isNotRefused() throws IOException {
        makeJournal();
        remove("streams/orders/00000000000000000010.wal");
        try (ShardedJournal sharded = open(CorruptionPolicy.TRUNCATE)) {
            assertEquals(12, sharded.journal().nextId("orders"));
        }
        // Bytes behind the valid entries make the next flush write the catalogue in order.
        byte[] catalogue = storage.readAll("catalogue");
        storage.writeAll("catalogue", Arrays.copyOf(catalogue, catalogue.length + 128));
        try (ShardedJournal sharded = open(CorruptionPolicy.FAIL)) {
            Journal journal = sharded.journal();
            assertEquals(12, journal.nextId("orders"));
            for (int i = 0; i < 500; i++) {
                journal.append("other", entry(i, 100));
            }
            assertFalse(Arrays.equals(catalogue, storage.readAll("catalogue")), "no flush");
            journal.truncate("orders", 5);
        }
        requireGoesOn("truncated");
    }

    @Test
    void streamReplacedByACopyOfAnEarlierLife_recorded_isNotRefusedAgain() throws IOException {
        replaceOtherByAnEarlierLife();
        try (ShardedJournal sharded = open(CorruptionPolicy.TRUNCATE)) {
            assertEquals(1, sharded.journal().nextId("other"));
        }
        assertEquals(1, losses().size(), losses().toString());
        assertTrue(losses().get(0).contains("an earlier generation of the stream"), losses().toString());
        requireGoesOn("an earlier generation");
    }

    @Test
    void streamReplacedByACopyOfAnEarlierLife_logLostToo_isNotRefusedAgain() throws IOException {
        replaceOtherByAnEarlierLife();
        remove("log");
        open(CorruptionPolicy.TRUNCATE).close();
        assertTrue(losses().toString().contains("an earlier generation of the stream"), losses().toString());
        requireGoesOn("an earlier generation");
    }

    private void replaceOtherByAnEarlierLife() throws IOException {
        makeJournal();
        String file = "streams/other/00000000000000000000.wal";
        byte[] earlier = storage.readAll(file);
        try (ShardedJournal sharded = open(CorruptionPolicy.FAIL)) {
            sharded.journal().deleteStream("other");
            sharded.journal().append("other", entry(7, 100));
        }
        // Openings repeat the deletion until its mark is the newest one.
        open(CorruptionPolicy.FAIL).close();
        storage.writeAll(file, earlier);
    }
}
