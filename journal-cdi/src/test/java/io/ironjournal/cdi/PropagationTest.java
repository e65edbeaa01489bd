package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.TransactionalException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactional methods that call others: an injected writer follows the transaction that is current. */
class PropagationTest {

    @TempDir
    Path root;

    private TestContainer container;
    private Outer outer;

    @BeforeEach
    void start() {
        container = TestContainer.start(root, Outer.class, Inner.class);
        outer = container.bean(Outer.class);
    }

    @AfterEach
    void stop() throws Exception {
        assertEquals(Status.STATUS_NO_TRANSACTION, TestContainer.transactions().getStatus());
        assertEquals(0, container.journal().stats().inDoubt());
        container.close();
    }

    @Test
    void nestedCalls_shareOneTransactionAndItsOrder() {
        outer.call("", Inner::required, Inner::mandatory, Inner::supports);
        assertEquals(List.of("before", "required", "mandatory", "supports", "after"), container.entries("calls"));
        long forces = container.journal().stats().records();
        outer.call("", Inner::required, Inner::required);
        assertEquals(1, container.journal().stats().records() - forces, "one branch, one record");
    }

    @Test
    void outerMethod_fails_rollsBackNestedCalls() {
        assertThrows(IllegalStateException.class, () -> outer.call("fail", Inner::required, Inner::mandatory));
        assertEquals(List.of(), container.entries("calls"));
    }

    @Test
    void nestedCall_failsAndIsCaught_marksTheOuterTransactionRollbackOnly() {
        // The interceptor rolls back and throws no exception.
        outer.callAndCatch(Inner::requiredAndFail);
        assertEquals(List.of(), container.entries("calls"));
    }

    @Test
    void requiresNew_commitsIndependentlyBeforeTheOuterTransaction() {
        outer.call("", Inner::requiresNew, Inner::required, Inner::requiresNew);
        assertEquals(
                List.of("requires new", "requires new", "before", "required", "after"), container.entries("calls"));
        assertThrows(IllegalStateException.class, () -> outer.call("fail", Inner::requiresNew));
        assertEquals(6, container.journal().nextId("calls"));
    }

    @Test
    void requiresNew_fails_outerTransactionCommits() {
        outer.callAndCatch(Inner::requiresNewAndFail);
        assertEquals(List.of("before", "after"), container.entries("calls"));
    }

    @Test
    void notSupported_writerHasNoTransaction_andOuterTransactionContinues() {
        outer.call("", inner -> {
            TransactionalException e = assertThrows(TransactionalException.class, inner::notSupported);
            assertInstanceOf(TransactionRequiredException.class, e.getCause());
        });
        assertEquals(List.of("before", "after"), container.entries("calls"));
    }

    @Test
    void setRollbackOnly_laterAddIsRefused_andNothingIsCommitted() {
        outer.call("", inner -> {
            inner.setRollbackOnly();
            IllegalStateException e = assertThrows(IllegalStateException.class, inner::add);
            assertTrue(e.getMessage().contains("marked rollback-only"), e.getMessage());
            inner.requiresNew();
        });
        assertEquals(List.of("requires new"), container.entries("calls"));
    }

    interface Call {
        void to(Inner inner);
    }

    @ApplicationScoped
    static class Outer {

        @Inject
        @JournalStream("calls")
        TxnWriter calls;

        @Inject
        Inner inner;

        @Transactional
        public void call(String how, Call... nested) {
            calls.add(bytes("before"));
            for (Call call : nested) {
                call.to(inner);
            }
            if (how.equals("fail")) {
                throw new IllegalStateException("as the test wants it");
            }
            if (inner.isActive()) {
                calls.add(bytes("after"));
            }
        }

        @Transactional
        public void callAndCatch(Call call) {
            calls.add(bytes("before"));
            try {
                call.to(inner);
            } catch (IllegalStateException asTheTestWantsIt) {
                // The caller continues.
            }
            if (inner.isActive()) {
                calls.add(bytes("after"));
            }
        }
    }

    @ApplicationScoped
    static class Inner {

        @Inject
        @JournalStream("calls")
        TxnWriter calls;

        @Inject
        TransactionSynchronizationRegistry registry;

        boolean isActive() {
            return registry.getTransactionStatus() == Status.STATUS_ACTIVE;
        }

        void add() {
            calls.add(bytes("added"));
        }

        void setRollbackOnly() {
            registry.setRollbackOnly();
        }

        @Transactional(TxType.REQUIRED)
        public void required() {
            calls.add(bytes("required"));
        }

        @Transactional(TxType.REQUIRED)
        public void requiredAndFail() {
            calls.add(bytes("required"));
            throw new IllegalStateException("as the test wants it");
        }

        @Transactional(TxType.MANDATORY)
        public void mandatory() {
            calls.add(bytes("mandatory"));
        }

        @Transactional(TxType.SUPPORTS)
        public void supports() {
            calls.add(bytes("supports"));
        }

        @Transactional(TxType.REQUIRES_NEW)
        public void requiresNew() {
            calls.add(bytes("requires new"));
        }

        @Transactional(TxType.REQUIRES_NEW)
        public void requiresNewAndFail() {
            calls.add(bytes("requires new"));
            throw new IllegalStateException("as the test wants it");
        }

        @Transactional(TxType.NOT_SUPPORTED)
        public void notSupported() {
            calls.add(bytes("not supported"));
        }
    }
}
