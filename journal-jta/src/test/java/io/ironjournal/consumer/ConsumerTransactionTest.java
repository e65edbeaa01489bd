package io.ironjournal.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The transaction of a delivery that is cancelled. */
class ConsumerTransactionTest {

    private final List<String> calls = new ArrayList<>();
    private final Transaction transaction = proxy(Transaction.class);
    private final ConsumerTransaction delivery = new ConsumerTransaction(proxy(TransactionManager.class));

    private <T> T proxy(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    return method.getName().equals("getTransaction") ? transaction : null;
                }));
    }

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    @Test
    void begin_afterCancel_canOnlyRollBack() throws Exception {
        delivery.cancel();
        delivery.begin(Duration.ZERO);
        assertEquals(List.of("begin", "getTransaction", "setRollbackOnly"), calls);
        assertTrue(Thread.currentThread().isInterrupted());
    }

    @Test
    void cancel_duringTheCommit_leavesItAlone() throws Exception {
        delivery.begin(Duration.ZERO);
        delivery.commit();
        delivery.cancel();
        assertEquals(List.of("begin", "getTransaction", "commit"), calls);
    }
}
