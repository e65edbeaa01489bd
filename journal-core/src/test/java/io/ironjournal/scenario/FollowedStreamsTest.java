package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.StreamEntry;
import io.ironjournal.StreamsIterator;
import io.ironjournal.TruncatedException;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Following several streams by one iterator. */
@Timeout(60)
class FollowedStreamsTest {

    @TempDir
    Path root;

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(StreamEntry entry) {
        return entry.stream() + " " + entry.entry().id() + " "
                + new String(entry.entry().data(), UTF_8);
    }

    private static CompletableFuture<String> next(StreamsIterator entries) {
        return CompletableFuture.supplyAsync(() -> text(entries.next()));
    }

    @Test
    void severalStreams_returnTheirEntries_alsoStreamsThatDoNotExistYet() {
        try (Journal journal = Journal.open(root)) {
            journal.append("a", bytes("old"));
            journal.append("a", bytes("first"));
            journal.append("other", bytes("not followed"));
            Map<String, Long> from = Map.of("a", 1L, "b", 0L);
            try (StreamsIterator entries = journal.follow(from.keySet(), from::get)) {
                assertEquals("a 1 first", text(entries.next()));
                CompletableFuture<String> next = next(entries);
                journal.append("other", bytes("not followed"));
                journal.append("b", bytes("second"));
                assertEquals("b 0 second", next.join());
                next = next(entries);
                journal.append("a", bytes("third"));
                assertEquals("a 2 third", next.join());
            }
        }
    }

    @Test
    void matchingStreams_areFollowed_whenTheyAppear() {
        try (Journal journal = Journal.open(root)) {
            journal.append("orders-de", bytes("old"));
            journal.append("returns-de", bytes("not matching"));
            try (StreamsIterator entries =
                    journal.followMatching(Pattern.compile("orders-.*").asMatchPredicate(), journal::firstId)) {
                assertEquals("orders-de 0 old", text(entries.next()));
                CompletableFuture<String> next = next(entries);
                journal.append("returns-fr", bytes("not matching"));
                journal.append("orders-fr", bytes("new"));
                assertEquals("orders-fr 0 new", next.join());
                next = next(entries);
                journal.appendBatch("orders-de", List.of(bytes("1"), bytes("2")));
                assertEquals("orders-de 1 1", next.join());
                assertEquals("orders-de 2 2", text(entries.next()));
            }
        }
    }

    @Test
    void streamWithManyEntries_doesNotDelayTheOthers() {
        try (Journal journal = Journal.open(root)) {
            journal.appendBatch(
                    "long",
                    IntStream.range(0, 10_000)
                            .mapToObj(i -> bytes("entry " + i))
                            .toList());
            journal.append("short", bytes("x"));
            try (StreamsIterator entries = journal.follow(Set.of("long", "short"), journal::firstId)) {
                List<String> first = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    first.add(entries.next().stream());
                }
                assertTrue(first.contains("short"), first::toString);
            }
        }
    }

    @Test
    void pausedStream_returnsNothing_untilItIsResumed() {
        try (Journal journal = Journal.open(root);
                StreamsIterator entries = journal.follow(Set.of("a", "b"), journal::firstId)) {
            journal.appendBatch("a", List.of(bytes("1"), bytes("2"), bytes("3")));
            assertEquals("a 0 1", text(entries.next()));
            entries.pause("a");
            CompletableFuture<String> next = next(entries);
            journal.append("a", bytes("4"));
            journal.append("b", bytes("5"));
            assertEquals("b 0 5", next.join());
            next = next(entries);
            entries.resume("a", 2);
            assertEquals("a 2 3", next.join());
            entries.resume("a", 0);
            assertEquals("a 0 1", text(entries.next()));
            entries.resume("c", 0);
            journal.append("c", bytes("added"));
            entries.pause("a");
            assertEquals("c 0 added", text(entries.next()));
        }
    }

    @Test
    void deletedStream_isAnErrorOnce_andTheOthersContinue() {
        try (Journal journal = Journal.open(root);
                StreamsIterator entries = journal.follow(Set.of("a", "b"), journal::firstId)) {
            journal.append("a", bytes("1"));
            assertEquals("a 0 1", text(entries.next()));
            CompletableFuture<String> next = next(entries);
            journal.deleteStream("a");
            CompletionException failed = assertThrows(CompletionException.class, next::join);
            TruncatedException deleted = assertInstanceOf(TruncatedException.class, failed.getCause());
            assertEquals("a", deleted.stream().orElseThrow());

            journal.append("b", bytes("2"));
            assertEquals("b 0 2", text(entries.next()));
            next = next(entries);
            journal.append("a", bytes("new"));
            entries.resume("a", 0);
            assertEquals("a 0 new", next.join());
        }
    }

    @Test
    void idBeyondTheEnd_isRefused() {
        try (Journal journal = Journal.open(root)) {
            assertThrows(BeyondEndException.class, () -> journal.follow(Set.of("a"), name -> 1));
            assertThrows(IllegalArgumentException.class, () -> journal.follow(Set.of("a"), name -> -1));
            try (StreamsIterator entries = journal.followMatching("b"::equals, name -> 7)) {
                journal.append("b", bytes("x"));
                assertThrows(BeyondEndException.class, entries::hasNext);
            }
        }
    }

    @Test
    void close_endsTheWait() throws Exception {
        try (Journal journal = Journal.open(root);
                StreamsIterator entries = journal.follow(Set.of("a"), journal::firstId)) {
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(entries::hasNext);
            Thread.sleep(20);
            Runnable closing = entries::close;
            closing.run();
            assertFalse(waiting.join());
            assertFalse(entries.hasNext());
        }
    }

    @Test
    void closedJournal_endsTheWait_alsoWithoutAnyStream() throws Exception {
        StreamsIterator entries;
        CompletableFuture<Boolean> waiting;
        try (Journal journal = Journal.open(root)) {
            entries = journal.followMatching(name -> false, name -> 0);
            waiting = CompletableFuture.supplyAsync(entries::hasNext);
            Thread.sleep(20);
        }
        CompletionException failed = assertThrows(CompletionException.class, waiting::join);
        assertInstanceOf(JournalClosedException.class, failed.getCause());
        assertThrows(JournalClosedException.class, () -> entries.resume("a", 0));
        entries.close();
        assertFalse(entries.hasNext());
    }

    @Test
    void interrupt_endsTheWait_andIsKept() {
        try (Journal journal = Journal.open(root);
                StreamsIterator entries = journal.follow(Set.of("a"), journal::firstId)) {
            Thread.currentThread().interrupt();
            assertFalse(entries.hasNext());
            assertTrue(Thread.interrupted());
            journal.append("a", bytes("x"));
            assertEquals("a 0 x", text(entries.next()));
        }
    }

    @Test
    void shards_areFollowedTogether() {
        try (ShardedJournal journal =
                ShardedJournal.open(JournalOptions.builder(root).build(), 4)) {
            for (int i = 0; i < 40; i++) {
                journal.append(bytes("key " + i), bytes("value"));
            }
            Map<String, Integer> counts = new HashMap<>();
            try (StreamsIterator entries = journal.followShards(shard -> 0)) {
                for (int i = 0; i < 40; i++) {
                    counts.merge(entries.next().stream(), 1, Integer::sum);
                }
            }
            for (int shard = 0; shard < 4; shard++) {
                String stream = journal.streamOf(shard);
                assertEquals(
                        journal.journal().nextId(stream), counts.get(stream).longValue());
            }
        }
    }

    /** Four threads write to streams that appear one after the other. The reader pauses and resumes them at random. */
    @Test
    void concurrentWriters_pausesAndNewStreams_loseNoEntry() {
        int streams = 60;
        int perStream = 50;
        try (Journal journal = Journal.open(root);
                StreamsIterator entries = journal.followMatching(name -> name.startsWith("s"), name -> 0)) {
            List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < streams * perStream / 4; i++) {
                            journal.append("s" + (i * 4 + writer) * streams / (streams * perStream), bytes("x"));
                        }
                    }))
                    .toList();
            Map<String, Long> next = new HashMap<>();
            for (int i = 0; i < streams * perStream; i++) {
                StreamEntry entry = entries.next();
                assertEquals(
                        next.getOrDefault(entry.stream(), 0L), entry.entry().id(), entry.stream());
                next.put(entry.stream(), entry.entry().id() + 1);
                if (i % 3 == 0) {
                    entries.pause(entry.stream());
                    entries.resume(entry.stream(), entry.entry().id() + 1);
                }
            }
            writers.forEach(CompletableFuture::join);
            assertEquals(streams, next.size());
        }
    }
}
