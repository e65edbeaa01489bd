package io.ironjournal.cdi;

import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application whose journal "ledger" has the transaction manager's log. It crashes after a decision, or recovers from that. */
final class TransactionLogApplication implements AutoCloseable {

    static final int CRASH = 42;

    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private static volatile TransactionLogApplication crashing;

    private final Path directory;
    private final Narayana narayana;
    private final TransactionManager manager;

    private TransactionLogApplication(Path directory) {
        this.directory = directory;
        this.narayana = NarayanaSetup.in(directory.resolve("transactions"))
                .nodeIdentifier("shop")
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .recoveryPeriod(Duration.ofSeconds(1))
                .logInConfiguredJournal()
                .start();
        this.manager = narayana.transactionManager();
        narayana.recoveryRegistry().addXAResourceRecovery(() -> new XAResource[] {partner(() -> {})});
    }

    public static void main(String[] args) throws Exception {
        try (TransactionLogApplication application = new TransactionLogApplication(Path.of(args[0]))) {
            if (args[1].equals("crash")) {
                application.crash();
            } else {
                application.recover();
            }
        }
    }

    private FileResource partner(Runnable beforeCommit) {
        return new FileResource(directory.resolve("partner"), beforeCommit);
    }

    private static WeldContainer start() {
        return new Weld().addBeanClass(Anchor.class).initialize();
    }

    /** Uses another journal before the container opens the journals. */
    static final class Anchor {

        void use(@Observes @Initialized(ApplicationScoped.class) Object event, @JournalName("audit") Journal audit)
                throws Exception {
            TransactionLogApplication application = crashing;
            if (application != null) {
                application.order(audit, () -> System.out.println("EARLY"));
            }
        }
    }

    private static Journal journal(WeldContainer container, String name) {
        return container.select(Journal.class, JournalName.Literal.of(name)).get();
    }

    private void order(Journal journal, Runnable beforeCommit) throws Exception {
        manager.begin();
        manager.getTransaction().enlistResource(partner(beforeCommit));
        journal.writer("orders").add("order".getBytes(StandardCharsets.UTF_8));
        manager.commit();
    }

    private void crash() throws Exception {
        crashing = this;
        // Not closed: the process dies.
        WeldContainer container = start();
        Journal ledger = journal(container, "ledger");
        Journal audit = journal(container, "audit");
        order(ledger, () -> {});
        long before = ledger.stats().forces();
        order(ledger, () -> System.out.println("FORCES " + (ledger.stats().forces() - before)));
        order(
                audit,
                () -> System.out.println("DECISIONS " + decisions(ledger).size() + " and "
                        + decisions(audit).size()));
        order(ledger, () -> Runtime.getRuntime().halt(CRASH));
    }

    private static List<String> decisions(Journal journal) {
        return Transactions.of(journal).states().keys();
    }

    /** As a second container of this process would. */
    private static void giveLogTo(Journal second) {
        try {
            JournalTransactionIntegration.require().keepLogIn(second);
            System.out.println("TWO LOGS");
        } catch (IntegrationException e) {
            System.out.println("REFUSED " + e.getMessage());
        }
    }

    private void recover() throws Exception {
        // The store has no journal yet. A store without decisions would make this scan roll the branch back.
        narayana.scan();
        System.out.println("BEFORE " + FileResource.outcomes(directory.resolve("partner")));
        try (WeldContainer container = start()) {
            Journal ledger = journal(container, "ledger");
            giveLogTo(journal(container, "audit"));
            long begin = System.nanoTime();
            while (!decisions(ledger).isEmpty() && System.nanoTime() - begin < PATIENCE_NANOS) {
                Thread.sleep(20);
            }
            System.out.println("RECOVERED " + FileResource.outcomes(directory.resolve("partner")));
            System.out.println("ENTRIES " + ledger.nextId("orders"));
            System.out.println("IN DOUBT " + ledger.stats().inDoubt());
        }
        manager.begin();
        manager.getTransaction().enlistResource(partner(() -> {}));
        manager.getTransaction().enlistResource(partner(() -> {}));
        try {
            manager.commit();
            System.out.println("COMMITTED WITHOUT A LOG");
        } catch (RollbackException e) {
            System.out.println("WITHOUT A LOG rolled back");
        }
        try (WeldContainer container = start()) {
            order(journal(container, "ledger"), () -> System.out.println("AGAIN"));
        }
    }

    @Override
    public void close() {
        narayana.close();
    }
}
