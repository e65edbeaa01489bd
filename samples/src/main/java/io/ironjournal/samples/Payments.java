package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.JournalOptions;
import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.consumer.StreamConsumer;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Payments in a sharded journal, consumed by several threads: the payments of each customer in their order, and one that
 * cannot be processed ends as a dead letter. Without CDI.
 */
public final class Payments {

    private static final List<String> CUSTOMERS = List.of("Ada", "Barbara", "Edsger", "Grace", "Jim", "Leslie");
    private static final int EACH = 4;

    private final TransactionalShardedJournal payments;

    private Payments(TransactionalShardedJournal payments) {
        this.payments = payments;
    }

    /**
     * Runs the sample.
     *
     * @param args none
     * @throws Exception when Narayana does not start
     */
    public static void main(String[] args) throws Exception {
        Path data =
                Path.of(System.getProperty("payments.data", "payments-data")).toAbsolutePath();
        Orders.say(
                "Payments of 6 customers are in a journal of 4 shards. 3 threads process them. The data is in " + data);
        Narayana narayana = Transactions.start(data.resolve("transactions"), "payments");
        ShardedJournal journal = ShardedJournal.open(
                JournalOptions.builder(data.resolve("journal")).build(), 4);
        JournalRecovery recovery = JournalRecovery.register(journal.journal());
        try {
            new Payments(TransactionalShardedJournal.of(journal)).run();
        } finally {
            recovery.close();
            journal.close();
            narayana.close();
        }
    }

    private void run() throws InterruptedException {
        for (int number = 1; number <= EACH; number++) {
            for (String customer : CUSTOMERS) {
                boolean poison = number == 2 && customer.equals("Grace");
                payments.append(customer.getBytes(UTF_8), (customer + (poison ? " ?" : " " + number)).getBytes(UTF_8));
            }
        }
        StreamConsumer bank = StreamConsumer.of(payments, "bank")
                .threads(3)
                .deadLetters("payments.dead", 2)
                .retryDelays(Duration.ofMillis(10), Duration.ofMillis(10))
                .start(this::process);
        while (bank.stats().lag() > 0) {
            Thread.sleep(10);
        }
        bank.close();
        Orders.say("\n" + bank.stats());
        printReceipts();
        try (EntryIterator letters = payments.journal().iterate("payments.dead", 0)) {
            letters.forEachRemaining(letter -> Orders.say(
                    "Dead letter: \"" + new String(DeadLetter.of(letter).data(), UTF_8) + "\", "
                            + DeadLetter.of(letter).deliveries() + " deliveries, "
                            + DeadLetter.of(letter).reason()));
        }
    }

    /** Writes a receipt, in the transaction that also advances the cursor of the shard. */
    private void process(String shard, Entry payment) {
        String text = new String(payment.data(), UTF_8);
        int amount = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
        payments.journal().writer("receipts").add(payment.data());
        Orders.say("  " + shard + ", " + Thread.currentThread().getName() + ": "
                + text.replace(" " + amount, " pays " + amount));
    }

    private void printReceipts() {
        List<String> receipts = new ArrayList<>();
        try (EntryIterator entries = payments.journal().iterate("receipts", 0)) {
            entries.forEachRemaining(entry -> receipts.add(new String(entry.data(), UTF_8)));
        }
        for (String customer : CUSTOMERS) {
            Orders.say(customer + ": receipts "
                    + String.join(
                            " ",
                            receipts.stream()
                                    .filter(receipt -> receipt.startsWith(customer + " "))
                                    .map(receipt -> receipt.substring(customer.length() + 1))
                                    .toList()));
        }
    }
}
