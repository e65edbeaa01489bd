package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.consumer.DeadLetter;
import java.nio.file.Path;

/** Consumes three entries. The second one ends the process, each time that it is delivered. */
final class PoisonedApplication {

    static final int POISONED = 3;

    private PoisonedApplication() {}

    @SuppressWarnings("CatchAndPrintStackTrace") // Only the output of this process is left of it.
    public static void main(String[] args) {
        int status = 1;
        try {
            consume(Path.of(args[0]));
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private static void consume(Path directory) throws Exception {
        TestServer server = new TestServer(directory).started();
        Journal journal = server.factory().journal();
        for (long i = journal.nextId("orders"); i < 3; i++) {
            journal.append("orders", bytes(i == 1 ? "poison" : "a"));
        }
        JournalActivationSpec spec = new JournalActivationSpec();
        spec.setCursor("mailer");
        spec.setStream("orders");
        spec.setDeadLetterStream("dead");
        spec.setMaxDeliveries("2");
        TestEndpoints endpoints = new TestEndpoints(TestServer.transactions(), (stream, entry) -> {
            if (TestConsumers.text(entry).equals("poison")) {
                Runtime.getRuntime().halt(POISONED);
            }
        });
        server.adapter.endpointActivation(endpoints, spec);
        TestConsumers.await(() -> journal.cursor("mailer", "orders").position() == 3);
        try (EntryIterator letters = journal.iterate("dead", 0)) {
            letters.forEachRemaining(letter -> System.out.println(DeadLetter.of(letter)));
        }
    }
}
