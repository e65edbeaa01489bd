package shop;

import io.ironjournal.Journal;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import java.sql.SQLException;

/** Places the orders that are its arguments, and counts all that were ever placed. */
@QuarkusMain
public class Orders implements QuarkusApplication {

    @Inject
    OrderService service;

    @Inject
    Journal journal;

    @Override
    public int run(String... orders) throws SQLException, InterruptedException {
        while (journal.stats().inDoubt() > 0) {
            System.out.println("A crash interrupted an order. Waiting for recovery to decide it.");
            Thread.sleep(1_000);
        }
        for (String order : orders) {
            service.place(order);
        }
        System.out.println(
                service.count() + " orders in the database, " + journal.nextId("orders") + " in the journal");
        return 0;
    }
}
