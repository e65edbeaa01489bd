package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.consumer.StreamConsumer;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A process that is killed: it appends entries to shards, and consumes each by a row in Derby and by an entry of the same
 * journal. Some deliveries fail. Some entries fail always, and some end the process. With the argument {@code finish} it
 * appends nothing, ends when all is consumed, and prints what all sides have.
 */
final class ConsumedShards {

    static final String WORKING = "working";
    static final int HALTED = 77;
    static final int KEYS = 10;

    private static final int SHARDS = 3;
    private static final int POISON_EVERY = 40;
    private static final int HALT_EVERY = 1_000;
    private static final int FIRST_HALT = 25;
    private static final int PAUSE_EVERY = 5;

    private final TransactionalShardedJournal journal;
    private final OrdersDatabase database;
    private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

    private ConsumedShards(Path directory) throws Exception {
        boolean first = !Files.exists(directory.resolve("rows"));
        Narayana narayana = NarayanaSetup.in(directory.resolve("store"))
                .nodeIdentifier("shards")
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .recoveryPeriod(Duration.ofSeconds(1))
                .start();
        database = new OrdersDatabase(narayana, directory.resolve("rows"));
        if (first) {
            database.createTable();
        }
        ShardedJournal shards = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("journal")).build(), SHARDS);
        JournalRecovery.register(shards.journal());
        journal = TransactionalShardedJournal.of(
                shards, narayana.transactionManager(), narayana.synchronizationRegistry());
    }

    /** The kind is the first word of an entry. It depends on the entry's number, so that every run knows it. */
    private static String kind(long number) {
        if (number % HALT_EVERY == FIRST_HALT) {
            return "halt";
        }
        return number % POISON_EVERY == POISON_EVERY - 1 ? "poison" : "order";
    }

    private long appended() {
        long sum = 0;
        for (int shard = 0; shard < SHARDS; shard++) {
            sum += journal.journal().nextId(journal.streamOf(shard));
        }
        return sum;
    }

    private void append() throws InterruptedException {
        for (long number = appended(); ; number++) {
            journal.autonomous()
                    .append(bytes("key" + number % KEYS), bytes(kind(number) + " key" + number % KEYS + " " + number));
            if (number % PAUSE_EVERY == 0) {
                Thread.sleep(10);
            }
        }
    }

    private StreamConsumer consume() {
        return StreamConsumer.of(journal, "shipping")
                .batch(8)
                .threads(2)
                .retryDelays(Duration.ofMillis(1), Duration.ofMillis(100))
                .deadLetters("dead", 3)
                .start(this::consume);
    }

    private void consume(String stream, Entry entry) throws Exception {
        String text = new String(entry.data(), StandardCharsets.UTF_8);
        database.insert(text);
        journal.journal().writer("out").add(entry.data());
        if (text.startsWith("halt")) {
            Runtime.getRuntime().halt(HALTED);
        }
        if (text.startsWith("poison") || (ThreadLocalRandom.current().nextInt(30) == 0 && failedOnce.add(text))) {
            throw new Exception("This delivery fails");
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // Only the output of this process is left of it.
    public static void main(String[] args) {
        int status = 1;
        try {
            ConsumedShards application = new ConsumedShards(Path.of(args[0]));
            StreamConsumer consumer = application.consume();
            System.out.println(WORKING);
            if (args.length == 1) {
                application.append();
            }
            while (consumer.stats().lag() > 0
                    || application.journal.journal().stats().inDoubt() > 0) {
                Thread.sleep(20);
            }
            consumer.close();
            application.print();
            status = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        } finally {
            // Threads of the pool would keep a failed process alive.
            Runtime.getRuntime().halt(status);
        }
    }

    private void print() throws Exception {
        Journal plain = journal.autonomous().journal();
        for (int shard = 0; shard < SHARDS; shard++) {
            print("entry", texts(plain, journal.streamOf(shard)));
        }
        print("row", database.orders());
        print("out", texts(plain, "out"));
        List<String> letters = new ArrayList<>();
        try (EntryIterator entries = plain.iterate("dead", 0)) {
            entries.forEachRemaining(
                    entry -> letters.add(new String(DeadLetter.of(entry).data(), StandardCharsets.UTF_8)));
        }
        print("dead", letters);
    }

    private static List<String> texts(Journal journal, String stream) {
        return JournalInTransactions.read(journal, stream);
    }

    private static void print(String what, List<String> lines) {
        lines.forEach(line -> System.out.println(what + ": " + line));
    }
}
