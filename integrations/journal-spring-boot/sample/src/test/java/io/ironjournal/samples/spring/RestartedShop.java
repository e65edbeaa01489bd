package io.ironjournal.samples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The shop after crashes: waits for recovery, and prints what is on both sides. */
final class RestartedShop {

    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final JdbcTemplate database;
    private final Journal journal;

    private RestartedShop(ConfigurableApplicationContext context) {
        this.database = context.getBean(JdbcTemplate.class);
        this.journal = context.getBean(Journal.class);
        this.database.setQueryTimeout(1);
    }

    public static void main(String[] args) throws InterruptedException {
        try (ConfigurableApplicationContext context = SpringApplication.run(ShopApplication.class)) {
            RestartedShop shop = new RestartedShop(context);
            long end = System.nanoTime() + PATIENCE_NANOS;
            while ((shop.journal.stats().inDoubt() > 0 || !shop.decisions().isEmpty()) && System.nanoTime() - end < 0) {
                Thread.sleep(50);
            }
            System.out.println("IN DOUBT " + shop.journal.stats().inDoubt());
            System.out.println("DECISIONS " + shop.decisions());
            System.out.println("ROWS " + shop.rows());
            System.out.println("ENTRIES " + shop.entries());
        }
    }

    private List<String> rows() {
        return database.queryForList("SELECT name FROM orders", String.class).stream()
                .sorted()
                .toList();
    }

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate("orders", 0)) {
            iterator.forEachRemaining(entry -> entries.add(new String(entry.data(), UTF_8)));
        }
        return entries.stream().sorted().toList();
    }

    /** What the transaction manager still has to do: in its files, and in the journal. */
    private List<String> decisions() {
        List<String> states = Transactions.of(journal).states().keys();
        if (!states.isEmpty()) {
            return states;
        }
        try (Stream<Path> files = Files.walk(Path.of("data", "transactions"))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(file -> file.contains("AtomicAction"))
                    .toList();
        } catch (IOException | UncheckedIOException removedMeanwhile) {
            return List.of(removedMeanwhile.toString());
        }
    }
}
