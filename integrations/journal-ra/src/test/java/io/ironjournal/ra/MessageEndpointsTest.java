package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static io.ironjournal.ra.TestServer.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Journal;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.work.WorkRejectedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When endpoints are activated and deactivated, and what is refused. */
@Timeout(60)
class MessageEndpointsTest {

    @TempDir
    Path directory;

    private TestServer server;
    private Journal journal;
    private final BlockingQueue<String> consumed = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() throws Exception {
        server = new TestServer(directory);
        server.adapter.setShards("3");
        server.started();
        journal = server.factory().journal();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestEndpoints endpoints(JournalEntryListener bean) {
        return new TestEndpoints(TestServer.transactions(), bean);
    }

    private TestEndpoints recording() {
        return endpoints((stream, entry) -> consumed.add(stream + ":" + TestConsumers.text(entry)));
    }

    private static JournalActivationSpec spec(String cursor, String stream) {
        JournalActivationSpec spec = new JournalActivationSpec();
        spec.setCursor(cursor);
        spec.setStream(stream);
        return spec;
    }

    private String next() throws InterruptedException {
        return consumed.poll(30, TimeUnit.SECONDS);
    }

    private String refusal(JournalActivationSpec spec) {
        return assertThrows(ResourceException.class, () -> server.adapter.endpointActivation(recording(), spec))
                .getMessage();
    }

    @Test
    void endpoint_thatIsDeactivated_endsItsThread_andTheNextContinuesAtTheCursor() throws Exception {
        for (int round = 0; round < 3; round++) {
            journal.append("orders", bytes("a" + round));
            TestEndpoints endpoints = recording();
            JournalActivationSpec spec = spec("mailer", "orders");
            server.adapter.endpointActivation(endpoints, spec);
            assertEquals("orders:a" + round, next());
            server.adapter.endpointDeactivation(endpoints, spec);
            TestConsumers.awaitEnd(server.threads.threads.get(round));
            assertEquals(1, endpoints.released.get());
        }
        assertEquals(3, server.threads.threads.size());
        assertEquals(List.of(), List.copyOf(consumed));
        assertEquals(3, journal.cursor("mailer", "orders").position());
    }

    @Test
    void deactivation_waitsForTheDeliveryInProgress_whichCommits() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TestEndpoints endpoints = endpoints((stream, entry) -> {
            inside.countDown();
            goOn.await();
        });
        JournalActivationSpec spec = spec("mailer", "orders");
        journal.append("orders", bytes("a"));
        journal.append("orders", bytes("b"));
        server.adapter.endpointActivation(endpoints, spec);
        inside.await();
        CompletableFuture<Void> deactivated =
                CompletableFuture.runAsync(() -> server.adapter.endpointDeactivation(endpoints, spec));
        assertThrows(java.util.concurrent.TimeoutException.class, () -> deactivated.get(100, TimeUnit.MILLISECONDS));
        assertTrue(refusal(spec("mailer", "orders")).contains("already used"), "the delivery still uses the cursor");
        goOn.countDown();
        deactivated.get(30, TimeUnit.SECONDS);
        assertEquals(1, journal.cursor("mailer", "orders").position());
        assertEquals(1, endpoints.released.get());
    }

    @Test
    void deactivation_duringTheWaitForARedelivery_doesNotWait() throws Exception {
        TestEndpoints endpoints = endpoints((stream, entry) -> {
            consumed.add("tried");
            throw new IllegalStateException("never");
        });
        JournalActivationSpec spec = spec("mailer", "orders");
        spec.setRedeliveryDelay("1h");
        spec.setMaxRedeliveryDelay("1h");
        journal.append("orders", bytes("a"));
        server.adapter.endpointActivation(endpoints, spec);
        assertEquals("tried", next());
        server.adapter.endpointDeactivation(endpoints, spec);
        assertEquals(0, journal.cursor("mailer", "orders").position());
    }

    @Test
    void adapterThatStops_endsItsEndpoints_andClosesTheJournal() throws Exception {
        TestEndpoints endpoints = recording();
        JournalActivationSpec spec = spec("mailer", "orders");
        server.adapter.endpointActivation(endpoints, spec);
        journal.append("orders", bytes("a"));
        assertEquals("orders:a", next());
        server.adapter.stop();
        TestConsumers.awaitEnd(server.threads.threads.get(0));
        server.adapter.endpointDeactivation(endpoints, spec);
        server.started();
        server.adapter.endpointActivation(endpoints, spec);
        server.factory().journal().append("orders", bytes("b"));
        assertEquals("orders:b", next());
    }

    @Test
    void endpoint_thatIsActivatedBeforeTheAdapterStarts_consumesWhenItHasStarted() throws Exception {
        journal.append("orders", bytes("a"));
        server.adapter.stop();
        TestEndpoints endpoints = recording();
        TestEndpoints cancelled = recording();
        JournalActivationSpec spec = spec("mailer", "orders");
        JournalActivationSpec cancelledSpec = spec("other", "orders");
        server.adapter.endpointActivation(endpoints, spec);
        server.adapter.endpointActivation(cancelled, cancelledSpec);
        server.adapter.endpointDeactivation(cancelled, cancelledSpec);
        assertTrue(server.threads.threads.isEmpty());
        server.started();
        assertEquals("orders:a", next());
        assertEquals(1, server.threads.threads.size());
    }

    @Test
    void cursor_thatAnotherEndpointUses_isRefused() throws Exception {
        TestEndpoints first = recording();
        JournalActivationSpec spec = spec("mailer", "orders");
        server.adapter.endpointActivation(first, spec);
        assertEquals(
                "Cursor 'mailer' of stream 'orders' is already used by another message endpoint. Give each endpoint a"
                        + " cursor of its own",
                refusal(spec("mailer", "orders")));
        server.adapter.endpointActivation(recording(), spec("mailer", "audit"));
        server.adapter.endpointActivation(recording(), spec("other", "orders"));
        server.adapter.endpointDeactivation(first, spec);
        server.adapter.endpointActivation(recording(), spec("mailer", "orders"));
    }

    @Test
    void shards_areRefusedIfOneOfThemIsConsumed() throws Exception {
        String shard = server.factory().shardedJournal().orElseThrow().streamOf(1);
        server.adapter.endpointActivation(recording(), spec("mailer", shard));
        JournalActivationSpec all = spec("mailer", null);
        all.setSharded("true");
        assertTrue(refusal(all).contains("is already used"), refusal(all));
        assertEquals(1, server.threads.threads.size());
    }

    @Test
    void serverWithoutThreads_refusesTheEndpoint_andLeavesNoWorker() throws Exception {
        JournalActivationSpec all = spec("mailer", null);
        all.setSharded("true");
        server.threads.limit = 2;
        assertTrue(refusal(all).contains("provides no thread to consume entries: no thread is free"), refusal(all));
        for (Thread thread : server.threads.threads) {
            TestConsumers.awaitEnd(thread);
        }
        server.threads.limit = -1;
        server.adapter.endpointActivation(recording(), all);
    }

    @Test
    void worker_thatTheServerNeverRuns_doesNotDelayTheDeactivation() throws Exception {
        for (TestWorkManager.Answer answer :
                List.of(TestWorkManager.Answer.NEVER_RUN, TestWorkManager.Answer.REJECT_LATER)) {
            server.threads.answer = answer;
            TestEndpoints endpoints = recording();
            JournalActivationSpec spec = spec("mailer", "orders");
            server.adapter.endpointActivation(endpoints, spec);
            server.adapter.endpointDeactivation(endpoints, spec);
        }
        server.threads.answer = TestWorkManager.Answer.REFUSE;
        Throwable cause = assertThrows(
                        ResourceException.class,
                        () -> server.adapter.endpointActivation(recording(), spec("mailer", "orders")))
                .getCause();
        assertInstanceOf(WorkRejectedException.class, cause);
    }

    @Test
    void namesAndShards_thatTheJournalDoesNotHave_areRefused() throws Exception {
        assertTrue(refusal(spec("m".repeat(86), "orders")).contains("name of a cursor"));
        assertTrue(refusal(spec("mailer", "o".repeat(86))).contains("85"));
        JournalActivationSpec spec = spec("mailer", "orders");
        spec.setDeadLetterStream(server.factory().shardedJournal().orElseThrow().streamOf(0));
        assertTrue(refusal(spec).startsWith("The entries cannot be consumed: "), refusal(spec));
        server.adapter.stop();
        server.adapter.setShards(null);
        Path plain = directory.resolve("plain");
        server.adapter.setDir(plain.toString());
        server.started();
        JournalActivationSpec all = spec("mailer", null);
        all.setSharded("true");
        assertTrue(refusal(all).contains("has no shards"), refusal(all));
    }

    @Test
    void otherSpecificationsAndListeners_areRefused() {
        assertThrows(
                NotSupportedException.class,
                () -> server.adapter.endpointActivation(recording(), (ActivationSpec) null));
        JournalActivationSpec invalid = spec("mailer", "orders");
        invalid.setMaxDeliveries("3");
        assertThrows(InvalidPropertyException.class, () -> server.adapter.endpointActivation(recording(), invalid));
        assertFalse(server.threads.threads.iterator().hasNext());
    }

    @Test
    void emptyStream_isAwaited_alsoAfterItWasDeleted() throws Exception {
        server.adapter.endpointActivation(recording(), spec("mailer", "orders"));
        journal.append("orders", bytes("a"));
        assertEquals("orders:a", next());
        journal.deleteStream("orders");
        journal.append("orders", bytes("b"));
        assertEquals("orders:b", next());
        assertEquals(List.of("b"), read(journal, "orders"));
    }

    @Test
    void unavailableEndpoint_isTriedAgain_andTheDeliveryDoesNotCount() throws Exception {
        TestEndpoints endpoints = recording();
        endpoints.unavailable.set(5);
        JournalActivationSpec spec = spec("mailer", "orders");
        spec.setRedeliveryDelay("1ms");
        spec.setMaxDeliveries("1");
        spec.setDeadLetterStream("dead");
        journal.append("orders", bytes("a"));
        server.adapter.endpointActivation(endpoints, spec);
        assertEquals("orders:a", next());
        assertEquals(0, journal.nextId("dead"));
    }

    @Test
    void entry_hasItsIdAndItsStream() throws Exception {
        BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
        journal.append("orders", bytes("a"));
        journal.append("orders", bytes("b"));
        server.adapter.endpointActivation(endpoints((stream, entry) -> entries.add(entry)), spec("mailer", "orders"));
        assertEntry(0, "a", entries.poll(30, TimeUnit.SECONDS));
        assertEntry(1, "b", entries.poll(30, TimeUnit.SECONDS));
    }

    private static void assertEntry(long id, String text, Entry found) {
        assertEquals(new Entry(id, found.timeMicros(), bytes(text)), found);
    }
}
