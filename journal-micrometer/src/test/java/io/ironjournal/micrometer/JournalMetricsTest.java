package io.ironjournal.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters of a journal, and their values. */
class JournalMetricsTest {

    @TempDir
    Path directory;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Journal journal;
    private JournalMetrics metrics;

    @BeforeEach
    void open() {
        journal = Journal.open(directory.resolve("journal"));
        metrics = JournalMetrics.of(journal, "shop");
        metrics.bindTo(registry);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private double gauge(String name) {
        return registry.get(name).tag("journal", "shop").gauge().value();
    }

    private double counter(String name) {
        return registry.get(name).tag("journal", "shop").functionCounter().count();
    }

    private double bucket(String name, String bound) {
        return registry.get(name).tag("le", bound).functionCounter().count();
    }

    @Test
    void appends_areCountedAndMeasured() {
        for (int i = 0; i < 17; i++) {
            journal.append("orders", new byte[10]);
        }
        assertEquals(17, counter("ironjournal.entries"));
        assertEquals(17, counter("ironjournal.records"));
        assertEquals(17, counter("ironjournal.groups"));
        assertEquals(
                2, registry.get("ironjournal.append.duration").functionTimer().count());
        assertEquals(
                17, registry.get("ironjournal.force.duration").functionTimer().count());
        assertTrue(registry.get("ironjournal.force.duration").functionTimer().totalTime(TimeUnit.NANOSECONDS) > 0);
        assertEquals(17, bucket("ironjournal.force.duration.buckets", "+Inf"));
        assertEquals(17, bucket("ironjournal.group.size.buckets", "1"));
        assertEquals(17, bucket("ironjournal.group.size.buckets", "50000"));
        assertTrue(bucket("ironjournal.force.duration.buckets", "0.001")
                <= bucket("ironjournal.force.duration.buckets", "50"));
        assertEquals(0, registry.get("ironjournal.writer.wait").functionTimer().count());
    }

    @Test
    void spaceAndState_areGauges() {
        journal.append("orders", new byte[10]);
        assertTrue(gauge("ironjournal.log.size") > 0);
        double usage = gauge("ironjournal.memtable.usage");
        assertTrue(usage > 0 && usage < 1, "usage " + usage);
        assertTrue(gauge("ironjournal.disk.free") > 0);
        for (String name : List.of("failed", "disk.full", "losses", "in.doubt", "in.doubt.age.max", "clock.behind")) {
            assertEquals(0, gauge("ironjournal." + name), name);
        }
        assertEquals(0, counter("ironjournal.checksum.errors"));
        assertEquals(journal.recoveryReport().duration().toMillis() / 1000.0, gauge("ironjournal.recovery.duration"));
    }

    @Test
    void branchInDoubt_isShown() throws Exception {
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        Transactions.of(journal).begin(id).add("orders", new byte[1]);
        Transactions.of(journal).prepare(id);
        Thread.sleep(5);
        assertEquals(1, gauge("ironjournal.in.doubt"));
        assertTrue(gauge("ironjournal.in.doubt.age.max") >= 0.005);
    }

    @Test
    void failedJournal_isShown() throws Exception {
        Files.delete(directory.resolve("journal").resolve("LOCK"));
        for (int i = 0; i < 200 && gauge("ironjournal.failed") == 0; i++) {
            try {
                journal.append("orders", new byte[1]);
            } catch (RuntimeException failed) {
                // The gauge shows it.
            }
            Thread.sleep(20);
        }
        assertEquals(1, gauge("ironjournal.failed"));
        assertThrows(JournalFailedException.class, journal::close);
    }

    @Test
    void slowestCursor_isShown_andEachCursorOnRequest() {
        journal.appendBatch("orders", List.of(new byte[1], new byte[1], new byte[1]));
        journal.resetCursor("mailer", "orders", 1);
        journal.resetCursor("billing", "orders", 3);
        assertEquals(2, gauge("ironjournal.cursor.lag"));
        assertTrue(registry.find("ironjournal.stream.cursor.lag").meters().isEmpty());
        MeterRegistry detailed = new SimpleMeterRegistry();
        metrics.withStreams().bindTo(detailed);
        detailed.get("ironjournal.cursor.lag").gauge().value();
        assertEquals(
                2,
                detailed.get("ironjournal.stream.cursor.lag")
                        .tags("journal", "shop", "stream", "orders", "cursor", "mailer")
                        .gauge()
                        .value());
        journal.close();
        assertTrue(Double.isNaN(gauge("ironjournal.cursor.lag")));
    }

    @Test
    void close_removesAllMeters() {
        assertTrue(registry.getMeters().size() > 20);
        metrics.close();
        assertEquals(List.of(), registry.getMeters().stream().map(Meter::getId).toList());
    }

    /** An injected journal is such an object: each injection point has its own. */
    @Test
    void registry_keepsAJournalThatNobodyElseKeeps() throws Exception {
        JournalMetrics.of(view(), "view").bindTo(registry);
        waitForACollection(new WeakReference<>(new Object()));
        journal.append("orders", new byte[1]);
        assertEquals(
                1,
                registry.get("ironjournal.entries")
                        .tag("journal", "view")
                        .functionCounter()
                        .count());
        assertEquals(
                0,
                registry.get("ironjournal.failed")
                        .tag("journal", "view")
                        .gauge()
                        .value());
    }

    @Test
    void close_letsTheJournalBeCollected() throws Exception {
        waitForACollection(bindAndClose());
    }

    private WeakReference<Journal> bindAndClose() {
        Journal view = view();
        JournalMetrics removed = JournalMetrics.of(view, "removed").withStreams();
        removed.bindTo(registry);
        removed.close();
        return new WeakReference<>(view);
    }

    private Journal view() {
        Journal seen = journal;
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (view, method, arguments) -> method.invoke(seen, arguments));
    }

    private static void waitForACollection(WeakReference<?> reference) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (reference.get() != null) {
            assertTrue(System.nanoTime() < end, "the object is still in memory");
            System.gc();
            Thread.sleep(5);
        }
    }

    @Test
    void journals_areToldApartByTheirTag() {
        try (ShardedJournal sharded = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("sharded")).build(), 2)) {
            JournalMetrics.of(sharded.journal(), "events").bindTo(registry);
            sharded.append(new byte[] {7}, new byte[1]);
            assertEquals(0, counter("ironjournal.entries"));
            assertEquals(
                    1,
                    registry.get("ironjournal.entries")
                            .tag("journal", "events")
                            .functionCounter()
                            .count());
        }
    }
}
