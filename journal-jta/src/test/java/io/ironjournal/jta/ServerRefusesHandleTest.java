package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalException;
import io.ironjournal.TxnWriter;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Tests a server that deserializes enlisted resources by a class loader that cannot load classes of the application.
 */
class ServerRefusesHandleTest {

    private final InMemoryJournal journal = new InMemoryJournal();
    private final AtomicInteger status = new AtomicInteger(Status.STATUS_ACTIVE);
    private final Map<Object, Object> resources = new HashMap<>();

    private static final class ServerInput extends ObjectInputStream {

        ServerInput(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
            return Class.forName(description.getName(), false, ClassLoader.getPlatformClassLoader());
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final Transaction transaction = proxy(Transaction.class, (self, method, args) -> {
        if (method.getName().equals("enlistResource")) {
            try (ObjectInputStream in = new ServerInput(JournalRecoveryHandleTest.serialize(args[0]))) {
                return in.readObject() == null;
            } catch (ClassNotFoundException unseen) {
                throw (SystemException) new SystemException("not serializable: " + unseen).initCause(unseen);
            }
        }
        return null;
    });

    private final TransactionManager manager = proxy(TransactionManager.class, (self, method, args) -> transaction);

    private final TransactionSynchronizationRegistry registry =
            proxy(TransactionSynchronizationRegistry.class, (self, method, args) -> switch (method.getName()) {
                case "getTransactionStatus" -> status.get();
                case "getTransactionKey" -> "transaction";
                case "getResource" -> resources.get(args[0]);
                case "putResource" -> resources.put(args[0], args[1]);
                case "setRollbackOnly" -> {
                    status.set(Status.STATUS_MARKED_ROLLBACK);
                    yield null;
                }
                default -> null;
            });

    @Test
    void add_serverCannotDeserializeHandle_failsAndSaysWhatToAdd() {
        TxnWriter writer = TransactionalJournal.of(journal, manager, registry).writer("orders");
        JournalException refusal =
                assertThrows(JournalException.class, () -> writer.add("entry".getBytes(StandardCharsets.UTF_8)));
        assertInstanceOf(SystemException.class, refusal.getCause());
        assertTrue(refusal.getMessage().contains("not serializable"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("add journal-liberty"), refusal.getMessage());
        assertEquals(Status.STATUS_MARKED_ROLLBACK, status.get());
        assertEquals(List.of(), journal.streams());
    }
}
