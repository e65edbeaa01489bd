package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.inTransaction;
import static io.ironjournal.cdi.TestContainer.transactions;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.ironjournal.IdRange;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.TransactionalException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectedWriterTest {

    @TempDir
    Path root;

    private TestContainer container;

    @BeforeEach
    void start() {
        container = TestContainer.start(root, Orders.class, Orders.Attempts.class, Everywhere.class);
    }

    @AfterEach
    void stop() throws Exception {
        if (transactions().getStatus() != Status.STATUS_NO_TRANSACTION) {
            transactions().rollback();
        }
        container.close();
    }

    private TxnWriter writer(String stream) {
        return container
                .weld()
                .select(TxnWriter.class, JournalStream.Literal.of(stream))
                .get();
    }

    @Test
    void transactionalMethod_returns_commitsItsEntries() {
        container.bean(Orders.class).place("one");
        container.bean(Orders.class).place("two");
        assertEquals(List.of("one", "two"), container.entries("orders"));
    }

    @Test
    void transactionalMethod_throws_rollsItsEntriesBack() {
        Orders orders = container.bean(Orders.class);
        assertThrows(IllegalStateException.class, () -> orders.fail("one"));
        assertEquals(List.of(), container.entries("orders"));
        orders.place("two");
        assertEquals(List.of("two"), container.entries("orders"));
        assertEquals(1, container.journal().nextId("orders"), "a rollback leaves no gap");
    }

    @Test
    void requiresNew_outerTransactionRollsBack_commits() {
        Orders orders = container.bean(Orders.class);
        assertThrows(IllegalStateException.class, () -> orders.noteAttemptAndFail("one"));
        assertEquals(List.of("attempt of one"), container.entries("orders"));
    }

    @Test
    void add_withoutTransaction_isRefusedWithAdvice() {
        Orders orders = container.bean(Orders.class);
        TransactionalException e =
                assertThrows(TransactionalException.class, () -> orders.addWithoutTransaction("one"));
        assertInstanceOf(TransactionRequiredException.class, e.getCause());
        assertTrue(e.getMessage().contains("@Transactional"), e.getMessage());
        assertTrue(e.getMessage().contains("'orders'"), e.getMessage());
        assertEquals(List.of(), container.entries("orders"));
    }

    @Test
    void everyCallExceptClose_withoutTransaction_isRefused() {
        TxnWriter writer = writer("orders");
        assertThrows(TransactionalException.class, () -> writer.add("audit", bytes("one")));
        assertThrows(TransactionalException.class, writer::commit);
        assertThrows(TransactionalException.class, writer::rollback);
        assertThrows(TransactionalException.class, writer::committed);
        writer.close();
    }

    @Test
    void add_transactionMarkedRollbackOnly_isRefused() throws Exception {
        transactions().begin();
        transactions().setRollbackOnly();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> writer("orders").add(bytes("one")));
        assertTrue(e.getMessage().contains("marked rollback-only"), e.getMessage());
    }

    @Test
    void callAfterARefusedOne_hasTheRefusalAsItsCause() throws Exception {
        TxnWriter writer = writer("orders");
        transactions().begin();
        try {
            assertThrows(NullPointerException.class, () -> writer.add((byte[]) null));
            writer.add(bytes("joins"));
        } catch (IllegalStateException e) {
            assertInstanceOf(NullPointerException.class, e.getCause());
            return;
        } finally {
            transactions().rollback();
        }
        fail("The transaction accepts entries although a call was refused");
    }

    @Test
    void commitAndRollback_ofTheWriter_areRefused() throws Exception {
        TxnWriter writer = writer("orders");
        inTransaction(() -> {
            writer.add(bytes("one"));
            assertThrows(IllegalStateException.class, writer::commit);
            assertThrows(IllegalStateException.class, writer::rollback);
            writer.close();
            return writer.add(bytes("two"));
        });
        assertEquals(List.of("one", "two"), container.entries("orders"));
    }

    @Test
    void committed_ofEachTransaction_hasItsIds() throws Exception {
        TxnWriter writer = writer("orders");
        inTransaction(() -> writer.add(bytes("one")));
        CompletionStage<IdRange> ids = inTransaction(() -> {
            CompletionStage<IdRange> committed = writer.committed();
            writer.add(bytes("two")).add(bytes("three")).add("audit", bytes("four"));
            return committed;
        });
        CompletableFuture<IdRange> future = ids.toCompletableFuture();
        assertTrue(future.isDone());
        assertEquals(new IdRange(1, 3), future.get());
        assertEquals(List.of("four"), container.entries("audit"));
    }

    @Test
    void add_beforeCompletion_isAccepted_andAfterCompletionIsRefused() throws Exception {
        AtomicReference<RuntimeException> late = new AtomicReference<>();
        TxnWriter writer = writer("orders");
        transactions().begin();
        transactions().getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                writer.add(bytes("in time"));
            }

            @Override
            public void afterCompletion(int status) {
                try {
                    writer.add(bytes("too late"));
                } catch (RuntimeException e) {
                    late.set(e);
                }
            }
        });
        transactions().commit();
        assertEquals(List.of("in time"), container.entries("orders"));
        assertInstanceOf(IllegalStateException.class, late.get());
    }

    @Test
    void suspendedTransaction_resumed_keepsItsEntries() throws Exception {
        TxnWriter writer = writer("orders");
        transactions().begin();
        writer.add(bytes("first transaction"));
        var first = transactions().suspend();
        inTransaction(() -> writer.add(bytes("second transaction")));
        transactions().resume(first);
        writer.add(bytes("first transaction again"));
        transactions().commit();
        assertEquals(
                List.of("second transaction", "first transaction", "first transaction again"),
                container.entries("orders"));
    }

    @Test
    void injectedWriters_inFieldsConstructorsAndMethods_haveTheirStreams() throws Exception {
        Everywhere everywhere = container.bean(Everywhere.class);
        inTransaction(() -> {
            everywhere.field.add(bytes("field"));
            everywhere.constructor.add(bytes("constructor"));
            return everywhere.method.add(bytes("method"));
        });
        assertEquals(List.of("field"), container.entries("stream of the field"));
        assertEquals(List.of("constructor"), container.entries("stream of the constructor"));
        assertEquals(List.of("method"), container.entries("stream of the method"));
    }

    @Dependent
    static class Everywhere {

        @Inject
        @JournalStream("stream of the field")
        TxnWriter field;

        private final TxnWriter constructor;
        private TxnWriter method;

        @Inject
        Everywhere(@JournalStream("stream of the constructor") TxnWriter constructor) {
            this.constructor = constructor;
        }

        @Inject
        void method(@JournalStream("stream of the method") TxnWriter writer) {
            this.method = writer;
        }
    }
}
