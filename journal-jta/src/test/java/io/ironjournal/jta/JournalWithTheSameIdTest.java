package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal and its restored backup have the same id. Only one of them takes part in transactions. */
class JournalWithTheSameIdTest {

    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    @TempDir
    Path directory;

    private Journal original;
    private Journal restored;

    @BeforeEach
    void restore() {
        original = Journal.open(directory.resolve("original"));
        original.backup(directory.resolve("backup"));
        JournalBackup.restore(directory.resolve("backup"), directory.resolve("restored"));
        restored = Journal.open(directory.resolve("restored"));
    }

    @AfterEach
    void close() {
        original.close();
        restored.close();
    }

    /** Makes other transactions of the journal's at each call, as a decorator does that counts them. */
    private static final class Decorator extends ForwardingJournal {

        private final Journal journal;

        Decorator(Journal journal) {
            this.journal = journal;
        }

        @Override
        protected Journal delegate() {
            return journal;
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return super.unwrap(type)
                    .map(found -> type.cast(Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (self, method, arguments) -> method.invoke(found, arguments))));
        }
    }

    private static void assertRefused(Function<Journal, Object> use, Journal journal) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> use.apply(journal));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("/restored") && message.contains("/original"), message);
    }

    @Test
    void restoredJournal_whileTheOriginalIsOpen_isRefused() {
        Transactions.of(original).begin(BRANCH).add("s", new byte[1]);
        Transactions.of(original).prepare(BRANCH);
        InDoubtBranches branches = new InDoubtBranches(original);
        assertRefused(InDoubtBranches::new, restored);
        assertRefused(JournalRecovery::byOperator, restored);
        assertRefused(JournalRecovery::byServer, restored);
        assertRefused(JournalXADataSource::new, restored);
        assertEquals(1, branches.list().size());
    }

    @Test
    void restoredJournal_afterTheOriginalIsClosed_isUsed() {
        Transactions.of(original).begin(BRANCH).add("s", new byte[1]);
        Transactions.of(original).prepare(BRANCH);
        assertEquals(1, new InDoubtBranches(original).list().size());
        original.close();
        assertEquals(List.of(), new InDoubtBranches(restored).list());
    }

    @Test
    void decoratorOfTheJournal_isTheSameJournal() {
        InDoubtBranches branches = new InDoubtBranches(original);
        Transactions.of(original).begin(BRANCH).add("s", new byte[1]);
        Transactions.of(original).prepare(BRANCH);
        new InDoubtBranches(new Decorator(original)).rollback(BRANCH);
        assertEquals(List.of(), branches.list());
    }
}
