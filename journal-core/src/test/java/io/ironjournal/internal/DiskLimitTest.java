package io.ironjournal.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.io.MeasuredStorage;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A limit of disk space refuses entries before it is exceeded, and nothing else. */
class DiskLimitTest {

    private static final long LIMIT = 160 << 10;
    private static final long LOG_BUDGET = 32 << 10;

    /** By how much the files may exceed the limit: a new file replaces an old one, and each stream has a header. */
    private static final long SLACK = 8 << 10;

    private static final JournalOptions OPTIONS = options(LIMIT);

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static JournalOptions options(long limit) {
        return JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(LOG_BUDGET)
                .maxSegmentSize(4 << 10)
                .maxMemtableMemory(64 << 10)
                .maxDiskSpace(limit)
                .build();
    }

    private static BranchId branch(int number) {
        return new BranchId(number, new byte[64], new byte[64]);
    }

    private static DiskFullException fillUp(Journal journal, String stream) {
        return assertThrows(DiskFullException.class, () -> {
            while (true) {
                journal.append(stream, new byte[500]);
            }
        });
    }

    /** Fills the journal until a refusal is not early any more. */
    private static void fillCompletely(Journal journal) {
        for (int i = 0; i < 4; i++) {
            fillUp(journal, "audit");
        }
    }

    private static long sizeOf(SimulatedStorage files) throws IOException {
        long sum = 0;
        for (String file : files.files()) {
            sum += files.size(file).orElseThrow();
        }
        return sum;
    }

    @Test
    void append_beyondTheLimit_isRefusedWithoutEffect() throws IOException {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        DiskFullException refused = fillUp(journal, "audit");
        long entries = journal.nextId("audit");
        assertTrue(refused.isRetryable());
        assertTrue(String.valueOf(refused.getMessage()).contains("maxDiskSpace"), refused.getMessage());
        assertTrue(entries > 50, entries + " entries");
        fillCompletely(journal);
        assertTrue(sizeOf(storage) <= LIMIT + SLACK, sizeOf(storage) + " bytes");
        assertTrue(sizeOf(storage) > LIMIT - (40 << 10), sizeOf(storage) + " bytes");
        assertEquals(journal.nextId("audit"), journal.stats().entries());
        assertTrue(journal.stats().diskFull().isPresent());
        assertTrue(journal.stats().failure().isEmpty());
        assertEquals(OptionalLong.of(LIMIT), journal.stats().diskLimit());
        journal.close();
    }

    /** An alarm at nine tenths of the limit must come before the first refusal, although the log reserves space. */
    @Test
    void diskUse_reachesTheLimit_whenAnAppendIsRefused() throws IOException {
        for (long limit : List.of(LIMIT, 2 * LOG_BUDGET + (16 << 10))) {
            SimulatedStorage files = new SimulatedStorage(1);
            Journal journal = JournalOpener.open(options(limit), files, false);
            assertTrue(journal.stats().diskUse().getAsLong() >= 2 * LOG_BUDGET);
            long before = 0;
            try {
                while (true) {
                    before = journal.stats().diskUse().getAsLong();
                    journal.append("audit", new byte[500]);
                }
            } catch (DiskFullException refused) {
                // Twice the append: the figure has the last one only after the next one.
                assertTrue(before > limit - (2 << 10), before + " of " + limit);
                assertTrue(before <= limit, before + " of " + limit);
            }
            assertTrue(sizeOf(files) < limit * 9 / 10, "The files alone are " + sizeOf(files) + " of " + limit);
            journal.close();
        }
    }

    @Test
    void truncation_letsAppendsContinue() {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            fillCompletely(journal);
            long before = journal.nextId("audit");
            assertTrue(journal.truncate("audit", before / 2) > 0);
            for (int i = 0; i < 20; i++) {
                journal.append("audit", new byte[500]);
            }
            assertTrue(journal.stats().diskFull().isEmpty());
        }
    }

    @Test
    void deletion_letsAppendsContinue() {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            fillCompletely(journal);
            assertTrue(journal.deleteStream("audit"));
            for (int i = 0; i < 50; i++) {
                journal.append("orders", new byte[500]);
            }
        }
    }

    @Test
    void preparedBranch_atTheLimit_canBeCommitted() throws IOException {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        Transactions.of(journal).begin(branch(1)).add("orders", new byte[20 << 10]);
        Transactions.of(journal).prepare(branch(1));
        fillCompletely(journal);
        assertTrue(sizeOf(storage) <= LIMIT - (20 << 10) + SLACK, sizeOf(storage) + " bytes");
        Transactions.of(journal).commit(branch(1));
        fillCompletely(journal);
        journal.close();
        assertTrue(sizeOf(storage) <= LIMIT + SLACK, sizeOf(storage) + " bytes");
        try (Journal reopened = JournalOpener.open(OPTIONS, storage, false)) {
            assertEquals(1, reopened.nextId("orders"));
        }
    }

    /** The rounds of the flusher free no file of the log, so the PREPARE stays where it is. */
    @Test
    void preparedBranch_belowTheFlushedPart_keepsItsSpace() throws IOException {
        JournalOptions options = OPTIONS.toBuilder()
                .logBudget(1 << 20)
                .logSegmentSize(256 << 10)
                .maxMemtableMemory(1 << 20)
                .maxDiskSpace((2 << 20) + (120 << 10))
                .build();
        Journal journal = JournalOpener.open(options, storage, false);
        Transactions.of(journal).begin(branch(1)).add("orders", new byte[60 << 10]);
        Transactions.of(journal).prepare(branch(1));
        fillCompletely(journal);
        Transactions.of(journal).commit(branch(1));
        journal.close();
        long segments = 0;
        for (String file : storage.files()) {
            segments += file.startsWith("streams/") ? storage.size(file).orElseThrow() : 0;
        }
        assertTrue(segments <= (120 << 10) + SLACK, segments + " bytes in segments");
        assertTrue(segments > (100 << 10), segments + " bytes in segments");
    }

    @Test
    void vote_beyondTheLimit_isRefused() {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            fillCompletely(journal);
            Transactions.of(journal).begin(branch(1)).add("orders", new byte[500]);
            assertThrows(DiskFullException.class, () -> Transactions.of(journal).prepare(branch(1)));
            assertEquals(0, journal.stats().inDoubt());
        }
    }

    @Test
    void cursor_atTheLimit_moves() {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            fillCompletely(journal);
            for (int i = 1; i < 1000; i++) {
                journal.cursor("mailer" + i % 10, "audit").advanceTo(i / 20);
            }
            assertTrue(journal.stats().diskFull().isPresent(), "moves of cursors need no space");
        }
    }

    @Test
    void opening_withALimitThatIsExceeded_succeeds() {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            fillCompletely(journal);
        }
        JournalOptions smaller = options(68 << 10);
        for (int i = 0; i < 20; i++) {
            try (Journal journal = JournalOpener.open(smaller, storage, false)) {
                assertTrue(journal.nextId("audit") > 50);
                assertThrows(DiskFullException.class, () -> journal.append("audit", new byte[1]));
            }
        }
        assertTrue(storage.usedSpace() <= LIMIT + (32 << 10), storage.usedSpace() + " bytes");
        try (Journal journal =
                JournalOpener.open(OPTIONS.toBuilder().maxDiskSpace(0).build(), storage, false)) {
            journal.append("audit", new byte[1000]);
            assertEquals(OptionalLong.empty(), journal.stats().diskUse());
        }
    }

    @Test
    void batchAndTransaction_areRefusedAsAWhole() {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            assertThrows(
                    DiskFullException.class,
                    () -> journal.appendBatch("audit", Collections.nCopies(97, new byte[1 << 10])));
            assertEquals(0, journal.nextId("audit"));
            TxnWriter transaction = journal.writer("audit");
            for (int i = 0; i < 10; i++) {
                transaction.add("audit", new byte[10 << 10]);
            }
            assertThrows(DiskFullException.class, transaction::commit);
            assertEquals(0, journal.nextId("audit"));
            journal.append("audit", new byte[10 << 10]);
        }
    }

    @Test
    void shardedJournal_hasOneLimitForAllShards() throws IOException {
        try (ShardedJournal journal = JournalOpener.openSharded(OPTIONS, 4, storage, false)) {
            assertThrows(DiskFullException.class, () -> {
                for (int i = 0; true; i++) {
                    journal.append(("key " + i).getBytes(UTF_8), new byte[500]);
                }
            });
        }
        assertTrue(sizeOf(storage) <= LIMIT + SLACK, sizeOf(storage) + " bytes");
    }

    /** Also compares the count with the files after each step. */
    @Test
    void randomWork_withCrashes_neverExceedsTheLimit() throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            randomWork(seed);
        }
    }

    private static void randomWork(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedStorage disk = new SimulatedStorage(seed);
        int refusals = 0;
        for (int life = 0; life < 4; life++) {
            MeasuredStorage measured = new MeasuredStorage(disk);
            Journal journal = JournalOpener.open(OPTIONS, measured, false);
            for (int step = 0; step < 150; step++) {
                String stream = "stream" + random.nextInt(3);
                int action = random.nextInt(20);
                if (action == 0 && journal.nextId(stream) > 0) {
                    journal.truncate(stream, Math.max(0, journal.nextId(stream) - random.nextInt(10)));
                } else if (action == 1) {
                    journal.cursor("reader", stream).advanceTo(journal.nextId(stream));
                } else if (action == 2 && random.nextInt(8) == 0) {
                    journal.deleteStream(stream);
                } else {
                    try {
                        journal.append(stream, new byte[random.nextInt(2000)]);
                    } catch (DiskFullException e) {
                        refusals++;
                    }
                }
                String state = "seed " + seed + ", life " + life + ", step " + step;
                long use = measured.use().besideLog() + measured.use().log();
                assertTrue(use <= LIMIT + SLACK, state + ": " + use + " bytes");
                assertEquals(step % 5 == 0 ? sizeOf(disk) : use, use, state);
                assertTrue(journal.stats().diskUse().getAsLong() >= use, state);
                assertTrue(journal.stats().failure().isEmpty(), state);
            }
            disk = random.nextBoolean() ? disk.powerCut(random.nextLong()) : disk.kill();
        }
        assertTrue(refusals > 0, "seed " + seed + " had no refusal");
    }
}
