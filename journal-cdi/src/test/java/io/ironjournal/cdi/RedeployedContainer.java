package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application with its own container, in which journals are injected. */
public final class RedeployedContainer implements Callable<Void> {

    private final Path root;

    public RedeployedContainer(String root) {
        this.root = Path.of(root);
    }

    @Override
    public Void call() throws Exception {
        TransactionManager server = com.arjuna.ats.jta.TransactionManager.transactionManager();
        System.setProperty("journal.dir", root.resolve("journal").toString());
        System.setProperty("journal.names", "audit");
        System.setProperty("journal.audit.dir", root.resolve("audit").toString());
        try (WeldContainer container = new Weld()
                .property(Weld.SHUTDOWN_HOOK_SYSTEM_PROPERTY, false)
                .addBeanClass(Shop.class)
                .initialize()) {
            Shop shop = container.select(Shop.class).get();
            server.begin();
            shop.place();
            server.commit();
            shop.read();
        } finally {
            System.clearProperty("journal.dir");
            System.clearProperty("journal.names");
            System.clearProperty("journal.audit.dir");
        }
        return null;
    }

    @ApplicationScoped
    static class Shop {

        @Inject
        Journal journal;

        @Inject
        @JournalName("audit")
        Journal audit;

        @Inject
        @JournalStream("orders")
        TxnWriter orders;

        @Inject
        @JournalName("audit")
        @JournalStream("orders")
        TxnWriter audited;

        @Inject
        @JournalStream("orders")
        @CursorName("shop")
        Cursor cursor;

        void recovered(@Observes RecoveryFinished event) {}

        void failed(@Observes JournalFailed event) {}

        public void place() {
            orders.add(new byte[10]);
            audited.add(new byte[10]);
            cursor.next().ifPresent(entry -> cursor.advanceTo(entry.id() + 1));
        }

        void read() {
            if (journal.get("orders", 0).isEmpty() || audit.get("orders", 0).isEmpty()) {
                throw new IllegalStateException("nothing was written");
            }
        }
    }
}
