package io.ironjournal.narayana;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.narayana.KilledOrder.Participant;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/**
 * A process that is killed while threads order in transactions of a journal with Narayana's log, another journal and a
 * database, which is Derby in this process or PostgreSQL. On demand, the broker Artemis takes part, too. First it recovers what earlier processes left, and checks it. Ends itself after a minute, or when anything is wrong.
 */
final class KilledOrders implements AutoCloseable {

    /** What it prints when it begins to open and to recover. */
    static final String OPENING = "opening";

    /** What it prints before its counts, when everything is recovered and right. */
    static final String RECOVERED = "recovered ";

    /** What it prints when it has committed its first order. */
    static final String WORKING = "working";

    /** The system property with the URL of PostgreSQL. */
    static final String POSTGRESQL = "kills.postgresql";

    private static final int THREADS = 4;
    private static final int MOST_SCANS = 10;
    private static final int ENTRY_SIZE = 500;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final int run;
    private final Path outcomes;
    private final AtomicBoolean working = new AtomicBoolean();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<Participant, TransactionalJournal> journals = new EnumMap<>(Participant.class);
    private final OrdersDatabase database;
    private final @Nullable OrdersBroker broker;
    private final Narayana narayana;

    private KilledOrders(Path directory, int run) throws Exception {
        this.run = run;
        this.outcomes = directory.resolve("outcomes.txt");
        Journal log = open(directory.resolve("log-journal"));
        this.narayana = opened(NarayanaSetup.in(directory.resolve("store"))
                .nodeIdentifier(TestNarayana.NODE)
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .manualRecovery()
                .logIn(log)
                .start());
        String postgresql = System.getProperty(POSTGRESQL);
        this.database = opened(
                postgresql == null
                        ? new OrdersDatabase(narayana, directory.resolve("db"))
                        : OrdersDatabase.postgresql(narayana, postgresql));
        this.broker = Boolean.getBoolean(KilledOrder.WITH_BROKER)
                ? opened(new OrdersBroker(narayana, directory.resolve("broker")))
                : null;
        takesPart(Participant.LOG_JOURNAL, log);
        takesPart(Participant.OTHER_JOURNAL, open(directory.resolve("other-journal")));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    private Journal open(Path directory) {
        return opened(Journal.open(HaltingJournal.options(directory).build()));
    }

    private void takesPart(Participant participant, Journal journal) {
        opened(JournalRecovery.register(journal));
        journals.put(
                participant,
                TransactionalJournal.of(journal, narayana.transactionManager(), narayana.synchronizationRegistry()));
    }

    /**
     * Runs.
     *
     * @param args the directory, the number of the run, and "check" if it only recovers. The first run is given number 1
     */
    public static void main(String[] args) throws Exception {
        System.out.println(OPENING);
        int run = Integer.parseInt(args[1]);
        try (KilledOrders orders = new KilledOrders(Path.of(args[0]), run)) {
            if (run == 1) {
                orders.database.createTable();
            }
            System.out.println(RECOVERED + orders.recoverAndCheck());
            if (args.length < 3) {
                orders.work();
            }
        } catch (Exception | Error failure) {
            failure.printStackTrace();
            // Threads would keep the process alive.
            Runtime.getRuntime().halt(1);
        }
        // Threads of Artemis' client stay for a minute.
        Runtime.getRuntime().halt(0);
    }

    /** Counts of one recovery. */
    record Recovery(int inDoubt, int decisions, int scans, int acknowledged, int found, int rolledBack) {

        static Recovery parse(String line) {
            String[] counts = line.substring(RECOVERED.length()).split(" ", -1);
            return new Recovery(
                    Integer.parseInt(counts[0]),
                    Integer.parseInt(counts[1]),
                    Integer.parseInt(counts[2]),
                    Integer.parseInt(counts[3]),
                    Integer.parseInt(counts[4]),
                    Integer.parseInt(counts[5]));
        }

        @Override
        public String toString() {
            return inDoubt + " " + decisions + " " + scans + " " + acknowledged + " " + found + " " + rolledBack;
        }
    }

    private Recovery recoverAndCheck() throws Exception {
        int inDoubt = inDoubt();
        int decisions = decisions().size();
        int scans = 0;
        while (inDoubt() + decisions().size() > 0) {
            if (scans++ == MOST_SCANS) {
                throw new IllegalStateException(
                        inDoubt() + " branches are still in doubt, and these decisions are left: " + decisions());
            }
            narayana.scan();
        }
        KilledOrderOutcomes.Noted noted = KilledOrderOutcomes.read(outcomes);
        Map<Participant, List<KilledOrder>> found = found();
        List<String> problems = KilledOrderCheck.problems(noted, found);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(System.lineSeparator(), problems));
        }
        int distinct =
                (int) found.values().stream().flatMap(List::stream).distinct().count();
        return new Recovery(
                inDoubt,
                decisions,
                scans,
                noted.committed().size(),
                distinct,
                noted.rolledBack().size());
    }

    private int inDoubt() throws Exception {
        int inDoubt = database.inDoubt() + (broker == null ? 0 : broker.inDoubt());
        for (TransactionalJournal journal : journals.values()) {
            inDoubt += Transactions.of(journal).inDoubt().size();
        }
        return inDoubt;
    }

    private List<String> decisions() {
        return Transactions.of(journals.get(Participant.LOG_JOURNAL)).states().keys();
    }

    private Map<Participant, List<KilledOrder>> found() throws Exception {
        Map<Participant, List<KilledOrder>> found = new EnumMap<>(Participant.class);
        for (Participant participant : journals.keySet()) {
            found.put(participant, orders(journals.get(participant)));
        }
        found.put(Participant.DATABASE, parsed(database.orders()));
        if (broker != null) {
            found.put(Participant.BROKER, parsed(broker.messages()));
        }
        return found;
    }

    private static List<KilledOrder> parsed(List<String> names) {
        return names.stream().map(KilledOrder::parse).toList();
    }

    private static List<KilledOrder> orders(Journal journal) {
        List<KilledOrder> orders = new ArrayList<>();
        try (EntryIterator entries = journal.iterate("orders", 0)) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                if (entry.id() != orders.size()) {
                    throw new IllegalStateException("Entry " + entry.id() + " follows " + orders.size() + " entries");
                }
                orders.add(KilledOrder.parse(new String(entry.data(), StandardCharsets.UTF_8).strip()));
            }
        }
        if (journal.nextId("orders") != orders.size()) {
            throw new IllegalStateException(
                    "The next id is " + journal.nextId("orders") + " after " + orders.size() + " entries");
        }
        return orders;
    }

    /** Orders with all threads, while recovery runs, until the process is killed. */
    private void work() throws Exception {
        AtomicInteger next = new AtomicInteger();
        try (KilledOrderOutcomes told = KilledOrderOutcomes.open(outcomes)) {
            for (int thread = 0; thread < THREADS; thread++) {
                start(() -> {
                    while (true) {
                        order(new KilledOrder(run, next.getAndIncrement()), told);
                    }
                });
            }
            start(() -> {
                while (true) {
                    narayana.scan();
                }
            });
            Thread.sleep(LONGEST_NANOS / 1_000_000);
            throw new IllegalStateException("Nobody has killed this process");
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void start(Work work) {
        new Thread(() -> {
                    try {
                        work.run();
                    } catch (Exception | Error failure) {
                        failure.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                })
                .start();
    }

    private void order(KilledOrder order, KilledOrderOutcomes told) throws Exception {
        narayana.transactionManager().begin();
        Set<Participant> participants = order.participants();
        if (order.isDatabaseFirst()) {
            database.insert(order.toString());
        }
        String padded = String.format("%-" + ENTRY_SIZE + "s", order);
        for (Participant journal : journals.keySet()) {
            if (participants.contains(journal)) {
                journals.get(journal).writer("orders").add(padded.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (broker != null && participants.contains(Participant.BROKER)) {
            broker.send(order.toString());
        }
        if (participants.contains(Participant.DATABASE) && !order.isDatabaseFirst()) {
            database.insert(order.toString());
        }
        if (order.isRefused()) {
            Partner refusing = new Partner();
            refusing.failPrepareWith = XAException.XA_RBROLLBACK;
            narayana.transactionManager().getTransaction().enlistResource(refusing);
        }
        try {
            narayana.transactionManager().commit();
            told.committed(order);
            if (!working.getAndSet(true)) {
                System.out.println(WORKING);
            }
        } catch (RollbackException rolledBack) {
            told.rolledBack(order);
        }
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                throw new IOException("A participant does not close", failure);
            }
        }
    }
}
