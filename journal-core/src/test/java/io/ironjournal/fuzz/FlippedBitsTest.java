package io.ironjournal.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flips one bit of a file, or truncates it at any place. Opening and reading then return the bytes that were written,
 * or fail with a journal exception.
 *
 * <p>The default build tries as many places as time allows, and different ones for each seed.
 * {@code -Dtest.jvm.args=-Dironjournal.exhaustive=true} tries all of them.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FlippedBitsTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("ironjournal.exhaustive");
    private static final long SEED = Long.getLong("ironjournal.seed", 1);
    private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(EXHAUSTIVE ? 1500 : 6);

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(32 << 10)
            .maxSegmentSize(4 << 10)
            .compression(Compression.LZ4)
            .minCompressionSize(256)
            .build();

    private final Map<String, List<byte[]>> written = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private int opened;
    private int refused;

    private static Journal open(SimulatedStorage storage) {
        return JournalOpener.open(OPTIONS, storage, false);
    }

    @BeforeEach
    void forget() {
        written.clear();
        files.clear();
    }

    /** Writes a journal with all kinds of records and frames, and returns its files after a crash or a close. */
    private void write(boolean closed) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = open(storage);
        for (int i = 0; i < 12; i++) {
            append(journal, "a", text(i, 40 * (i % 4)));
            append(journal, "b/ö", text(i, 700));
        }
        try (TxnWriter writer = journal.writer("a")) {
            byte[] first = text(100, 10);
            byte[] second = text(101, 3000);
            writer.add(withHeaders(first)).add("b/ö", withHeaders(second));
            writer.commit();
            written.get("a").add(first);
            written.get("b/ö").add(second);
        }
        appendBatch(journal, "a", 30);
        prepare(journal, 1);
        journal.close();
        journal = open(storage);
        for (int i = 12; i < 17; i++) {
            append(journal, "a", text(i, 100));
        }
        appendBatch(journal, "b/ö", 3);
        prepare(journal, 2);
        if (closed) {
            journal.close();
        }
        SimulatedStorage after = storage.powerCut(SEED);
        for (String file : after.files()) {
            files.put(file, after.readAll(file));
        }
    }

    private static void prepare(Journal journal, int number) {
        BranchId id = new BranchId(7, new byte[] {1, 2, (byte) number}, new byte[] {4});
        Branch branch = Transactions.of(journal).begin(id);
        branch.add("a", text(200 + number, 50));
        Transactions.of(journal).prepare(id);
    }

    private void append(Journal journal, String stream, byte[] entry) {
        journal.append(stream, withHeaders(entry));
        written.computeIfAbsent(stream, name -> new ArrayList<>()).add(entry);
    }

    /** Returns entries that are compressed together. */
    private void appendBatch(Journal journal, String stream, int count) {
        List<byte[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(text(1000 + i, 600));
        }
        journal.appendEntries(
                stream, batch.stream().map(FlippedBitsTest::withHeaders).toList());
        written.get(stream).addAll(batch);
    }

    /** Some entries have headers, which are computed from their bytes. */
    private static NewEntry withHeaders(byte[] entry) {
        NewEntry plain = NewEntry.of(entry);
        return Arrays.hashCode(entry) % 2 == 0 ? plain : plain.header("first", Arrays.copyOf(entry, 20));
    }

    private static byte[] text(int seed, int length) {
        return ("entry " + seed + " ")
                .repeat(length / 8 + 1)
                .substring(0, length)
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFlippedBit_leadsToCorrectDataOrATypedError(boolean closed) throws IOException {
        write(closed);
        List<Damage> all = new ArrayList<>();
        files.forEach((file, bytes) -> {
            for (int i = 0; i < bytes.length; i++) {
                if (!isEmptySpace(bytes, i)) {
                    for (int bit = 0; bit < 8; bit++) {
                        int at = i;
                        int mask = 1 << bit;
                        all.add(new Damage(file, "bit " + bit + " of byte " + i, whole -> flipped(whole, at, mask)));
                    }
                }
            }
        });
        tryAll(all);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTruncation_leadsToCorrectDataOrATypedError(boolean closed) throws IOException {
        write(closed);
        List<Damage> all = new ArrayList<>();
        files.forEach((file, bytes) -> {
            for (int i = 0; i < bytes.length; i++) {
                if (!isEmptySpace(bytes, i)) {
                    int length = i;
                    all.add(new Damage(file, "truncated to " + i, whole -> Arrays.copyOf(whole, length)));
                }
            }
        });
        tryAll(all);
    }

    @Test
    void everyMissingFile_leadsToCorrectDataOrATypedError() throws IOException {
        write(false);
        for (String missing : List.copyOf(files.keySet())) {
            SimulatedStorage storage = new SimulatedStorage(SEED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (!file.getKey().equals(missing)) {
                    storage.writeAll(file.getKey(), file.getValue());
                }
            }
            check(storage, missing + " missing");
        }
    }

    private record Damage(String file, String what, UnaryOperator<byte[]> change) {}

    private static byte[] flipped(byte[] whole, int at, int mask) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) mask;
        return damaged;
    }

    /** Returns whether a byte is in an unused part of a log segment. All places there are alike. */
    private static boolean isEmptySpace(byte[] bytes, int at) {
        for (int i = Math.max(0, at - 64); i < Math.min(bytes.length, at + 64); i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return at % 512 != 0;
    }

    private void tryAll(List<Damage> all) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        long deadline = System.nanoTime() + BUDGET_NANOS;
        int tried = 0;
        while (!all.isEmpty() && System.nanoTime() < deadline) {
            int pick = random.nextInt(all.size());
            Damage damage = all.get(pick);
            all.set(pick, all.get(all.size() - 1));
            all.remove(all.size() - 1);
            SimulatedStorage storage = new SimulatedStorage(SEED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] bytes = file.getValue();
                boolean damaged = file.getKey().equals(damage.file);
                storage.writeAll(file.getKey(), damaged ? damage.change.apply(bytes) : bytes);
            }
            check(storage, damage.file + ", " + damage.what + ", seed " + SEED);
            tried++;
        }
        int places = tried;
        assertTrue(!EXHAUSTIVE || all.isEmpty(), () -> "time for only " + places + " of " + (places + all.size()));
        assertTrue(tried > 50, () -> "only " + places);
        assertTrue(opened > tried / 50 && refused > tried / 50, opened + " opened, " + refused + " refused");
    }

    private void check(SimulatedStorage storage, String damage) {
        try {
            Journal journal = open(storage);
            opened++;
            try {
                written.forEach((stream, entries) -> checkStream(journal, stream, entries));
                Transactions.of(journal).inDoubt();
                journal.append("a", new byte[3]);
            } finally {
                journal.close();
            }
        } catch (JournalException e) {
            // The expected typed error.
            refused++;
            assertTrue(e.getMessage() != null && !e.getMessage().isEmpty(), damage);
        } catch (Throwable e) {
            throw new AssertionError(damage, e);
        }
    }

    private static void checkStream(Journal journal, String stream, List<byte[]> entries) {
        for (int id = 0; id < entries.size(); id++) {
            try {
                Optional<byte[]> entry = journal.get(stream, id);
                if (entry.isPresent()) {
                    assertArrayEquals(entries.get(id), entry.get());
                } else {
                    assertTrue(id >= journal.nextId(stream) || id < journal.firstId(stream), "entry " + id);
                }
            } catch (JournalException e) {
                assertTrue(e.getMessage() != null);
            }
        }
        try (EntryIterator iterator = journal.iterate(stream, 0)) {
            while (iterator.hasNext()) {
                Entry entry = iterator.next();
                assertArrayEquals(entries.get((int) entry.id()), entry.data());
                assertEquals(withHeaders(entry.data()).headers(), entry.headers());
            }
        } catch (JournalException e) {
            assertTrue(e.getMessage() != null);
        }
    }
}
