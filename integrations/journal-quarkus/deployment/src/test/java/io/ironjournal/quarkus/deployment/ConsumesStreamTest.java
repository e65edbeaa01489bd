package io.ironjournal.quarkus.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.ConsumesStream;
import io.ironjournal.cdi.JournalName;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.sharded.ShardedJournal;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Methods with {@link ConsumesStream} in an application on Quarkus. No other bean uses their beans. */
@Timeout(120)
class ConsumesStreamTest {

    private static final TestDirectory DIRECTORY = new TestDirectory("consumes-stream");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar ->
                    jar.addClasses(TestDirectory.class, Mailer.class, Request.class, Auditor.class, Balances.class))
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.journal.names", "ledger")
            .overrideConfigKey("quarkus.journal.dir", DIRECTORY.of("main"))
            .overrideConfigKey("quarkus.journal.ledger.dir", DIRECTORY.of("ledger"))
            .overrideConfigKey("quarkus.journal.ledger.shards", "3")
            .overrideConfigKey("quarkus.transaction-manager.object-store.directory", DIRECTORY.of("transactions"));

    @Inject
    Journal journal;

    @Inject
    @JournalName("ledger")
    ShardedJournal ledger;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Entry entry) {
        return new String(entry.data(), StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private List<String> read(String stream) {
        List<String> entries = new ArrayList<>();
        try (EntryIterator all = journal.iterate(stream, 0)) {
            while (all.hasNext()) {
                entries.add(text(all.next()));
            }
        }
        return entries;
    }

    @Test
    void method_isCalledForEachEntry_inATransaction_withARequestContext() throws Exception {
        for (String order : List.of("a", "poison", "b")) {
            journal.append("orders", bytes(order));
        }
        await(() -> journal.cursor("mailer", "orders").position() == 3);
        assertEquals(List.of("a 1 true", "b 1 true"), read("mails"));
        try (EntryIterator letters = journal.iterate("dead", 0)) {
            DeadLetter letter = DeadLetter.of(letters.next());
            assertEquals("java.lang.Exception: refused", letter.reason());
            assertEquals(1, letter.id());
        }
    }

    @Test
    void methodWithAList_getsAllEntriesOfATransaction() throws Exception {
        journal.appendBatch("audited", List.of(bytes("a"), bytes("b"), bytes("c")));
        await(() -> journal.cursor("auditor", "audited").position() == 3);
        assertEquals(List.of("a b c, transaction active: true"), Auditor.BATCHES);
    }

    @Test
    void methodWithoutAStream_consumesAllShards() throws Exception {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            ledger.append(bytes("key" + i), bytes("value" + i));
            all.add("value" + i);
        }
        await(() -> Balances.ENTRIES.size() == 20);
        assertEquals(all, Balances.ENTRIES);
        assertTrue(Balances.classLoaderIsTheApplications, "class loader of the thread");
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

        private volatile boolean prepared;

        void prepare(@Observes StartupEvent startup) {
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

    @ApplicationScoped
    static class Auditor {

        static final List<String> BATCHES = new CopyOnWriteArrayList<>();

        @Inject
        TransactionManager transactions;

        @ConsumesStream(stream = "audited", cursor = "auditor", batch = 10)
        @SuppressWarnings("UnusedMethod") // private methods are called, too
        private void on(List<Entry> entries) throws SystemException {
            BATCHES.add(String.join(
                            " ", entries.stream().map(ConsumesStreamTest::text).toList()) + ", transaction active: "
                    + (transactions.getStatus() == Status.STATUS_ACTIVE));
        }
    }

    @ApplicationScoped
    static class Balances {

        static final Set<String> ENTRIES = new ConcurrentSkipListSet<>();

        static volatile boolean classLoaderIsTheApplications = true;

        @Transactional
        @ConsumesStream(cursor = "balances", parallel = true, journal = "ledger")
        void on(Entry entry) {
            classLoaderIsTheApplications &=
                    Thread.currentThread().getContextClassLoader() == Balances.class.getClassLoader();
            ENTRIES.add(text(entry));
        }
    }
}
