package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionalObserverTest {

    @TempDir
    Path root;

    private TestContainer container;

    @BeforeEach
    void start() {
        System.setProperty("journal.dir", root.toString());
        container = TestContainer.start(new Weld(), Orders.class, Orders.Attempts.class, Till.class);
    }

    @AfterEach
    void stop() {
        container.close();
        System.clearProperty("journal.dir");
    }

    @Test
    void observerAfterSuccess_committedTransaction_seesWhatIsDurable() {
        Till till = container.bean(Till.class);
        till.ring("one", false);
        assertEquals(
                List.of("before completion of one", "after success of one, journal has 1, all durable"), till.seen());
    }

    @Test
    void observerAfterSuccess_rolledBackTransaction_isNotNotified() {
        Till till = container.bean(Till.class);
        assertThrows(IllegalStateException.class, () -> till.ring("one", true));
        assertEquals(List.of("after failure of one, journal has 0"), till.seen());
    }

    @Test
    void observers_transactionMarkedForRollback_areNotifiedOfTheFailure() throws Exception {
        Till till = container.bean(Till.class);
        till.transaction().begin();
        till.transaction().setRollbackOnly();
        till.announce("one");
        till.transaction().rollback();
        assertEquals(List.of("before completion of one", "after failure of one, journal has 0"), till.seen());
    }

    @Test
    void userTransaction_injected_beginsAndCommits() throws Exception {
        Till till = container.bean(Till.class);
        till.transaction().begin();
        assertEquals(Status.STATUS_ACTIVE, till.transaction().getStatus());
        till.add("one");
        till.announce("one");
        assertEquals(List.of(), till.seen());
        till.transaction().commit();
        assertEquals(
                List.of("before completion of one", "after success of one, journal has 1, all durable"), till.seen());
        assertEquals(Status.STATUS_NO_TRANSACTION, till.transaction().getStatus());
    }

    @Test
    void observerOfATransactionPhase_containerWithoutUserTransaction_isWarnedOf() {
        String observer = container.bean(DeclaredJournals.class).transactionalObserver();
        assertTrue(observer.startsWith(Till.class.getName()), observer);
        assertEquals(List.of(), Warnings.during(() -> transactions(false).warnOf(observer)));
        assertEquals(List.of(), Warnings.during(() -> transactions(true).warnOf("")));
        List<String> warnings = Warnings.during(() -> transactions(true).warnOf("Till.afterSuccess"));
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("The observer Till.afterSuccess waits"), warnings.get(0));
        assertTrue(warnings.get(0).contains("journal-weld"), warnings.get(0));
    }

    @SuppressWarnings("unchecked")
    private static ContainerTransactions transactions(boolean unsatisfied) {
        Instance<UserTransaction> found = (Instance<UserTransaction>) Proxy.newProxyInstance(
                Instance.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> unsatisfied);
        return new ContainerTransactions(null, null, found);
    }

    record Placed(String order) {}

    @ApplicationScoped
    static class Till {

        private final List<String> seen = new ArrayList<>();
        private long durableBefore;

        @Inject
        Journal journal;

        @Inject
        @JournalStream("orders")
        TxnWriter orders;

        @Inject
        Event<Placed> placed;

        @Inject
        UserTransaction transaction;

        @Transactional
        public void ring(String order, boolean fail) {
            durableBefore = journal.stats().durableLsn();
            orders.add(bytes(order));
            placed.fire(new Placed(order));
            if (fail) {
                throw new IllegalStateException("as the test wants it");
            }
        }

        void beforeCompletion(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Placed event) {
            seen.add("before completion of " + event.order());
        }

        void afterSuccess(@Observes(during = TransactionPhase.AFTER_SUCCESS) Placed event) {
            boolean durable = journal.stats().durableLsn() > durableBefore;
            seen.add("after success of " + event.order() + ", journal has " + journal.nextId("orders")
                    + (durable ? ", all durable" : ", not all durable"));
        }

        void afterFailure(@Observes(during = TransactionPhase.AFTER_FAILURE) Placed event) {
            seen.add("after failure of " + event.order() + ", journal has " + journal.nextId("orders"));
        }

        UserTransaction transaction() {
            return transaction;
        }

        void add(String order) {
            durableBefore = journal.stats().durableLsn();
            orders.add(bytes(order));
        }

        void announce(String order) {
            placed.fire(new Placed(order));
        }

        List<String> seen() {
            return seen;
        }
    }
}
