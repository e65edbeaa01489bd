package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static io.ironjournal.ra.TestServer.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries in transactions: their order, failures, and dead letters. The bean writes to the same journal. */
@Timeout(60)
class DeliveryTest {

    @TempDir
    Path directory;

    private final TransactionManager transactions = TestServer.transactions();
    private TestServer server;
    private Journal journal;
    private final List<String> called = new CopyOnWriteArrayList<>();
    private final JournalActivationSpec spec = new JournalActivationSpec();

    @BeforeEach
    void open() throws Exception {
        server = new TestServer(directory);
        server.adapter.setShards("2");
        server.adapter.setMaxEntrySize("1KiB");
        server.adapter.setMaxEntriesPerSegment("10");
        server.started();
        journal = server.factory().journal();
        spec.setCursor("mailer");
        spec.setStream("orders");
        spec.setRedeliveryDelay("1ms");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestEndpoints activate(JournalEntryListener bean) throws Exception {
        TestEndpoints endpoints = new TestEndpoints(transactions, bean);
        server.adapter.endpointActivation(endpoints, spec);
        return endpoints;
    }

    private void append(String... entries) {
        for (String entry : entries) {
            journal.append("orders", bytes(entry));
        }
    }

    private void awaitPosition(long position) throws InterruptedException {
        TestConsumers.await(() -> journal.cursor("mailer", "orders").position() == position);
    }

    private List<DeadLetter> deadLetters() {
        List<DeadLetter> letters = new ArrayList<>();
        try (EntryIterator entries = journal.iterate("dead", 0)) {
            entries.forEachRemaining(entry -> letters.add(DeadLetter.of(entry)));
        }
        return letters;
    }

    @Test
    void entries_areDeliveredInOrder_andCommitTogetherWithTheWorkOfTheBean() throws Exception {
        append("a", "b", "c");
        activate((stream, entry) -> {
            called.add(TestConsumers.text(entry));
            journal.writer("mails").add(entry.data());
        });
        awaitPosition(3);
        append("d");
        awaitPosition(4);
        assertEquals(List.of("a", "b", "c", "d"), called);
        assertEquals(called, read(journal, "mails"));
    }

    @Test
    void failedDelivery_rollsBack_andIsRepeatedBeforeLaterEntries() throws Exception {
        append("a", "b", "c");
        activate((stream, entry) -> {
            String text = TestConsumers.text(entry);
            called.add(text);
            journal.writer("mails").add(entry.data());
            if (text.equals("b") && called.size() < 5) {
                throw new IllegalStateException("not yet");
            }
        });
        awaitPosition(3);
        assertEquals(List.of("a", "b", "b", "b", "b", "c"), called);
        assertEquals(List.of("a", "b", "c"), read(journal, "mails"));
    }

    @Test
    void applicationException_rollsBackToo() throws Exception {
        append("a");
        activate((stream, entry) -> {
            called.add("a");
            journal.writer("mails").add(entry.data());
            if (called.size() == 1) {
                throw new Exception("checked");
            }
        });
        awaitPosition(1);
        assertEquals(2, called.size());
        assertEquals(List.of("a"), read(journal, "mails"));
    }

    @Test
    void beanThatMarksItsTransactionRollbackOnly_getsTheEntryAgain() throws Exception {
        append("a");
        activate((stream, entry) -> {
            called.add("a");
            if (called.size() == 1) {
                transactions.setRollbackOnly();
            }
        });
        awaitPosition(1);
        assertEquals(2, called.size());
    }

    @Test
    void delivery_beanLeavesAnInterrupt_othersContinue() throws Exception {
        append("a");
        activate((stream, entry) -> {
            called.add(TestConsumers.text(entry));
            Thread.currentThread().interrupt();
        });
        awaitPosition(1);
        append("b");
        awaitPosition(2);
        assertEquals(List.of("a", "b"), called);
    }

    @Test
    void redelivery_waitsForTheDelayThatGrows() throws Exception {
        spec.setRedeliveryDelay("20ms");
        spec.setRedeliveryGrowth("3");
        spec.setMaxRedeliveryDelay("50ms");
        List<Long> times = new CopyOnWriteArrayList<>();
        append("a");
        activate((stream, entry) -> {
            times.add(System.nanoTime());
            if (times.size() < 4) {
                throw new IllegalStateException("not yet");
            }
        });
        awaitPosition(1);
        List<Long> least = List.of(20L, 50L, 50L);
        for (int i = 0; i < 3; i++) {
            long millis = TimeUnit.NANOSECONDS.toMillis(times.get(i + 1) - times.get(i));
            assertTrue(millis >= least.get(i), i + ": " + millis);
        }
    }

    @Test
    void delay_growsToItsLimit() throws Exception {
        spec.setRedeliveryDelay("1s");
        spec.setRedeliveryGrowth("2");
        spec.setMaxRedeliveryDelay("5s");
        ConsumerSettings settings = spec.settings();
        List<Duration> delays = new ArrayList<>();
        for (int failures = 1; failures <= 5; failures++) {
            delays.add(settings.delayAfter(failures));
        }
        assertEquals(
                List.of(1L, 2L, 4L, 5L, 5L),
                delays.stream().map(Duration::toSeconds).toList());
        assertEquals(Duration.ofSeconds(5), settings.delayAfter(Long.MAX_VALUE));
        spec.setRedeliveryGrowth("1");
        assertEquals(Duration.ofSeconds(1), spec.settings().delayAfter(Long.MAX_VALUE));
    }

    @Test
    void entry_allDeliveriesFailed_becomesADeadLetter_andLaterOnesFollow() throws Exception {
        spec.setDeadLetterStream("dead");
        spec.setMaxDeliveries("3");
        append("a", "poison", "c");
        activate((stream, entry) -> {
            called.add(TestConsumers.text(entry));
            if (entry.id() == 1) {
                throw new java.sql.SQLException("no customer\nof this name", new RuntimeException("why"));
            }
        });
        awaitPosition(3);
        assertEquals(List.of("a", "poison", "poison", "poison", "c"), called);
        DeadLetter letter = deadLetters().get(0);
        assertEquals(1, deadLetters().size());
        assertEquals("orders", letter.stream());
        assertEquals(1, letter.id());
        assertEquals("mailer", letter.cursor());
        assertEquals(3, letter.deliveries());
        assertEquals(
                "java.sql.SQLException: no customer\nof this name; caused by java.lang.RuntimeException: why",
                letter.reason());
        assertEquals("poison", new String(letter.data(), java.nio.charset.StandardCharsets.UTF_8));
        assertFalse(letter.isDataOmitted());
    }

    @Test
    void entriesThatWereTruncated_areNotSkipped_untilAnOperatorResetsTheCursor() throws Exception {
        for (int i = 0; i < 25; i++) {
            append("" + i);
        }
        Journal core = server.adapter.journal().core();
        core.truncate("orders", 20);
        assertEquals(20, core.firstId("orders"));
        activate((stream, entry) -> called.add(TestConsumers.text(entry)));
        Thread.sleep(200);
        assertEquals(List.of(), called);
        core.resetCursor("mailer", "orders", 20);
        awaitPosition(25);
        assertEquals(List.of("20", "21", "22", "23", "24"), called);
    }

    @Test
    void cursorThatAnOperatorResets_deliversAgain_alsoDeadLetters() throws Exception {
        spec.setDeadLetterStream("dead");
        spec.setMaxDeliveries("2");
        append("poison", "b");
        activate((stream, entry) -> {
            called.add(TestConsumers.text(entry));
            if (entry.id() == 0 && called.size() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        awaitPosition(2);
        server.adapter.journal().core().resetCursor("mailer", "orders", 0);
        TestConsumers.await(() -> called.size() == 5);
        awaitPosition(2);
        assertEquals(List.of("poison", "poison", "b", "poison", "b"), called);
        assertEquals(1, deadLetters().size());
    }

    @Test
    void deadLetter_ofTheLargestEntry_hasItsBytesAndHeaders() throws Exception {
        spec.setDeadLetterStream("dead");
        spec.setMaxDeliveries("1");
        NewEntry largest = NewEntry.of(new byte[1024]).header("type", "OrderPlaced");
        server.adapter.journal().core().append("orders", largest);
        activate((stream, entry) -> {
            throw new IllegalStateException("never");
        });
        awaitPosition(1);
        assertFalse(deadLetters().get(0).isDataOmitted());
        assertEquals(1024, deadLetters().get(0).data().length);
        assertEquals(largest.headers(), deadLetters().get(0).headers());
    }

    @Test
    void withoutADeadLetterStream_anEntryIsDeliveredUntilItIsConsumed() throws Exception {
        spec.setMaxRedeliveryDelay("1ms");
        append("a");
        activate((stream, entry) -> {
            called.add("a");
            if (called.size() < 30) {
                throw new IllegalStateException("not yet");
            }
        });
        awaitPosition(1);
        assertEquals(30, called.size());
    }

    @Test
    void shards_areConsumedInParallel_eachInItsOrder() throws Exception {
        ShardedJournal shards = server.factory().shardedJournal().orElseThrow();
        for (int i = 0; i < 100; i++) {
            shards.append(bytes("key" + i), bytes("" + i));
        }
        spec.setStream(null);
        spec.setSharded("true");
        CyclicBarrier bothAtOnce = new CyclicBarrier(2);
        Map<String, List<Long>> ids = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(100);
        activate((stream, entry) -> {
            if (entry.id() == 0) {
                bothAtOnce.await(30, TimeUnit.SECONDS);
            }
            ids.computeIfAbsent(stream, first -> new CopyOnWriteArrayList<>()).add(entry.id());
            all.countDown();
        });
        assertTrue(all.await(30, TimeUnit.SECONDS));
        for (int shard = 0; shard < 2; shard++) {
            List<Long> expected = new ArrayList<>();
            for (long id = 0; id < journal.nextId(shards.streamOf(shard)); id++) {
                expected.add(id);
            }
            assertEquals(expected, ids.get(shards.streamOf(shard)));
        }
    }

    @Test
    void deliveryThatIsNotTransacted_advancesAfterTheCall() throws Exception {
        append("a", "b");
        AtomicInteger positionInside = new AtomicInteger(-1);
        TestEndpoints endpoints = new TestEndpoints(
                transactions,
                (stream, entry) -> {
                    called.add(TestConsumers.text(entry));
                    positionInside.set((int) journal.cursor("mailer", "orders").position());
                    if (called.size() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                },
                false);
        server.adapter.endpointActivation(endpoints, spec);
        awaitPosition(2);
        assertEquals(List.of("a", "a", "b"), called);
        assertEquals(1, positionInside.get());
        assertEquals(List.of(), endpoints.resources);
    }

    @Test
    void serverThatDoesNotEnlist_deliversNothing() throws Exception {
        append("a");
        TestEndpoints endpoints = new TestEndpoints(transactions, (stream, entry) -> called.add("a"));
        endpoints.enlisting = false;
        server.adapter.endpointActivation(endpoints, spec);
        TestConsumers.await(() -> endpoints.released.get() > 2);
        assertEquals(List.of(), called);
        endpoints.enlisting = true;
        awaitPosition(1);
        assertEquals(List.of("a"), called);
    }

    @Test
    void cursorThatTheApplicationMoves_isFollowed_andABeanThatLosesTheRaceRollsBack() throws Exception {
        append("a", "b", "c");
        CountDownLatch moved = new CountDownLatch(1);
        activate((stream, entry) -> {
            called.add(TestConsumers.text(entry));
            moved.await();
        });
        TestConsumers.await(() -> called.size() == 1);
        Journal core = server.adapter.journal().core();
        assertTrue(org.junit.jupiter.api.Assertions.assertThrows(
                        io.ironjournal.CursorConflictException.class,
                        () -> core.cursor("mailer", "orders").advanceTo(2))
                .getMessage()
                .contains("is being moved by another consumer"));
        moved.countDown();
        awaitPosition(3);
    }
}
