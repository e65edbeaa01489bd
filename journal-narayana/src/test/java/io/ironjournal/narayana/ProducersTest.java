package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Producer;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.TxnWriter;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Producers in transactions. */
class ProducersTest extends CursorInTransactions {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sequenceAndEntries_areCommittedTogether(boolean twoPhases) throws Exception {
        tm.begin();
        if (twoPhases) {
            tm.getTransaction().enlistResource(new Partner());
        }
        TxnWriter writer = transactional.writer("orders");
        assertTrue(writer.advance("importer", 1));
        writer.add(bytes("a"));
        assertFalse(transactional.writer("mails").advance("importer", 1), "all writers share the transaction");
        tm.commit();
        assertEquals(OptionalLong.of(1), transactional.producer("importer").sequence());
        tm.begin();
        assertFalse(transactional.writer("orders").advance("importer", 1));
        tm.commit();
        assertEquals(List.of("a"), read(journal, "orders"));
    }

    @Test
    void rolledBackTransaction_leavesTheSequence() throws Exception {
        tm.begin();
        assertTrue(transactional.writer("orders").advance("importer", 1));
        transactional.writer("orders").add(bytes("a"));
        tm.rollback();
        assertEquals(OptionalLong.empty(), transactional.producer("importer").sequence());
        tm.begin();
        assertTrue(transactional.writer("orders").advance("importer", 1));
        tm.rollback();
    }

    @Test
    void producerOfAnotherTransaction_marksTheTransactionRollbackOnly() throws Exception {
        tm.begin();
        transactional.writer("orders").advance("importer", 1);
        assertThrows(
                ProducerConflictException.class,
                () -> transactional.autonomous().producer("importer").append("orders", bytes("b"), 2));
        Transaction first = tm.suspend();
        tm.begin();
        TxnWriter second = transactional.writer("orders");
        assertThrows(ProducerConflictException.class, () -> second.advance("importer", 1));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        tm.rollback();
        tm.begin();
        TxnWriter third = transactional.writer("orders");
        assertThrows(IllegalArgumentException.class, () -> third.advance("", 1));
        assertEquals(Status.STATUS_ACTIVE, tm.getStatus());
        tm.rollback();
        tm.resume(first);
        tm.commit();
    }

    @Test
    void writesOfAProducer_areRefusedInATransaction() throws Exception {
        Producer producer = transactional.producer("importer");
        tm.begin();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> producer.append("orders", bytes("a"), 0));
        assertTrue(refused.getMessage().contains("advance"), refused.getMessage());
        assertThrows(IllegalStateException.class, () -> transactional.deleteProducer("importer"));
        tm.rollback();
        assertTrue(producer.append("orders", bytes("a"), 0).isWritten());
        assertTrue(transactional.deleteProducer("importer"));
    }
}
