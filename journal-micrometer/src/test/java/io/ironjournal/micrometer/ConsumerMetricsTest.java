package io.ironjournal.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.consumer.StreamConsumer;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The meters of a consumer. */
@Timeout(60)
class ConsumerMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private double counter(String name) {
        return registry.get(name)
                .tags("journal", "shop", "consumer", "mailer")
                .functionCounter()
                .count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void consumer_showsWhatItConsumed_andWhatFailed(@TempDir Path directory) throws Exception {
        try (Narayana narayana = NarayanaSetup.in(directory.resolve("tx")).start();
                TransactionalJournal journal = TransactionalJournal.of(
                        Journal.open(directory.resolve("journal")),
                        narayana.transactionManager(),
                        narayana.synchronizationRegistry())) {
            journal.append("orders", new byte[] {1});
            journal.append("orders", new byte[] {2});
            try (StreamConsumer consumer = StreamConsumer.of(journal, "mailer").stream("orders")
                    .deadLetters("orders.dead", 1)
                    .start((stream, entry) -> {
                        if (entry.data()[0] == 2) {
                            throw new IllegalStateException("This entry fails");
                        }
                    })) {
                ConsumerMetrics metrics = ConsumerMetrics.of(consumer, "shop", "mailer");
                metrics.bindTo(registry);
                await(() -> counter("ironjournal.consumer.dead.letters") == 1);
                await(() -> gauge("ironjournal.consumer.lag") == 0);
                assertEquals(1, counter("ironjournal.consumer.consumed"));
                assertEquals(1, counter("ironjournal.consumer.failures"));
                assertEquals(0, gauge("ironjournal.consumer.stopped"));
                metrics.close();
                assertTrue(registry.getMeters().isEmpty());
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }
}
