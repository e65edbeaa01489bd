package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses that the operator allowed and the journal recorded. The journal then opens without refusing the same loss. */
class RecordedLossTest {

    private static JournalOptionsBuilder opts(CorruptionPolicy p) {
        return Small.options().maxEntriesPerSegment(5).corruptionPolicy(p);
    }

    private static Journal open(SimulatedStorage s, CorruptionPolicy p) {
        return Small.open(s, opts(p));
    }

    private static SimulatedStorage closedWith(int orders) {
        SimulatedStorage s = new SimulatedStorage(1);
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            for (int i = 0; i < orders; i++) j.append("orders", Small.entry(i, 100));
            j.append("other", Small.entry(1, 100));
        }
        return s;
    }

    private static List<String> wals(SimulatedStorage s, String stream) {
        return s.files().stream()
                .filter(f -> f.startsWith("streams/" + stream + "/"))
                .sorted()
                .toList();
    }

    /** Replaces the newest segment by an older copy, which lacks the last entry, and records this loss. */
    private static SimulatedStorage lastOfOrdersLost(int orders) throws IOException {
        SimulatedStorage s = new SimulatedStorage(1);
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            for (int i = 0; i < orders - 1; i++) j.append("orders", Small.entry(i, 100));
        }
        List<String> w = wals(s, "orders");
        String newest = w.get(w.size() - 1);
        byte[] old = s.readAll(newest);
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            j.append("orders", Small.entry(orders - 1, 100));
        }
        s.writeAll(newest, old);
        try (Journal j = open(s, CorruptionPolicy.TRUNCATE)) {
            assertEquals(orders, j.nextId("orders"));
        }
        return s;
    }

    /** The last segments of a stream are lost. The loss is recorded. After an append and a kill, FAIL must open. */
    @Test
    void lastSegmentLost_recorded_opensAgain() throws Exception {
        SimulatedStorage s = closedWith(12);
        List<String> w = wals(s, "orders");
        s.delete(w.get(2));
        s.delete(w.get(1));
        // The first segment stays. It is sealed, so the loss of the others is detected.
        try (Journal j = open(s, CorruptionPolicy.TRUNCATE)) {
            assertEquals(12, j.nextId("orders"));
        }
        assertTrue(s.files().contains("LOSS"));
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(12, j.nextId("orders"));
        }
        Journal j = open(s, CorruptionPolicy.FAIL);
        assertEquals(12, j.append("orders", Small.entry(12, 100)));
        s = s.kill();
        try (Journal again = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(13, again.nextId("orders"));
        }
    }

    /** An older copy of the only segment, which is not sealed. */
    @Test
    void lastEntriesLost_recordedThenAppendedAndKilled_opensAgain() throws Exception {
        SimulatedStorage s = lastOfOrdersLost(4);
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(4, j.nextId("orders"));
        }
        Journal j = open(s, CorruptionPolicy.FAIL);
        assertEquals(4, j.append("orders", Small.entry(4, 100)));
        s = s.kill();
        try (Journal again = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(5, again.nextId("orders"));
        }
    }

    /** All files of a stream are lost, but not its directory. */
    @Test
    void allFilesLost_recordedThenAppendedAndKilled_opensAgain() throws Exception {
        SimulatedStorage s = closedWith(12);
        for (String f : wals(s, "orders")) s.delete(f);
        try (Journal j = open(s, CorruptionPolicy.TRUNCATE)) {
            assertEquals(12, j.nextId("orders"));
        }
        Journal j = open(s, CorruptionPolicy.FAIL);
        assertEquals(12, j.append("orders", Small.entry(12, 100)));
        s = s.kill();
        try (Journal again = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(13, again.nextId("orders"));
        }
    }

    /**
     * The log is truncated at damage, and the newest segment of an idle stream is lost. No id may be assigned twice.
     */
    @Test
    void salvage_streamLacksItsEnd_givesNoIdTwice() throws Exception {
        SimulatedStorage s = closedWith(12);
        List<String> w = wals(s, "orders");
        Journal j = open(s, CorruptionPolicy.FAIL);
        for (int i = 0; i < 10; i++) j.append("other", Small.entry(i, 120));
        s = s.kill();
        s.delete(w.get(2)); // entries 10 and 11
        byte[] wanted = Small.entry(4, 120);
        String log = Damage.fileWith(s, "log/", wanted).orElseThrow();
        s.corrupt(log, Damage.find(s.readAll(log), wanted), 1);
        try (Journal again = open(s, CorruptionPolicy.TRUNCATE)) {
            long given = again.append("orders", Small.entry(77, 100));
            String loss = new String(s.readAll("LOSS"), java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(given >= 12 || loss.contains("orders"), "id " + given + " was assigned twice; LOSS: " + loss);
        }
    }

    /** The catalogue must not grow without bound when one stream is used. */
    @Test
    void catalogue_oneBusyStream_staysSmall() throws Exception {
        SimulatedStorage s = new SimulatedStorage(1);
        for (int i = 0; i < 300; i++) {
            try (Journal j = open(s, CorruptionPolicy.FAIL)) {
                j.append("orders", Small.entry(i, 100));
            }
        }
        assertTrue(s.readAll("catalogue").length < 200 * 128);
    }

    /** All directories of streams are missing. The loss is recorded once. */
    @Test
    void allStreamsLost_recorded_opensAgain() throws Exception {
        SimulatedStorage s = closedWith(12);
        for (String f : wals(s, "orders")) s.delete(f);
        for (String f : wals(s, "other")) s.delete(f);
        s.delete("streams/orders");
        s.delete("streams/other");
        open(s, CorruptionPolicy.TRUNCATE).close();
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            j.append("new", Small.entry(1, 10));
        }
    }

    /** The last frame is damaged. The loss is recorded, and the journal reopens without an append. */
    @Test
    void damagedEnd_recorded_opensAgain() throws Exception {
        SimulatedStorage s = closedWith(12);
        String f = wals(s, "orders").get(2);
        byte[] b = s.readAll(f);
        s.writeAll(f, Arrays.copyOf(b, b.length - 60));
        try (Journal j = open(s, CorruptionPolicy.TRUNCATE)) {
            assertEquals(12, j.nextId("orders"));
        }
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(12, j.nextId("orders"));
        }
    }

    /**
     * The catalogue must keep a stream's recorded loss when it is rewritten in order and the stream is then truncated.
     */
    @Test
    void lossyStream_catalogueRewritten_opensAgain() throws Exception {
        SimulatedStorage s = lastOfOrdersLost(14);
        // Bytes behind the mark, as a crash between the catalogue's force and the mark leaves them.
        byte[] c = s.readAll("catalogue");
        s.writeAll("catalogue", Arrays.copyOf(c, c.length + 128));
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            j.append("other", Small.entry(1, 10));
        }
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            j.truncate("orders", 7);
        }
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(14, j.nextId("orders"));
        }
    }

    /** In mode ASYNC, a cursor moves during a flush. The power fails after the cursors' file has its name. */
    @Test
    void cursorMovedDuringAFlush_powerFails_opens() throws Exception {
        StringBuilder failures = new StringBuilder();
        for (long seed = 1; seed <= 8; seed++) {
            SimulatedStorage sim = new SimulatedStorage(seed);
            HookedStorage hooked = new HookedStorage(sim);
            Journal j = io.ironjournal.internal.JournalOpener.open(
                    opts(CorruptionPolicy.FAIL)
                            .syncMode(io.ironjournal.SyncMode.ASYNC)
                            .syncInterval(java.time.Duration.ofSeconds(30))
                            .build(),
                    hooked,
                    true);
            SimulatedStorage[] after = new SimulatedStorage[1];
            long cutSeed = seed;
            java.util.concurrent.atomic.AtomicBoolean armed = new java.util.concurrent.atomic.AtomicBoolean(true);
            java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
            StringBuilder hookError = new StringBuilder();
            hooked.hook(op -> {
                if (op.startsWith("create:catalogue.new") && armed.compareAndSet(true, false)) {
                    try {
                        Thread.sleep(50);
                        j.append("orders", Small.entry(7, 50));
                        j.cursor("mailer", "orders").advanceTo(j.nextId("orders"));
                    } catch (Throwable e) {
                        hookError.append(e);
                    }
                } else if (!armed.get()
                        && after[0] == null
                        && (op.startsWith("writeForced:log/") || op.startsWith("force:log/"))
                        && sim.files().contains("cursors")) {
                    after[0] = sim.powerCut(cutSeed);
                    done.countDown();
                }
            });
            try {
                for (int i = 0; i < 100 && armed.get(); i++) {
                    j.append("orders", Small.entry(i, 1000));
                    Thread.sleep(1);
                }
                if (!done.await(3, java.util.concurrent.TimeUnit.SECONDS)) {
                    failures.append("no mark " + hookError + "\n");
                }
            } catch (Throwable e) {
                if (after[0] == null) {
                    failures.append("scenario: ").append(e).append("\n");
                }
            }
            if (armed.get()) {
                failures.append("no flush\n");
            }
            if (after[0] == null) {
                continue;
            }
            try (Journal again = open(after[0], CorruptionPolicy.FAIL)) {
                long next = again.nextId("orders");
                again.append("orders", Small.entry(1, 10));
                long at = again.cursor("mailer", "orders").position();
                if (at > next) {
                    failures.append("seed " + seed + ": cursor skips: " + at + " of " + next + "\n");
                }
            } catch (Throwable e) {
                failures.append("seed " + seed + ": ").append(e).append("\n");
            }
        }
        assertEquals("", failures.toString());
    }

    /** A stream's directory is lost and the loss recorded. The power fails while the stream is written again. */
    @Test
    void lostStreamWrittenAgain_powerFailsAnywhere_opens() throws Exception {
        StringBuilder failures = new StringBuilder();
        for (int op = 1; op < 120; op++) {
            SimulatedStorage s = closedWith(12);
            for (String f : wals(s, "orders")) s.delete(f);
            s.delete("streams/orders");
            s.forceDirectory("streams");
            try (Journal j = open(s, CorruptionPolicy.TRUNCATE)) {
                assertEquals(12, j.nextId("orders"));
            }
            try {
                Journal j = open(s, CorruptionPolicy.FAIL);
                s.crashAfter(op);
                j.append("orders", Small.entry(12, 100));
                j.close();
                break;
            } catch (Throwable e) {
                // The injected crash.
            }
            SimulatedStorage after = s.powerCut(op);
            try (Journal again = open(after, CorruptionPolicy.FAIL)) {
                again.nextId("orders");
            } catch (Throwable e) {
                failures.append(op + ": " + e + "\n");
            }
        }
        assertEquals("", failures.toString());
    }

    /** A damaged entry at the end of the catalogue loses no journal entry. */
    @Test
    void damagedCatalogueEntry_losesNoData() throws Exception {
        SimulatedStorage s = closedWith(12);
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            j.append("other", Small.entry(2, 100));
        }
        byte[] c = s.readAll("catalogue");
        s.corrupt("catalogue", c.length - 100, 1);
        try (Journal j = open(s, CorruptionPolicy.FAIL)) {
            assertEquals(12, j.nextId("orders"));
        }
    }
}
