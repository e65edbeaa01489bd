package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.PositionConflictException;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asynchronous appends that expect a position, and the same for shards. */
@Timeout(60)
class AsyncExpectedPositionTest {

    private static final byte[] KEY = {1};

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static PositionConflictException conflict(CompletionStage<?> stage) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> get(stage));
        return assertInstanceOf(PositionConflictException.class, failed.getCause());
    }

    @ParameterizedTest
    @EnumSource
    void appendsInTheQueue_expectTheIdsOfEachOther(SyncMode mode) throws Exception {
        List<byte[]> expected = new ArrayList<>();
        try (Journal journal = JournalOpener.open(Small.options().syncMode(mode).build(), storage, true)) {
            List<CompletionStage<Long>> stages = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                expected.add(entry(i, 50));
                stages.add(
                        i % 2 == 0
                                ? journal.appendAsync("s", entry(i, 50), i)
                                : journal.appendAsync("s", NewEntry.of(entry(i, 50)), i));
            }
            for (int i = 0; i < 200; i++) {
                assertEquals(i, get(stages.get(i)));
            }
            Small.requireEntries(journal, "s", expected);
        }
    }

    @Test
    void append_atAnotherPosition_completesWithTheConflict_andWritesNothing() throws Exception {
        try (Journal journal = Small.openThreaded(storage)) {
            journal.append("s", entry(0, 10));
            long used = journal.stats().memtableBytes();
            for (long wrong : new long[] {0, 2, Long.MAX_VALUE}) {
                PositionConflictException refused = conflict(journal.appendAsync("s", entry(1, 10), wrong));
                assertEquals(wrong, refused.expected());
                assertEquals(1, refused.actual());
            }
            assertEquals(used, journal.stats().memtableBytes());
            Small.requireEntries(journal, "s", List.of(entry(0, 10)));
            assertThrows(IllegalArgumentException.class, () -> journal.appendAsync("s", entry(1, 10), -1));
            assertThrows(EntryTooLargeException.class, () -> journal.appendAsync("s", new byte[65 << 10], 1));
            assertEquals(1, get(journal.appendAsync("s", entry(1, 10), 1)));
        }
    }

    @Test
    void shards_appendAsynchronously_andAtAnExpectedPosition() throws Exception {
        try (ShardedJournal journal = JournalOpener.openSharded(Small.options().build(), 2, storage, true)) {
            int shard = journal.shardOf(KEY);
            assertEquals(new ShardPosition(shard, 0), get(journal.appendAsync(KEY, entry(0, 10))));
            NewEntry second = NewEntry.of(entry(1, 10)).header("type", "order");
            assertEquals(new ShardPosition(shard, 1), get(journal.appendAsync(KEY, second)));
            assertThrows(EntryTooLargeException.class, () -> journal.appendAsync(KEY, new byte[65 << 10]));

            assertEquals(new ShardPosition(shard, 2), journal.append(KEY, entry(2, 10), 2));
            assertEquals(
                    List.of(new ShardPosition(shard, 3), new ShardPosition(shard, 4)),
                    journal.appendBatchForKey(KEY, List.of(entry(3, 10), entry(4, 10)), 3));
            assertThrows(PositionConflictException.class, () -> journal.append(KEY, entry(9, 10), 4));
            assertThrows(
                    PositionConflictException.class, () -> journal.appendBatchForKey(KEY, List.of(entry(9, 10)), 6));
            assertThrows(PositionConflictException.class, () -> journal.appendBatchForKey(KEY, List.of(), 0));
            assertEquals(List.of(), journal.appendBatchForKey(KEY, List.of(), 5));
            assertEquals(5, journal.journal().nextId(journal.streamOf(shard)));
        }
    }
}
