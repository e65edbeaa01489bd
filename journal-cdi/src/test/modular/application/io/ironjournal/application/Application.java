package io.ironjournal.application;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalName;
import io.ironjournal.cdi.JournalStream;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;

@Dependent
public class Application {

    @Inject
    Journal journal;

    @Inject
    @JournalStream("orders")
    TxnWriter orders;

    @Inject
    @JournalName("audit")
    Journal audit;

    @Inject
    @JournalName("audit")
    @JournalStream("orders")
    TxnWriter audited;

    @Inject
    TransactionManager transactions;

    public static void main(String[] args) throws Exception {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addBeanClasses(Application.class)
                .initialize()) {
            container.select(Application.class).get().run();
        }
        // Ends the JVM, because the threads of the transaction manager keep it alive.
        System.exit(0);
    }

    private void run() throws Exception {
        transactions.begin();
        orders.add(new byte[] {1});
        audited.add(new byte[] {1});
        transactions.commit();
        System.out.println(journal.nextId("orders") + " entry and " + audit.nextId("orders") + " audited by " + journal.getClass().getModule() + " into "
                + Journal.class.getModule());
    }
}
