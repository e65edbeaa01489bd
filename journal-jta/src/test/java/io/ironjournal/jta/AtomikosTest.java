package io.ironjournal.jta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atomikos.datasource.xa.XATransactionalResource;
import com.atomikos.icatch.config.Configuration;
import com.atomikos.icatch.jta.TransactionSynchronizationRegistryImp;
import com.atomikos.icatch.jta.UserTransactionManager;
import io.ironjournal.IdRange;
import io.ironjournal.TxnWriter;
import jakarta.transaction.RollbackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests with Atomikos as the transaction manager. It does not call interposed synchronizations of a transaction that
 * rolls back.
 */
class AtomikosTest {

    private static UserTransactionManager tm;

    private final InMemoryJournal journal = new InMemoryJournal();
    private final JournalRecoveryHandle handle = new JournalRecoveryHandle(journal.journalId());
    private final TransactionalJournal transactional =
            TransactionalJournal.of(journal, tm, new TransactionSynchronizationRegistryImp());
    private final XATransactionalResource resource = new JournalResource(handle);

    /** Registers a journal with Atomikos and lets Atomikos recover it. */
    private static final class JournalResource extends XATransactionalResource {

        private final JournalRecoveryHandle handle;

        JournalResource(JournalRecoveryHandle handle) {
            super("journal/" + handle.journalId());
            this.handle = handle;
        }

        @Override
        protected XAResource refreshXAConnection() {
            return handle;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Path logs = Files.createTempDirectory(Files.createDirectories(Path.of("target", "atomikos")), "logs");
        System.setProperty("com.atomikos.icatch.log_base_dir", logs.toString());
        System.setProperty("com.atomikos.icatch.tm_unique_name", "journal-jta");
        tm = new UserTransactionManager();
        tm.init();
    }

    @AfterAll
    static void stop() {
        tm.close();
    }

    @BeforeEach
    void register() {
        Configuration.addResource(resource);
    }

    @AfterEach
    void close() {
        Configuration.removeResource(resource.getName());
        journal.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static void assertRolledBack(CompletionStage<?> committed) {
        ExecutionException failure = assertThrows(
                ExecutionException.class, () -> committed.toCompletableFuture().get(10, SECONDS));
        assertTrue(failure.getCause() instanceof RollbackException, () -> "" + failure.getCause());
    }

    @Test
    void committed_afterCommit_completes() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        CompletionStage<IdRange> committed = writer.committed();
        tm.commit();
        assertEquals(new IdRange(0, 1), committed.toCompletableFuture().get(10, SECONDS));
        assertEquals(List.of("a"), journal.read("orders"));
    }

    @Test
    void committed_afterRollback_fails() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        CompletionStage<IdRange> committed = writer.committed();
        tm.rollback();
        assertRolledBack(committed);
        assertEquals(List.of(), journal.read("orders"));
        assertEquals(0, journal.activeBranches());
    }

    @Test
    void committed_noEntries_afterRollback_fails() throws Exception {
        tm.begin();
        CompletionStage<IdRange> committed = transactional.writer("orders").committed();
        tm.rollback();
        assertRolledBack(committed);
    }

    @Test
    void committed_entryRejected_fails() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        CompletionStage<IdRange> committed = writer.committed();
        writer.add(new byte[600 << 10]);
        assertThrows(io.ironjournal.TransactionTooLargeException.class, () -> writer.add(new byte[600 << 10]));
        assertThrows(RollbackException.class, tm::commit);
        assertRolledBack(committed);
        assertEquals(List.of(), journal.read("orders"));
    }
}
