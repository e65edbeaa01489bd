package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.transaction.spi.TransactionServices;
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
        container = TestContainer.start(
                new Weld().addServices(new NarayanaServices()), Orders.class, Orders.Attempts.class, Till.class);
    }

    @AfterEach
    void stop() {
        container.close();
        System.clearProperty("journal.dir");
    }

    @Test
    void afterSuccessItSeesWhatIsDurable() {
        Till till = container.bean(Till.class);
        till.ring("one", false);
        assertEquals(List.of("after success of one, journal has 1, all durable"), till.seen());
    }

    @Test
    void afterRollbackItIsNotCalled() {
        Till till = container.bean(Till.class);
        assertThrows(IllegalStateException.class, () -> till.ring("one", true));
        assertEquals(List.of("after failure of one, journal has 0"), till.seen());
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

        @Transactional
        public void ring(String order, boolean fail) {
            durableBefore = journal.stats().durableLsn();
            orders.add(bytes(order));
            placed.fire(new Placed(order));
            if (fail) {
                throw new IllegalStateException("as the test wants it");
            }
        }

        void afterSuccess(@Observes(during = TransactionPhase.AFTER_SUCCESS) Placed event) {
            boolean durable = journal.stats().durableLsn() > durableBefore;
            seen.add("after success of " + event.order() + ", journal has " + journal.nextId("orders")
                    + (durable ? ", all durable" : ", not all durable"));
        }

        void afterFailure(@Observes(during = TransactionPhase.AFTER_FAILURE) Placed event) {
            seen.add("after failure of " + event.order() + ", journal has " + journal.nextId("orders"));
        }

        List<String> seen() {
            return seen;
        }
    }

    /** What a server has, and Weld SE has not: how Weld asks the transaction manager. */
    private static final class NarayanaServices implements TransactionServices {

        @Override
        public void registerSynchronization(Synchronization synchronization) {
            try {
                TestContainer.transactions().getTransaction().registerSynchronization(synchronization);
            } catch (RollbackException | SystemException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean isTransactionActive() {
            try {
                int status = TestContainer.transactions().getStatus();
                return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
            } catch (SystemException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public UserTransaction getUserTransaction() {
            return TestContainer.narayana().userTransaction();
        }

        @Override
        public void cleanup() {}
    }
}
