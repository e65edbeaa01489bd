package io.ironjournal.benchmarks.replicated;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.bookkeeper.client.api.BookKeeper;
import org.apache.bookkeeper.client.api.DigestType;
import org.apache.bookkeeper.client.api.WriteHandle;
import org.apache.bookkeeper.conf.ClientConfiguration;

/**
 * The bare program: a thread takes all waiting entries, and adds them as one entry of a ledger. Up to eight of these groups
 * are in flight, as with the journal. It has no ids, streams or readers.
 */
final class BareLedger implements Contender {

    private static final int IN_FLIGHT = 8;

    private record Waiting(byte[] entry, CompletableFuture<Void> done) {}

    private final BookKeeper client;
    private final WriteHandle ledger;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicLong groups = new AtomicLong();
    private final Thread sender = new Thread(this::send, "sender");

    BareLedger(String uri) throws Exception {
        client = BookKeeper.newBuilder(configuration(uri)).build();
        ledger = client.newCreateLedgerOp()
                .withEnsembleSize(3)
                .withWriteQuorumSize(3)
                .withAckQuorumSize(2)
                .withDigestType(DigestType.CRC32C)
                .withPassword(new byte[0])
                .execute()
                .get();
        sender.start();
    }

    static ClientConfiguration configuration(String uri) {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setMetadataServiceUri(uri);
        return configuration;
    }

    @Override
    public void append(byte[] entry) throws Exception {
        Waiting waiting = new Waiting(entry, new CompletableFuture<>());
        queue.add(waiting);
        waiting.done.get();
    }

    @Override
    public long groups() {
        return groups.get();
    }

    private void send() {
        try {
            while (true) {
                List<Waiting> group = new ArrayList<>();
                group.add(queue.take());
                inFlight.acquire();
                queue.drainTo(group);
                int length = group.stream()
                        .mapToInt(one -> Integer.BYTES + one.entry.length)
                        .sum();
                ByteBuffer bytes = ByteBuffer.allocate(length);
                group.forEach(one -> bytes.putInt(one.entry.length).put(one.entry));
                groups.incrementAndGet();
                CompletableFuture<?> unused = ledger.appendAsync(bytes.flip()).whenComplete((id, failure) -> {
                    inFlight.release();
                    if (failure == null) {
                        group.forEach(one -> one.done.complete(null));
                    } else {
                        group.forEach(one -> one.done.completeExceptionally(failure));
                    }
                });
            }
        } catch (InterruptedException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws Exception {
        sender.interrupt();
        sender.join();
        ledger.close();
        client.close();
    }
}
