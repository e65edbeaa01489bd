package org.example.orders;

import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.nio.file.Path;

/** Starts the transaction manager, then the container, and places two orders. All data is in the directory data. */
@Dependent
public class Application {

    private static Narayana narayana;

    public static void main(String[] args) throws Exception {
        System.setProperty("journal.dir", "data/journal");
        try (Narayana started = NarayanaSetup.in(Path.of("data/transactions"))
                .nodeIdentifier("orders")
                .start()) {
            narayana = started;
            try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
                OrderService orders = container.select(OrderService.class).get();
                orders.place("Ada", 100);
                try {
                    orders.place("Leslie", 1_000_000);
                } catch (IllegalArgumentException refused) {
                    System.out.println(refused.getMessage() + ": the order left neither a row nor an entry.");
                }
                System.out.println(
                        orders.rows() + " rows in the database, " + orders.entries() + " entries in the journal");
            }
        }
    }

    /** Makes the transaction manager injectable. */
    @Produces
    @Dependent
    static Narayana transactionManager() {
        return narayana;
    }
}
