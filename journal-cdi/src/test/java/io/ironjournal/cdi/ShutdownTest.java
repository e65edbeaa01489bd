package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.entries;
import static io.ironjournal.cdi.TestContainer.transactions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.TxnWriter;
import jakarta.transaction.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a container that stops while transactions are active on other threads. */
@Timeout(60)
class ShutdownTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path root;

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        if (transactions().getStatus() != Status.STATUS_NO_TRANSACTION) {
            transactions().rollback();
        }
    }

    @Test
    void shutdown_activeTransactionCommits_andNoOtherBegins() throws Exception {
        TestContainer container = TestContainer.start(root);
        TxnWriter writer = container
                .weld()
                .select(TxnWriter.class, JournalStream.Literal.of("orders"))
                .get();
        Journal journal = container.journal();
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CompletableFuture<Void> order = run(() -> {
            transactions().begin();
            writer.add(bytes("before"));
            inFlight.countDown();
            mayGoOn.await();
            writer.add(bytes("after"));
            transactions().commit();
        });
        inFlight.await();
        CompletableFuture<Void> shutdown = run(container::close);
        transactions().begin();
        assertThrows(JournalClosedException.class, () -> {
            while (!shutdown.isDone()) {
                writer.add("too late", bytes("while it is closing"));
                transactions().rollback();
                transactions().begin();
            }
        });
        transactions().rollback();
        assertThrows(JournalClosedException.class, () -> journal.append("too late", bytes("one")));
        assertEquals(0, journal.nextId("too late"), "the journal is still open for reads");
        assertTrue(!shutdown.isDone(), "close waits");
        mayGoOn.countDown();
        order.get();
        shutdown.get();
        try (Journal reopened = Journal.open(root)) {
            assertEquals(List.of("before", "after"), entries(reopened, "orders"));
            assertEquals(List.of("orders"), reopened.streams());
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private CompletableFuture<Void> run(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
