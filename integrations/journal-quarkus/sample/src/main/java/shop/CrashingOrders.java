package shop;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.jta.InDoubtBranches;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Places an order when the application starts, and ends the process in the middle of the commit. For the test, which sets the
 * system property {@code orders.crash}.
 */
@ApplicationScoped
public class CrashingOrders {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    OrderService service;

    @Inject
    Journal journal;

    @Inject
    @JournalStream("orders")
    TxnWriter writer;

    @Inject
    TransactionManager transactions;

    void started(@Observes StartupEvent event) throws Exception {
        String crash = System.getProperty("orders.crash", "never");
        if (crash.equals("recover")) {
            awaitRecovery();
        } else if (!crash.equals("never")) {
            place("order", crash);
        }
    }

    /** Narayana prepares and commits in the order in which resources join the transaction. */
    @Transactional
    void place(String order, String crash) throws Exception {
        byte[] entry = order.getBytes(StandardCharsets.UTF_8);
        switch (crash) {
            case "before-commits" -> {
                haltWhen(KillPoint.Call.COMMIT);
                service.insert(order);
                writer.add(entry);
            }
            case "after-database" -> {
                service.insert(order);
                haltWhen(KillPoint.Call.COMMIT);
                writer.add(entry);
            }
            case "after-journal" -> {
                writer.add(entry);
                haltWhen(KillPoint.Call.COMMIT);
                service.insert(order);
            }
            case "in-votes" -> {
                service.insert(order);
                writer.add(entry);
                haltWhen(KillPoint.Call.PREPARE);
            }
            default -> throw new IllegalArgumentException("There is no crash " + crash);
        }
    }

    private void haltWhen(KillPoint.Call call) throws Exception {
        transactions.getTransaction().enlistResource(KillPoint.at(call));
    }

    private void awaitRecovery() throws InterruptedException {
        InDoubtBranches inDoubt = new InDoubtBranches(journal);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!inDoubt.list().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }
}
