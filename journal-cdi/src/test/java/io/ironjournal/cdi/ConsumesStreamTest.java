package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that consume streams. */
@Timeout(300)
class ConsumesStreamTest {

    @TempDir
    Path root;

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    private static String text(Entry entry) {
        return new String(entry.data(), StandardCharsets.UTF_8);
    }

    @RequestScoped
    static class Request {

        private int calls;

        int call() {
            calls++;
            return calls;
        }
    }

    @ApplicationScoped
    static class Mailer {

        @Inject
        @JournalStream("mails")
        TxnWriter mails;

        private boolean prepared;

        void prepare(@Observes Startup startup) {
            prepared = true;
        }

        @ConsumesStream(stream = "orders", cursor = "mailer", deadLetters = "dead", maxDeliveries = 1)
        void on(Entry order, Request request) throws Exception {
            mails.add(bytes(text(order) + " " + request.call() + " " + prepared));
            if (text(order).equals("poison")) {
                throw new Exception("refused");
            }
        }
    }

    @Test
    void method_isCalledForEachEntry_inATransaction() throws Exception {
        try (TestContainer container = TestContainer.start(root, Mailer.class, Request.class)) {
            Journal journal = container.journal();
            for (String entry : List.of("a", "poison", "b")) {
                journal.append("orders", bytes(entry));
            }
            await(() -> journal.cursor("mailer", "orders").position() == 3);
            assertEquals(List.of("a 1 true", "b 1 true"), container.entries("mails"));
            try (EntryIterator letters = journal.iterate("dead", 0)) {
                assertEquals(
                        "java.lang.Exception: refused",
                        DeadLetter.of(letters.next()).reason());
            }
        }
        try (TestContainer container = TestContainer.start(root, Mailer.class, Request.class)) {
            container.journal().append("orders", bytes("c"));
            await(() -> container.journal().cursor("mailer", "orders").position() == 4);
            assertEquals(List.of("a 1 true", "b 1 true", "c 1 true"), container.entries("mails"));
        }
    }

    @ApplicationScoped
    static class Batches {

        static final List<String> BATCHES = Collections.synchronizedList(new ArrayList<>());

        @ConsumesStream(stream = "orders", cursor = "batches", batch = 10)
        @SuppressWarnings("UnusedMethod") // private methods are called, too
        private void on(List<Entry> orders) {
            BATCHES.add(String.join(
                    " ", orders.stream().map(ConsumesStreamTest::text).toList()));
        }
    }

    @Test
    void methodWithAList_getsAllEntriesOfATransaction() throws Exception {
        Batches.BATCHES.clear();
        try (TestContainer container = TestContainer.start(root, Batches.class)) {
            container.journal().appendBatch("orders", List.of(bytes("a"), bytes("b"), bytes("c")));
            await(() -> container.journal().cursor("batches", "orders").position() == 3);
        }
        assertEquals(List.of("a b c"), Batches.BATCHES);
    }

    @ApplicationScoped
    static class Shards {

        static final List<String> ENTRIES = Collections.synchronizedList(new ArrayList<>());

        @Transactional
        @ConsumesStream(cursor = "shards", parallel = true, journal = "ledger")
        void on(Entry entry) {
            ENTRIES.add(text(entry));
        }
    }

    @Test
    void methodWithoutAStream_consumesAllShards() throws Exception {
        Map<String, String> configuration = Map.of(
                "journal.names", "ledger",
                "journal.ledger.dir", root.toString(),
                "journal.ledger.shards", "4");
        Shards.ENTRIES.clear();
        List<String> all = new ArrayList<>();
        try (TestContainer container = TestContainer.start(configuration, Shards.class)) {
            ShardedJournal ledger = container
                    .weld()
                    .select(ShardedJournal.class, JournalName.Literal.of("ledger"))
                    .get();
            for (int i = 0; i < 20; i++) {
                ledger.append(bytes("key" + i), bytes("value" + i));
                all.add("value" + i);
            }
            await(() -> Shards.ENTRIES.size() == 20);
        }
        assertEquals(
                all.stream().sorted().toList(), Shards.ENTRIES.stream().sorted().toList());
    }

    @ApplicationScoped
    static class NoParameter {
        @ConsumesStream(stream = "orders", cursor = "a")
        void on() {}
    }

    @ApplicationScoped
    static class WrongParameter {
        @ConsumesStream(stream = "orders", cursor = "a")
        void on(String entry) {}
    }

    @ApplicationScoped
    static class WrongList {
        @ConsumesStream(stream = "orders", cursor = "a")
        void on(List<String> entries) {}
    }

    @ApplicationScoped
    static class Returning {
        @ConsumesStream(stream = "orders", cursor = "a")
        boolean on(Entry entry) {
            return true;
        }
    }

    @ApplicationScoped
    static class EmptyCursor {
        @ConsumesStream(stream = "orders", cursor = "")
        void on(Entry entry) {}
    }

    @ApplicationScoped
    static class EmptyBatch {
        @ConsumesStream(stream = "orders", cursor = "a", batch = 0)
        void on(Entry entry) {}
    }

    @ApplicationScoped
    static class OwnDeadLetters {
        @ConsumesStream(stream = "orders", cursor = "a", deadLetters = "orders")
        void on(Entry entry) {}
    }

    @ApplicationScoped
    static class OtherTransaction {
        @Transactional(Transactional.TxType.REQUIRES_NEW)
        @ConsumesStream(stream = "orders", cursor = "a")
        void on(Entry entry) {}
    }

    @ApplicationScoped
    static class Observing {
        @ConsumesStream(stream = "orders", cursor = "a")
        void on(@Observes Entry entry) {}
    }

    @ApplicationScoped
    static class SameCursor {
        @ConsumesStream(stream = "orders", cursor = "a")
        void first(Entry entry) {}

        @ConsumesStream(stream = "orders", cursor = "a")
        void on(Entry entry) {}
    }

    @ApplicationScoped
    static class Inherited {
        @ConsumesStream(stream = "orders", cursor = "a")
        void on(Entry entry) {}

        @ApplicationScoped
        static class Bean extends Inherited {}
    }

    @Alternative
    @ApplicationScoped
    static class NotSelected {
        @ConsumesStream(stream = "orders", cursor = "a")
        void on(Entry entry) {}
    }

    @Test
    void alternativeThatIsNotSelected_consumesNothing() throws Exception {
        try (TestContainer container = TestContainer.start(root, NotSelected.class)) {
            container.journal().append("orders", bytes("x"));
            Thread.sleep(200);
            assertEquals(0, container.journal().cursor("a", "orders").position());
        }
    }

    @ApplicationScoped
    static class UnknownJournal {
        @ConsumesStream(stream = "orders", cursor = "a", journal = "ledgre")
        void on(Entry entry) {}
    }

    @ApplicationScoped
    static class NotSharded {
        @ConsumesStream(cursor = "a")
        void on(Entry entry) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                NoParameter.class,
                WrongParameter.class,
                WrongList.class,
                Returning.class,
                EmptyCursor.class,
                EmptyBatch.class,
                OwnDeadLetters.class,
                OtherTransaction.class,
                Observing.class,
                SameCursor.class,
                UnknownJournal.class,
                NotSharded.class,
            })
    void mistakes_failTheDeployment_andNameClassAndMethod(Class<?> mistaken) {
        DeploymentException e = assertThrows(
                DeploymentException.class,
                () -> TestContainer.start(root, mistaken).close());
        assertTrue(e.getMessage().contains(mistaken.getName() + ".on"), e.getMessage());
        assertTrue(e.getMessage().contains(": ") || e.getMessage().contains(". "), e.getMessage());
    }

    /** Two beans would get each entry. Weld fails while it compares their observers, before the extension can. */
    @Test
    void methodThatAnotherBeanInherits_failsTheDeployment() {
        assertThrows(
                Exception.class,
                () -> TestContainer.start(root, Inherited.class, Inherited.Bean.class)
                        .close());
    }
}
