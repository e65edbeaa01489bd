package io.ironjournal.managers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAResource;

/** An application on one of the transaction managers: its arguments say which one, what it does, and where. */
final class ManagedApplication {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private ManagedApplication() {}

    public static void main(String[] args) throws Exception {
        int exit = 1;
        try {
            run(args[0], args[1], Path.of(args[2]));
            exit = 0;
        } catch (Throwable failure) {
            failure.printStackTrace(System.out);
        } finally {
            // Threads of transaction managers would keep the process alive.
            Runtime.getRuntime().halt(exit);
        }
    }

    private static void run(String manager, String what, Path directory) throws Exception {
        try (Manager transactions = Manager.of(manager, directory.resolve("transactions"));
                Journal journal = Journal.open(directory.resolve("journal"))) {
            XAResource partner = transactions.partner(new DyingResource(dying(what)));
            JournalTransactionIntegration integration = transactions.integration();
            // Before the transaction manager starts.
            try (JournalRecovery recovery = JournalRecovery.register(journal, integration)) {
                transactions.start();
                if (what.equals("recover")) {
                    awaitRecovery(journal);
                } else {
                    write(journal, integration, partner, what);
                }
                System.out.println("IN DOUBT " + journal.stats().inDoubt());
                System.out.println("ENTRIES " + entries(journal));
                System.out.println(recovery);
            }
        }
    }

    private static DyingResource.In dying(String what) {
        return switch (what) {
            case "die-before-decision" -> DyingResource.In.PREPARE;
            case "die-after-decision" -> DyingResource.In.COMMIT;
            default -> DyingResource.In.NOTHING;
        };
    }

    private static void write(Journal core, JournalTransactionIntegration integration, XAResource partner, String what)
            throws Exception {
        TransactionalJournal journal = TransactionalJournal.of(core, integration);
        TransactionManager manager = integration.getTransactionManager();
        boolean partnerFirst = what.equals("die-after-decision");
        manager.begin();
        if (partnerFirst) {
            manager.getTransaction().enlistResource(partner);
        }
        journal.writer("orders").add(what.getBytes(UTF_8));
        if (!partnerFirst) {
            manager.getTransaction().enlistResource(partner);
        }
        if (what.equals("roll-back")) {
            manager.rollback();
        } else {
            manager.commit();
        }
    }

    private static void awaitRecovery(Journal journal) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (journal.stats().inDoubt() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(50);
        }
    }

    private static List<String> entries(Journal journal) {
        List<String> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate("orders", 0)) {
            iterator.forEachRemaining(entry -> entries.add(new String(entry.data(), UTF_8)));
        }
        return entries;
    }
}
