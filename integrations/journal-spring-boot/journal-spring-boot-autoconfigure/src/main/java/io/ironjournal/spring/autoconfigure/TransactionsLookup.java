package io.ironjournal.spring.autoconfigure;

import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.spring.autoconfigure.JournalTransactions.Kind;
import io.ironjournal.spring.transaction.JournalTransactionManager;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.jta.JtaTransactionManager;

/** Finds the transactions that the application's journals join, among its beans. */
final class TransactionsLookup {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.spring");

    private final ListableBeanFactory beans;

    TransactionsLookup(ListableBeanFactory beans) {
        this.beans = beans;
    }

    JournalTransactions find() {
        JournalTransactionIntegration own =
                beans.getBeanProvider(JournalTransactionIntegration.class).getIfAvailable();
        if (own != null) {
            return JournalTransactions.of(own, Kind.JTA);
        }
        JtaTransactionManager spring =
                beans.getBeanProvider(JtaTransactionManager.class).getIfAvailable();
        TransactionManager manager =
                beans.getBeanProvider(TransactionManager.class).getIfAvailable();
        if (manager == null && spring != null) {
            manager = spring.getTransactionManager();
        }
        if (manager == null) {
            return journalOnly();
        }
        return new JournalTransactions(manager, registryOf(spring), Optional.empty(), Kind.JTA);
    }

    private TransactionSynchronizationRegistry registryOf(@Nullable JtaTransactionManager spring) {
        TransactionSynchronizationRegistry registry =
                beans.getBeanProvider(TransactionSynchronizationRegistry.class).getIfAvailable();
        if (registry == null && spring != null) {
            registry = spring.getTransactionSynchronizationRegistry();
        }
        if (registry == null) {
            throw new JournalStartException(
                    "The journal finds a TransactionManager, but not its TransactionSynchronizationRegistry: define a bean of that"
                            + " type, or a bean of type JournalTransactionIntegration",
                    null);
        }
        return registry;
    }

    private JournalTransactions journalOnly() {
        JournalTransactionManager manager = beans.getBean(JournalTransactionManager.class);
        warnOfOthers();
        return JournalTransactions.of(manager.integration(), Kind.JOURNAL_ONLY);
    }

    /** A transaction of a database's own manager looks as if the journal took part. */
    private void warnOfOthers() {
        List<String> others = Arrays.stream(beans.getBeanNamesForType(PlatformTransactionManager.class))
                .filter(name -> !beans.isTypeMatch(name, JournalTransactionManager.class))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "There is no JTA transaction manager, so journals take no part in the transactions of {0}: an injected"
                            + " TxnWriter works in @Transactional(\"journalTransactionManager\") only, and an entry and a row"
                            + " do not commit together. Add dev.snowdrop:narayana-spring-boot-starter if they are to",
                    String.join(", ", others));
        }
    }
}
