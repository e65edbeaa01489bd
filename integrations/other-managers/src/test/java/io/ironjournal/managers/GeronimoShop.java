package io.ironjournal.managers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.geronimo.transaction.log.HOWLLog;
import org.apache.geronimo.transaction.manager.GeronimoTransactionManager;
import org.apache.geronimo.transaction.manager.XidFactory;
import org.apache.geronimo.transaction.manager.XidFactoryImpl;

/** Writes an order in a transaction of Geronimo, and counts all orders that were ever written. */
public final class GeronimoShop {

    private GeronimoShop() {}

    public static void main(String[] args) throws Exception {
        // The name of this process: unique, and the same after a restart.
        XidFactory ids = new XidFactoryImpl("shop-1".getBytes(US_ASCII));
        // A relative path would be resolved against this directory once more.
        Path directory = Files.createDirectories(Path.of("data", "transactions").toAbsolutePath());
        HOWLLog log = log(directory, ids);
        log.doStart();
        GeronimoTransactionManager manager = new GeronimoTransactionManager(60, ids, log);
        GeronimoIntegration integration = new GeronimoIntegration(manager);
        try (Journal journal = Journal.open(Path.of("data", "journal"))) {
            JournalRecovery recovery = JournalRecovery.register(journal, integration);
            try {
                TransactionalJournal orders = TransactionalJournal.of(journal, integration);
                manager.begin();
                orders.writer("orders").add("espresso".getBytes(UTF_8));
                manager.commit();
                System.out.println(orders.nextId("orders") + " orders in the journal");
            } finally {
                log.doStop();
                recovery.close();
            }
        }
    }

    /** Makes the log of Geronimo's decisions. Without it, Geronimo keeps them in memory and cannot recover. */
    static HOWLLog log(Path directory, XidFactory ids) throws Exception {
        return new HOWLLog(
                "org.objectweb.howl.log.BlockLogBuffer",
                4,
                true,
                true,
                50,
                directory.toString(),
                "log",
                "transactions",
                -1,
                0,
                2,
                4,
                -1,
                true,
                ids,
                directory.toFile());
    }
}
