package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TruncatedException;
import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.consumer.StreamConsumer;
import io.ironjournal.consumer.StreamConsumerBuilder;
import io.ironjournal.jta.InMemoryJournal;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consuming streams by a handler in transactions. */
@Timeout(300)
class StreamConsumerTest extends JournalInTransactions {

    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    Path directory;

    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

    @Override
    Journal open() {
        return Journal.open(
                JournalOptions.builder(directory).maxEntriesPerSegment(10).build());
    }

    private static String text(Entry entry) {
        return new String(entry.data(), StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    private StreamConsumerBuilder consumer() {
        return StreamConsumer.of(transactional, "mailer").stream("orders").retryDelays(SHORT, SHORT);
    }

    private void append(String stream, String... entries) {
        for (String entry : entries) {
            journal.append(stream, bytes(entry));
        }
    }

    private long position(String stream) {
        return journal.cursor("mailer", stream).position();
    }

    /** Processes an entry by an entry of another stream, in the same transaction. */
    private void copy(String stream, Entry entry) {
        handled.add(text(entry));
        transactional.writer("copies").add(entry.data());
    }

    @Test
    void entries_areProcessedInTheTransactionThatMovesTheCursor() throws Exception {
        append("orders", "a", "b");
        try (StreamConsumer consumer = consumer().start(this::copy)) {
            await(() -> position("orders") == 2);
            append("orders", "c");
            await(() -> position("orders") == 3);
            await(() -> consumer.stats().consumed() == 3);
            assertEquals(0, consumer.stats().lag());
            assertEquals(0, consumer.stats().failures());
        }
        append("orders", "after the close");
        assertEquals(List.of("a", "b", "c"), read("copies"));
        assertEquals(List.of("a", "b", "c"), handled);
    }

    @Test
    void failedEntry_comesAgain_andKeepsItsOrder() throws Exception {
        append("orders", "a", "b", "c");
        AtomicInteger failures = new AtomicInteger();
        try (StreamConsumer consumer = consumer().start((stream, entry) -> {
            copy(stream, entry);
            if (text(entry).equals("b") && failures.incrementAndGet() <= 2) {
                throw new Exception("not now");
            }
        })) {
            await(() -> position("orders") == 3);
            await(() -> consumer.stats().consumed() == 3);
            assertEquals(2, consumer.stats().failures());
            assertEquals("not now", consumer.stats().lastFailure().orElseThrow().getMessage());
        }
        assertEquals(List.of("a", "b", "b", "b", "c"), handled);
        assertEquals(List.of("a", "b", "c"), read("copies"));
    }

    @Test
    void entriesBeforeADamagedOne_areConsumed_thoughABatchContainsIt() throws Exception {
        append("orders", "a", "b", "to be damaged", "d");
        journal.close();
        Path segment = directory.resolve("streams").resolve("orders").resolve("00000000000000000000.wal");
        byte[] bytes = Files.readAllBytes(segment);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("to be damaged");
        bytes[at]++;
        Files.write(segment, bytes);
        openJournal();
        try (StreamConsumer consumer =
                consumer().batch(10).startBatches((stream, entries) -> entries.forEach(entry -> copy(stream, entry)))) {
            await(() -> consumer.stats().lastFailure().isPresent());
            assertEquals(2, position("orders"));
            assertInstanceOf(
                    CorruptionException.class, consumer.stats().lastFailure().orElseThrow());
        }
        assertEquals(List.of("a", "b"), handled);
    }

    @Test
    void rollbackOnly_isAFailure() throws Exception {
        append("orders", "a");
        AtomicBoolean first = new AtomicBoolean(true);
        try (StreamConsumer consumer = consumer().start((stream, entry) -> {
            copy(stream, entry);
            if (first.getAndSet(false)) {
                tm.setRollbackOnly();
            }
        })) {
            await(() -> consumer.stats().consumed() == 1);
            assertEquals(1, consumer.stats().failures());
        }
        assertEquals(List.of("a"), read("copies"));
    }

    @Test
    void settingsThatCannotWork_areRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> StreamConsumer.of(transactional, ""));
        assertThrows(IllegalArgumentException.class, () -> StreamConsumer.of(transactional, "c".repeat(86)));
        Duration huge = Duration.ofSeconds(Long.MAX_VALUE);
        assertThrows(IllegalArgumentException.class, () -> consumer().retryDelays(SHORT, huge));
        assertThrows(IllegalArgumentException.class, () -> consumer().retryDelays(huge, huge));
        assertThrows(IllegalArgumentException.class, () -> consumer().transactionTimeout(huge));
        assertThrows(
                InvalidStreamNameException.class,
                () -> consumer().deadLetters("d".repeat(75)).start(this::copy));
    }

    @Test
    void close_acceptsEachDuration() {
        StreamConsumer consumer = consumer().start(this::copy);
        boolean unusedEnded = consumer.close(Duration.ofSeconds(Long.MIN_VALUE));
        assertTrue(consumer.close(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    private List<DeadLetter> deadLetters() {
        List<DeadLetter> letters = new ArrayList<>();
        try (var entries = journal.iterate("dead", 0)) {
            entries.forEachRemaining(entry -> letters.add(DeadLetter.of(entry)));
        }
        return letters;
    }

    @Test
    void entryThatFailsTooOften_becomesADeadLetter_andTheOthersGoOn() throws Exception {
        append("orders", "a", "poison", "c");
        try (StreamConsumer consumer = consumer().deadLetters("dead", 3).start(this::refusePoison)) {
            await(() -> position("orders") == 3);
            await(() -> consumer.stats().consumed() == 2);
            assertEquals(1, consumer.stats().deadLetters());
            assertEquals(3, consumer.stats().failures());
        }
        assertEquals(List.of("a", "poison", "poison", "poison", "c"), handled);
        assertEquals(List.of("a", "c"), read("copies"));
        DeadLetter letter = deadLetters().get(0);
        assertEquals(1, deadLetters().size());
        assertEquals("orders", letter.stream());
        assertEquals(1, letter.id());
        assertEquals("mailer", letter.cursor());
        assertEquals(3, letter.deliveries());
        assertEquals("java.lang.IllegalStateException: refused", letter.reason());
        assertEquals("poison", new String(letter.data(), StandardCharsets.UTF_8));
    }

    private void refusePoison(String stream, Entry entry) {
        copy(stream, entry);
        if (text(entry).equals("poison")) {
            throw new IllegalStateException("refused");
        }
    }

    @Test
    void failedBatch_isDeliveredOneByOne_thenBatchesGoOn() throws Exception {
        List<String> entries =
                new ArrayList<>(IntStream.range(0, 30).mapToObj(i -> "e" + i).toList());
        entries.set(13, "poison");
        append("orders", entries.toArray(String[]::new));
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        try (StreamConsumer consumer = consumer()
                .deadLetters("dead", 2)
                .batch(10)
                .startBatches((stream, batch) -> {
                    sizes.add(batch.size());
                    batch.forEach(entry -> refusePoison(stream, entry));
                })) {
            await(() -> position("orders") == 30);
            await(() -> consumer.stats().consumed() == 29);
        }
        entries.remove("poison");
        assertEquals(entries, read("copies"));
        assertEquals(13, deadLetters().get(0).id());
        assertEquals(2, deadLetters().get(0).deliveries());
        assertEquals(List.of(10, 10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 10), sizes);
    }

    @Test
    void batchWithEntryHandler_isOneTransaction() throws Exception {
        append("orders", "a", "b", "c");
        Set<Object> keys = Collections.synchronizedSet(new HashSet<>());
        try (StreamConsumer consumer = consumer().batch(10).start((stream, entry) -> {
            keys.add(TestNarayana.get().synchronizationRegistry().getTransactionKey());
            copy(stream, entry);
        })) {
            await(() -> consumer.stats().consumed() == 3);
        }
        assertEquals(1, keys.size());
    }

    @Test
    void streamThatWaitsForARepetition_doesNotDelayOthers() throws Exception {
        append("orders", "poison");
        append("returns", "a");
        StreamConsumerBuilder builder = StreamConsumer.of(transactional, "mailer")
                .streams(Set.of("orders", "returns"))
                .threads(1)
                .retryDelays(Duration.ofMinutes(5), Duration.ofMinutes(5));
        try (StreamConsumer consumer = builder.start(this::refusePoison)) {
            await(() -> handled.contains("poison"));
            append("returns", "b", "c");
            await(() -> position("returns") == 3);
            assertEquals(0, position("orders"));
            assertEquals(1, consumer.stats().lag());
        }
    }

    /** The first two handlers wait for each other, so that the test fails if only one runs at a time. */
    @Test
    void shards_areConsumedInParallel_andEachKeyInItsOrder() throws Exception {
        ShardedJournal sharded = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("sharded")).build(), 4);
        TransactionalShardedJournal shards =
                TransactionalShardedJournal.of(sharded, tm, TestNarayana.get().synchronizationRegistry());
        for (int i = 0; i < 200; i++) {
            sharded.append(bytes("key" + i % 20), bytes("key" + i % 20 + " " + i));
        }
        CountDownLatch two = new CountDownLatch(2);
        Set<String> active = ConcurrentHashMap.newKeySet();
        try (shards;
                StreamConsumer consumer = StreamConsumer.of(shards, "mailer")
                        .threads(3)
                        .start((stream, entry) -> {
                            assertTrue(active.add(stream), "two entries of one shard at the same time");
                            two.countDown();
                            assertTrue(two.await(30, TimeUnit.SECONDS));
                            handled.add(text(entry));
                            active.remove(stream);
                        })) {
            await(() -> consumer.stats().consumed() == 200);
            assertEquals(0, consumer.stats().failures());
        }
        for (int key = 0; key < 20; key++) {
            String prefix = "key" + key + " ";
            List<Integer> numbers = handled.stream()
                    .filter(entry -> entry.startsWith(prefix))
                    .map(entry -> Integer.parseInt(entry.substring(prefix.length())))
                    .toList();
            assertEquals(10, numbers.size());
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
    }

    @Test
    void matchingStreams_areConsumedWhenTheyAppear_butNotTheDeadLetters() throws Exception {
        append("orders-de", "a");
        try (StreamConsumer consumer = StreamConsumer.of(transactional, "mailer")
                .streamsMatching(name -> name.startsWith("orders-"))
                .retryDelays(SHORT, SHORT)
                .deadLetters("orders-dead", 1)
                .start(this::refusePoison)) {
            await(() -> consumer.stats().consumed() == 1);
            append("orders-fr", "b", "poison", "c");
            await(() -> consumer.stats().consumed() == 3);
            await(() -> consumer.stats().lag() == 0);
        }
        assertEquals(1, journal.nextId("orders-dead"));
        assertEquals(4, handled.size());
    }

    @Test
    void deletedStream_isConsumedAgainFromItsBeginning() throws Exception {
        append("orders", "a");
        try (StreamConsumer consumer = consumer().start(this::copy)) {
            await(() -> position("orders") == 1);
            journal.deleteStream("orders");
            append("orders", "b");
            await(() -> handled.contains("b"));
            await(() -> consumer.stats().consumed() == 2);
        }
        assertEquals(List.of("a", "b"), read("copies"));
    }

    @Test
    void truncatedEntries_areATrouble_untilTheCursorIsReset() throws Exception {
        append("orders", IntStream.range(0, 25).mapToObj(i -> "e" + i).toArray(String[]::new));
        journal.truncate("orders", 20);
        try (StreamConsumer consumer = consumer().start(this::copy)) {
            await(() -> consumer.stats().failures() > 2);
            assertInstanceOf(
                    TruncatedException.class, consumer.stats().lastFailure().orElseThrow());
            assertEquals(List.of(), handled);
            journal.resetCursor("mailer", "orders", 22);
            await(() -> consumer.stats().consumed() == 3);
        }
        assertEquals(List.of("e22", "e23", "e24"), handled);
    }

    @Test
    void idleConsumer_noticesThatItsCursorIsReset() throws Exception {
        append("orders", "a", "b");
        try (StreamConsumer consumer = consumer().start(this::copy)) {
            await(() -> consumer.stats().consumed() == 2);
            Thread.sleep(100); // It waits for an entry then.
            journal.resetCursor("mailer", "orders", 1);
            await(() -> consumer.stats().consumed() == 3);
            append("orders", "c");
            await(() -> consumer.stats().consumed() == 4);
        }
        assertEquals(List.of("a", "b", "b", "c"), read("copies"));
    }

    @Test
    void twoConsumersOfOneCursor_processEachEntryOnce() throws Exception {
        try (StreamConsumer one = consumer().start(this::copy);
                StreamConsumer other = consumer().start(this::copy)) {
            List<String> entries = IntStream.range(0, 50).mapToObj(i -> "e" + i).toList();
            append("orders", entries.toArray(String[]::new));
            await(() -> one.stats().consumed() + other.stats().consumed() == 50);
            assertEquals(entries, read("copies"));
        }
    }

    @Test
    void close_waitsForTheHandler() throws Exception {
        append("orders", "a", "b");
        CountDownLatch running = new CountDownLatch(1);
        StreamConsumer consumer = consumer().start((stream, entry) -> {
            running.countDown();
            Thread.sleep(100);
            copy(stream, entry);
        });
        running.await();
        assertTrue(consumer.close(Duration.ofSeconds(30)));
        assertEquals(List.of("a"), read("copies"));
        assertEquals(1, position("orders"));
        consumer.close();
    }

    @Test
    void handlerThatIsTooSlowForTheClose_isInterruptedAndRolledBack() throws Exception {
        append("orders", "a");
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        StreamConsumer consumer = consumer().deadLetters("dead", 1).start((stream, entry) -> {
            copy(stream, entry);
            running.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        running.await();
        assertFalse(consumer.close(Duration.ofMillis(20)));
        assertTrue(interrupted.get(30, TimeUnit.SECONDS));
        assertTrue(consumer.close(Duration.ofSeconds(30)));
        assertEquals(0, position("orders"));
        try (StreamConsumer next = consumer().deadLetters("dead", 1).start(this::copy)) {
            await(() -> next.stats().consumed() == 1);
            assertEquals(0, next.stats().deadLetters());
        }
        assertEquals(List.of("a"), read("copies"));
    }

    @Test
    void close_inAHandler_doesNotWaitForItself() throws Exception {
        append("orders", "a", "b");
        CompletableFuture<StreamConsumer> consumer = new CompletableFuture<>();
        consumer.complete(consumer().closeTimeout(Duration.ofSeconds(50)).start((stream, entry) -> {
            copy(stream, entry);
            consumer.get().close();
        }));
        await(() -> position("orders") == 1);
        assertTrue(consumer.get().close(Duration.ofSeconds(30)));
        assertEquals(List.of("a"), read("copies"));
    }

    @Test
    void closedJournal_endsTheConsumer() throws Exception {
        try (Journal other = Journal.open(directory.resolve("other"));
                StreamConsumer consumer = StreamConsumer.of(transactional(other), "mailer").stream("orders")
                        .start(this::copy)) {
            Runnable closing = other::close;
            closing.run();
            await(() -> consumer.failure().isPresent());
            assertInstanceOf(JournalClosedException.class, consumer.failure().orElseThrow());
        }
    }

    @Test
    void failedJournal_endsTheIdleConsumer() throws Exception {
        try (InMemoryJournal other = new InMemoryJournal();
                StreamConsumer consumer = StreamConsumer.of(transactional(other), "mailer").stream("orders")
                        .start(this::copy)) {
            other.fail();
            await(() -> consumer.failure().isPresent());
            assertInstanceOf(JournalFailedException.class, consumer.failure().orElseThrow());
        }
    }

    @Test
    void mistakes_areRefused() {
        StreamConsumerBuilder without = StreamConsumer.of(transactional, "mailer");
        assertThrows(IllegalStateException.class, () -> without.start(this::copy));
        assertThrows(
                IllegalArgumentException.class,
                () -> consumer().deadLetters("orders").start(this::copy));
        assertThrows(IllegalArgumentException.class, () -> consumer().batch(0));
        assertThrows(IllegalArgumentException.class, () -> consumer().streams(Set.of()));
        TransactionalJournal inServer =
                TransactionalJournal.of(journal, TestNarayana.get().synchronizationRegistry(), () -> {
                    throw new IllegalStateException("never called");
                });
        assertThrows(
                IllegalStateException.class,
                () -> StreamConsumer.of(inServer, "mailer").stream("orders").start(this::copy));
    }
}
