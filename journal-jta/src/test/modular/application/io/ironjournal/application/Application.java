package io.ironjournal.application;

import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.JournalXAConnection;
import io.ironjournal.jta.JournalXADataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.ObjectName;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

public class Application {

    private record Branch(int getFormatId, byte[] getGlobalTransactionId, byte[] getBranchQualifier) implements Xid {}

    public static void main(String[] args) throws Exception {
        if (JournalTransactionIntegration.find().isPresent()) {
            throw new IllegalStateException("An integration with a transaction manager was found");
        }
        try (Journal journal = Journal.open(Path.of(System.getProperty("journal")));
                JournalRecovery recovery = recoverable(journal)) {
            JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
            XAResource resource = connection.getXAResource();
            Xid branch = new Branch(1, new byte[] {1}, new byte[] {1});
            resource.start(branch, XAResource.TMNOFLAGS);
            connection.getConnection().writer("orders").add(new byte[] {1});
            resource.end(branch, XAResource.TMSUCCESS);
            resource.prepare(branch);
            String shown = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName("io.ironjournal:type=InDoubtBranches,journal="
                                    + Transactions.of(journal).journalId()),
                            "Branches")
                    .toString();
            resource.commit(branch, false);
            if (shown.isEmpty() || recovery == null) {
                throw new IllegalStateException("The branch is not shown by JMX");
            }
            System.out.println(journal.nextId("orders") + " entry by " + connection.getClass().getModule() + " into "
                    + Journal.class.getModule());
        }
    }

    /** Registers without a transaction manager. This logs a warning, which is suppressed. */
    private static JournalRecovery recoverable(Journal journal) {
        Logger.getLogger("io.ironjournal.jta").setLevel(Level.OFF);
        return JournalRecovery.byOperator(journal);
    }
}
