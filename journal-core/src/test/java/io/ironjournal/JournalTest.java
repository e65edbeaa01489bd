package io.ironjournal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal as applications use it, in a real directory. */
class JournalTest {

    @TempDir
    Path root;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void appendedEntry_isReadAtOnceAndAfterReopening() {
        try (Journal journal = Journal.open(root)) {
            assertTrue(journal.recoveryReport().created());
            assertEquals(0, journal.append("orders", bytes("one")));
            assertEquals(1, journal.append("orders", bytes("two")));
            assertEquals(0, journal.append("audit/eu", bytes("")));
            assertArrayEquals(bytes("two"), journal.get("orders", 1).orElseThrow());
        }
        try (Journal journal = Journal.open(root)) {
            assertArrayEquals(bytes("one"), journal.get("orders", 0).orElseThrow());
            assertArrayEquals(bytes(""), journal.get("audit/eu", 0).orElseThrow());
            assertEquals(List.of("audit/eu", "orders"), journal.streams());
            assertEquals(2, journal.append("orders", bytes("three")));
            assertEquals(3, journal.nextId("orders"));
            assertEquals(0, journal.recoveryReport().recordsReplayed());
        }
    }

    @Test
    void batchesAndTransactions_haveConsecutiveIds() {
        try (Journal journal = Journal.open(root)) {
            assertEquals(new IdRange(0, 3), journal.appendBatch("a", List.of(bytes("x"), bytes("y"), bytes("z"))));
            try (TxnWriter writer = journal.writer("a")) {
                writer.add(bytes("1")).add("b", bytes("2")).add(bytes("3"));
                assertEquals(new IdRange(3, 5), writer.commit());
                assertThrows(IllegalStateException.class, () -> writer.add(bytes("4")));
            }
            try (EntryIterator entries = journal.iterate("a", 2)) {
                assertEntry(2, bytes("z"), entries.next());
                assertEntry(3, bytes("1"), entries.next());
                assertEntry(4, bytes("3"), entries.next());
                assertFalse(entries.hasNext());
            }
        }
    }

    private static void assertEntry(long id, byte[] data, Entry found) {
        assertEquals(new Entry(id, found.timeMicros(), data), found);
    }

    private JournalOptionsBuilder smallSegments() {
        return JournalOptions.builder(root).maxSegmentSize(4 << 10).maxEntriesPerSegment(20);
    }

    /** Fills several segments, and writes them to the disk by closing. */
    private void appendHundred() {
        try (Journal journal = Journal.open(smallSegments().build())) {
            for (int i = 0; i < 100; i++) {
                journal.append("a", bytes(("entry " + i + " ").repeat(30)));
            }
        }
    }

    @Test
    void iteration_crossesSegments_andStopsWhereTheStreamEndedAtItsStart() {
        appendHundred();
        try (Journal journal = Journal.open(smallSegments().build());
                EntryIterator entries = journal.iterate("a", 10)) {
            journal.append("a", bytes("later"));
            for (int id = 10; id < 100; id++) {
                assertEntry(id, bytes(("entry " + id + " ").repeat(30)), entries.next());
            }
            assertFalse(entries.hasNext());
        }
    }

    @Test
    void getAll_returnsEntriesInTheRequestedOrder() {
        appendHundred();
        try (Journal journal = Journal.open(smallSegments().build())) {
            List<Optional<byte[]>> read = journal.getBatch("a", 70, 3, 100, 70);
            assertArrayEquals(bytes("entry 70 ".repeat(30)), read.get(0).orElseThrow());
            assertArrayEquals(bytes("entry 3 ".repeat(30)), read.get(1).orElseThrow());
            assertTrue(read.get(2).isEmpty());
            assertArrayEquals(bytes("entry 70 ".repeat(30)), read.get(3).orElseThrow());
            List<Long> all = LongStream.range(0, 100).boxed().collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(all, new Random(1));
            List<Optional<byte[]>> readAll = journal.getBatch(
                    "a", all.stream().mapToLong(Long::longValue).toArray());
            for (int i = 0; i < 100; i++) {
                assertArrayEquals(
                        bytes(("entry " + all.get(i) + " ").repeat(30)),
                        readAll.get(i).orElseThrow());
            }
        }
    }

    @Test
    void truncation_deletesWholeSegments_andReadsBelowItFail() {
        appendHundred();
        try (Journal journal = Journal.open(smallSegments().build())) {
            int deleted = journal.truncate("a", 50);
            assertTrue(deleted > 0);
            long first = journal.firstId("a");
            assertTrue(first > 0 && first <= 50, "" + first);
            assertEquals(Optional.empty(), journal.get("a", first - 1));
            assertThrows(TruncatedException.class, () -> journal.iterate("a", first - 1));
            assertThrows(TruncatedException.class, () -> journal.follow("a", 0));
            assertEquals(0, journal.truncate("a", first));
            assertEquals(100, journal.append("a", bytes("ids continue")));
            assertTrue(journal.truncate("a", Long.MAX_VALUE) > 0);
            assertEquals(
                    bytes("ids continue").length, journal.get("a", 100).orElseThrow().length, "the last entry stays");
            assertThrows(StreamNotFoundException.class, () -> journal.truncate("nobody's", 1));
        }
    }

    @Test
    void deletedStream_startsAgainAtIdZero() {
        appendHundred();
        try (Journal journal = Journal.open(smallSegments().build())) {
            assertTrue(journal.deleteStream("a"));
            assertFalse(journal.deleteStream("a"));
            assertEquals(List.of(), journal.streams());
            assertEquals(0, journal.append("a", bytes("anew")));
        }
    }

    @Test
    void deletedStream_branchInDoubtCommitsLater_isCreatedAgainWithItsEntries() {
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        try (Journal journal = Journal.open(root)) {
            journal.append("a", bytes("old"));
            Transactions transactions = Transactions.of(journal);
            transactions.begin(id).add("a", bytes("in doubt"));
            transactions.prepare(id);
            assertTrue(journal.deleteStream("a"));
            assertEquals(0, journal.nextId("a"));
        }
        try (Journal journal = Journal.open(root)) {
            assertEquals(
                    Map.of("a", new IdRange(0, 1)), Transactions.of(journal).commit(id));
        }
        try (Journal journal = Journal.open(root)) {
            assertArrayEquals(bytes("in doubt"), journal.get("a", 0).orElseThrow());
            assertEquals(1, journal.nextId("a"));
        }
    }

    @Test
    @Timeout(60)
    void follower_waitsForNewEntries_andEndsAtClose() {
        try (Journal journal = Journal.open(root);
                EntryIterator following = journal.follow("a", 0)) {
            CompletableFuture<Entry> next = CompletableFuture.supplyAsync(following::next);
            journal.append("a", bytes("x"));
            assertEntry(0, bytes("x"), next.join());
        }
    }

    @Test
    void options_canChangeBetweenOpenings() {
        List<JournalOptionsBuilder> openings = List.of(
                smallSegments().compression(Compression.LZ4).minCompressionSize(64),
                smallSegments().maxEntriesPerSegment(7).readStrategy(ReadStrategy.MMAP),
                JournalOptions.builder(root).blockCacheSize(1 << 20).maxOpenSegments(1),
                smallSegments()
                        .compression(Compression.LZ4)
                        .syncMode(SyncMode.ASYNC)
                        .logSegmentSize(1 << 20));
        int count = 0;
        for (int round = 0; round < 8; round++) {
            try (Journal journal = Journal.open(openings.get(round % 4).build())) {
                for (int id = 0; id < count; id++) {
                    assertArrayEquals(
                            bytes("entry " + id + " ".repeat(id)),
                            journal.get("a", id).orElseThrow());
                }
                for (int i = 0; i < 40; i++) {
                    journal.append("a", bytes("entry " + count + " ".repeat(count)));
                    count++;
                }
            }
        }
    }

    @Test
    void writesOfABuffer_takeTheBytesBetweenPositionAndLimit() {
        try (Journal journal = Journal.open(root)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes("abcdef")).position(2).limit(4);
            journal.append("a", buffer);
            journal.appendAsync("a", buffer).toCompletableFuture().join();
            journal.appendEntries("a", List.of(NewEntry.of(buffer)));
            try (TxnWriter writer = journal.writer("a")) {
                writer.add(buffer).add("a", buffer).commit();
            }
            assertEquals(2, buffer.position());
            assertEquals(5, journal.nextId("a"));
            for (int id = 0; id < 5; id++) {
                assertArrayEquals(bytes("cd"), journal.get("a", id).orElseThrow());
            }
        }
    }

    @Test
    void invalidArguments_areRefusedBeforeAnyEffect() {
        try (Journal journal =
                Journal.open(JournalOptions.builder(root).maxEntrySize(10).build())) {
            assertThrows(NullPointerException.class, () -> journal.append(null, bytes("x")));
            assertThrows(NullPointerException.class, () -> journal.append("a", (byte[]) null));
            assertThrows(NullPointerException.class, () -> journal.appendAsync("a", (byte[]) null));
            assertThrows(InvalidStreamNameException.class, () -> journal.append("", bytes("x")));
            assertThrows(InvalidStreamNameException.class, () -> journal.appendAsync("", bytes("x")));
            assertThrows(EntryTooLargeException.class, () -> journal.append("a", new byte[11]));
            assertThrows(EntryTooLargeException.class, () -> journal.appendAsync("a", new byte[11]));
            assertThrows(IllegalArgumentException.class, () -> journal.get("a", -1));
            assertThrows(IllegalArgumentException.class, () -> journal.iterate("a", -1));
            assertThrows(IllegalArgumentException.class, () -> journal.truncate("a", -1));
            assertThrows(IllegalArgumentException.class, () -> journal.getBatch("a", 0, -1));
            assertThrows(BeyondEndException.class, () -> journal.iterate("a", 1));
            assertEquals(List.of(), journal.streams());
        }
    }

    @Test
    void callerCancelsOrCompletesTheFuture_appendIsUnaffected() {
        try (Journal journal = Journal.open(root)) {
            CompletionStage<Long> stage = journal.appendAsync("a", bytes("one"));
            CompletableFuture<Long> cancelled = stage.toCompletableFuture();
            cancelled.cancel(true);
            stage.toCompletableFuture().complete(99L);
            assertEquals(0, stage.toCompletableFuture().join());
            assertThrows(UnsupportedOperationException.class, () -> ((CompletableFuture<Long>) stage).complete(99L));
            assertThrows(UnsupportedOperationException.class, () -> ((CompletableFuture<Long>) stage).cancel(true));
            assertArrayEquals(bytes("one"), journal.get("a", 0).orElseThrow());
            assertEquals(1, journal.append("a", bytes("two")));
        }
    }

    @Test
    void dependentStageOfAnAppend_belongsToTheCaller() {
        try (Journal journal = Journal.open(root)) {
            CompletionStage<String> dependent =
                    journal.appendAsync("a", bytes("one")).thenApply(id -> "id " + id);
            assertEquals("id 0", dependent.toCompletableFuture().join());
            CompletableFuture<String> never = journal.appendAsync("a", bytes("two"))
                    .thenCompose(id -> new CompletableFuture<String>())
                    .toCompletableFuture();
            assertTrue(never.complete("by the caller"));
        }
    }
}
