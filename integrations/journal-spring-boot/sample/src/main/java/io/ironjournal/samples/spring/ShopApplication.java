package io.ironjournal.samples.spring;

import io.ironjournal.Journal;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Places the orders that its arguments name, and says what is in the database and in the journal. */
@SpringBootApplication
public class ShopApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args).close();
    }

    @Bean
    ApplicationRunner placeOrders(OrderService orders, JdbcTemplate database, Journal journal) {
        return arguments -> {
            while (journal.stats().inDoubt() > 0) {
                System.out.println("A crash interrupted an order. Waiting for recovery to decide it.");
                Thread.sleep(1_000);
            }
            arguments.getNonOptionArgs().forEach(orders::place);
            Long rows = database.queryForObject("SELECT COUNT(*) FROM orders", Long.class);
            System.out.println(rows + " rows, " + journal.nextId("orders") + " entries");
        };
    }
}
