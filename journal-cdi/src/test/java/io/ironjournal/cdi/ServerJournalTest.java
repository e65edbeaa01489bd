package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.entries;
import static io.ironjournal.cdi.TestContainer.inTransaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.RecoveryReport;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.JournalSource;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a journal that a server has opened and bound to a JNDI name. */
class ServerJournalTest {

    private static final String NAME = "java:/journal/shop";

    @TempDir
    Path directory;

    @ApplicationScoped
    static class Orders {

        @Inject
        Journal journal;

        @Inject
        @JournalStream("orders")
        TxnWriter writer;

        final List<RecoveryReport> recovered = new ArrayList<>();

        void recovered(@Observes RecoveryFinished event) {
            recovered.add(event.report());
        }

        List<RecoveryReport> reports() {
            return recovered;
        }

        void place(String order) {
            writer.add(bytes(order));
        }
    }

    private record Offered(Journal journal) implements JournalSource {

        @Override
        public Optional<ShardedJournal> shardedJournal() {
            return Optional.empty();
        }

        @Override
        public TransactionSynchronizationRegistry registry() {
            return TestContainer.narayana().synchronizationRegistry();
        }
    }

    private static final class Stopped implements JournalSource {

        @Override
        public Journal journal() {
            throw new IllegalStateException("The resource adapter is not started");
        }

        @Override
        public Optional<ShardedJournal> shardedJournal() {
            throw new IllegalStateException();
        }

        @Override
        public TransactionSynchronizationRegistry registry() {
            throw new IllegalStateException();
        }
    }

    /** Loads all classes except those of journal-jta. */
    private static final class ParentWithoutJournal extends ClassLoader {

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.ironjournal.jta.")) {
                throw new ClassNotFoundException(name);
            }
            return ServerJournalTest.class.getClassLoader().loadClass(name);
        }
    }

    private static String refusal(Map<String, String> configuration) {
        return assertThrows(
                        DeploymentException.class,
                        () -> TestContainer.start(configuration, Orders.class).close())
                .getMessage();
    }

    private static String refusal() {
        return refusal(Map.of("journal.jndi", NAME));
    }

    @Test
    void offeredJournal_isInjected_joinsTransactions_andStaysOpenWhenTheApplicationEnds() {
        try (Journal core = Journal.open(directory)) {
            TestNames.with(NAME, new Offered(TransactionalJournal.of(core)), () -> {
                for (String order : List.of("a", "b")) {
                    TestContainer container = TestContainer.start(Map.of("journal.jndi", NAME), Orders.class);
                    try (container) {
                        Orders orders = container.bean(Orders.class);
                        inTransaction(() -> {
                            orders.place(order);
                            return order;
                        });
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> inTransaction(() -> {
                                    orders.place("never");
                                    throw new IllegalArgumentException();
                                }));
                        assertEquals(List.of(core.recoveryReport()), orders.reports());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            assertEquals(List.of("a", "b"), entries(core, "orders"));
        }
    }

    @Test
    void name_thatIsNotBound_failsTheDeploymentWithKeyAndName() {
        TestNames.with("other", "x", () -> {
            String message = refusal();
            assertTrue(
                    message.contains("The journal of journal.jndi=java:/journal/shop is not found: nothing is bound"),
                    message);
        });
    }

    @Test
    void object_thatIsNoJournal_failsTheDeploymentWithItsClass() {
        TestNames.with(NAME, "text", () -> {
            String message = refusal();
            assertTrue(message.contains("bound to an object of the class java.lang.String"), message);
        });
    }

    @Test
    void journal_whoseAdapterIsStopped_failsTheDeployment() {
        TestNames.with(NAME, new Stopped(), () -> {
            String message = refusal();
            assertTrue(message.contains("is not started"), message);
        });
    }

    @Test
    void journal_ofAnotherClassLoader_failsTheDeploymentWithWhatToRemove() throws Exception {
        URL jta = JournalSource.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader other = new URLClassLoader(new URL[] {jta}, new ParentWithoutJournal())) {
            Class<?> source = other.loadClass(JournalSource.class.getName());
            Object offered = java.lang.reflect.Proxy.newProxyInstance(
                    other, new Class<?>[] {source}, (self, method, arguments) -> method.getName());
            TestNames.with(NAME, offered, () -> {
                String message = refusal();
                assertTrue(message.contains("Remove journal-core"), message);
            });
        }
    }

    @Test
    void otherKeys_ofAJournalThatAServerOffers_failTheDeployment() {
        String message = refusal(Map.of("journal.jndi", NAME, "journal.dir", directory.toString()));
        assertTrue(message.contains("journal.dir has no effect with journal.jndi"), message);
    }
}
