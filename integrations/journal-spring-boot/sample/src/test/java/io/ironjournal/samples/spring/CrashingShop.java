package io.ironjournal.samples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.TxnWriter;
import io.ironjournal.spring.JournalStream;
import jakarta.transaction.TransactionManager;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The shop, in a process that dies in a transaction. */
final class CrashingShop {

    @Autowired
    private JdbcTemplate database;

    @Autowired
    @JournalStream("orders")
    private TxnWriter orders;

    @Autowired
    private TransactionManager manager;

    @Autowired
    private TransactionTemplate transaction;

    private CrashingShop() {}

    public static void main(String[] args) {
        CrashingShop shop = new CrashingShop();
        SpringApplication.run(ShopApplication.class)
                .getAutowireCapableBeanFactory()
                .autowireBean(shop);
        try {
            shop.die(KillPoint.valueOf(args[0]), args[1].equals("journal-first"));
        } finally {
            // Where it did not die, threads of the recovery would keep it alive.
            Runtime.getRuntime().halt(1);
        }
    }

    private void die(KillPoint point, boolean journalFirst) {
        String name = name(point, journalFirst);
        transaction.executeWithoutResult(status -> {
            killAt(point, KillPoint.AFTER_DECISION);
            write(name, journalFirst);
            killAt(point, KillPoint.BETWEEN_COMMITS);
            write(name, !journalFirst);
            killAt(point, KillPoint.BEFORE_DECISION);
        });
        System.out.println("The process did not die");
    }

    static String name(KillPoint point, boolean journalFirst) {
        return point + (journalFirst ? " journal-first" : " database-first");
    }

    private void write(String name, boolean toJournal) {
        if (toJournal) {
            orders.add(name.getBytes(UTF_8));
        } else {
            database.update("INSERT INTO orders VALUES (?)", name);
        }
    }

    private void killAt(KillPoint point, KillPoint here) {
        if (point != here) {
            return;
        }
        try {
            manager.getTransaction().enlistResource(new KillingResource(point));
        } catch (Exception refused) {
            throw new IllegalStateException(refused);
        }
    }
}
