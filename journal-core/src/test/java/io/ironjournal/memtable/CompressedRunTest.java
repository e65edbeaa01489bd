package io.ironjournal.memtable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.EntryBlock;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.SectionCompression;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompressedRunTest {

    private static final int COUNT = 200;
    private static final int SIZE = 1000;
    private static final long FIRST_ID = 40;
    private static final long LSN = 4096;
    private static final long TIME = 1_767_225_600_000_000L;

    private final EntryBody body = EntryBodyBuilder.batch(
            "orders",
            IntStream.range(0, COUNT).mapToObj(CompressedRunTest::entry).toArray(byte[][]::new),
            COUNT * (4 + SIZE),
            new SectionCompression(0));
    private final EntrySection section = body.sections().get(0);
    private final List<MemtableRun> runs = SectionRuns.of(section, body.bytes(), FIRST_ID, LSN, TIME);

    private static byte[] entry(int number) {
        byte[] entry = new byte[SIZE];
        Arrays.fill(entry, (byte) number);
        return entry;
    }

    @Test
    void sectionOfSeveralBlocks_asRuns_hasAllEntriesInOrder() {
        assertEquals(4, runs.size());
        long id = FIRST_ID;
        for (MemtableRun run : runs) {
            assertEquals(id, run.firstId());
            assertEquals(LSN, run.lsn());
            for (; id < run.endId(); id++) {
                assertArrayEquals(entry((int) (id - FIRST_ID)), run.entry(id).data(), "entry " + id);
                assertArrayEquals(
                        entry((int) (id - FIRST_ID)), run.forReading().entry(id).data(), "entry " + id);
            }
        }
        assertEquals(FIRST_ID + COUNT, id);
    }

    @Test
    void memory_ofAllRuns_isTheSizeOfTheSection() {
        assertEquals(
                SectionRuns.memory(section),
                runs.stream().mapToLong(MemtableRun::memory).sum());
        assertTrue(SectionRuns.memory(section) < 10_000, "counted uncompressed");
    }

    @Test
    void run_truncatedInTheMiddle_hasTheRemainingEntries() {
        MemtableRun first = runs.get(0);
        MemtableRun rest = first.startingAt(FIRST_ID + 10);
        assertEquals(FIRST_ID + 10, rest.firstId());
        assertEquals(first.endId(), rest.endId());
        assertArrayEquals(entry(10), rest.entry(FIRST_ID + 10).data());
        assertArrayEquals(entry(20), rest.entry(FIRST_ID + 20).data());
        assertTrue(rest.memory() > 50 * SIZE, "the memory of decompressed entries is not counted");
    }

    @Test
    void run_readByTwoReaders_isDecompressedOnce() {
        MemtableRun first = runs.get(0);
        MemtableRun held = first.forReading();
        assertSame(held, first.forReading());
    }

    @Test
    void run_damagedInMemory_reportsCorruption() {
        EntryBlock block = section.blocks().get(0);
        body.bytes()[block.from() + 10] ^= 1;
        CorruptionException error =
                assertThrows(CorruptionException.class, () -> runs.get(0).entry(FIRST_ID));
        assertTrue(error.getMessage().startsWith("Entries 40 to 104 were damaged in memory"), error.getMessage());
    }

    @Test
    void publish_severalRuns_endsAfterTheLastEntry() {
        StreamState state = new StreamState("orders", null);
        state.publish(runs);
        assertEquals(FIRST_ID + COUNT, state.nextId());
        assertArrayEquals(
                entry(150),
                state.memtable().find(FIRST_ID + 150).entry(FIRST_ID + 150).data());
    }
}
