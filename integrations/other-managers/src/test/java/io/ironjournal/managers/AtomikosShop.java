package io.ironjournal.managers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.atomikos.icatch.jta.UserTransactionManager;
import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an order in a transaction of Atomikos, and counts all orders that were ever written. */
public final class AtomikosShop {

    private AtomikosShop() {}

    public static void main(String[] args) throws Exception {
        Path log = Files.createDirectories(Path.of("data", "transactions"));
        System.setProperty("com.atomikos.icatch.log_base_dir", log.toString());
        // The name of this process: unique, and the same after a restart.
        System.setProperty("com.atomikos.icatch.tm_unique_name", "shop-1");
        AtomikosIntegration integration = new AtomikosIntegration();
        UserTransactionManager manager = new UserTransactionManager();
        try (Journal journal = Journal.open(Path.of("data", "journal"))) {
            JournalRecovery recovery = JournalRecovery.register(journal, integration);
            try {
                // After all journals and databases are registered.
                manager.init();
                TransactionalJournal orders = TransactionalJournal.of(journal, integration);
                manager.begin();
                orders.writer("orders").add("espresso".getBytes(UTF_8));
                manager.commit();
                System.out.println(orders.nextId("orders") + " orders in the journal");
            } finally {
                manager.close();
                recovery.close();
            }
        }
    }
}
