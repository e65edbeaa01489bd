package io.ironjournal.samples;

import io.ironjournal.narayana.Narayana;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.nio.file.Path;
import java.sql.SQLException;

/** The application: Narayana, and Weld with the beans of this package. */
final class Shop implements AutoCloseable {

    private static final Path DATA =
            Path.of(System.getProperty("orders.data", "orders-data")).toAbsolutePath();

    private final Narayana narayana;
    private final SeContainer container;

    private Shop(Narayana narayana, SeContainer container) {
        this.narayana = narayana;
        this.container = container;
    }

    /** Opens the shop, with beans that the container does not find by itself. */
    static Shop open(Class<?>... departments) throws SQLException {
        System.setProperty("journal.dir", directory("journal").toString());
        Narayana narayana = Transactions.start();
        Shop shop = new Shop(
                narayana,
                SeContainerInitializer.newInstance().addBeanClasses(departments).initialize());
        shop.bean(OrderBook.class).createTable();
        return shop;
    }

    /** Returns the data directory or a part of it. */
    static Path directory(String part) {
        return DATA.resolve(part);
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    /** Runs a recovery scan. The journal and the database are registered for it. */
    void recover() {
        narayana.scan();
    }

    @Override
    public void close() {
        container.close();
        narayana.close();
    }
}
