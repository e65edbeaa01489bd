package io.ironjournal.samples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.TxnWriter;
import io.ironjournal.spring.JournalStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes a row and an entry: both or none. */
@Service
public class OrderService {

    private final JdbcTemplate database;
    private final TxnWriter orders;

    OrderService(JdbcTemplate database, @JournalStream("orders") TxnWriter orders) {
        this.database = database;
        this.orders = orders;
    }

    @Transactional
    public void place(String name) {
        database.update("INSERT INTO orders VALUES (?)", name);
        orders.add(name.getBytes(UTF_8));
    }
}
