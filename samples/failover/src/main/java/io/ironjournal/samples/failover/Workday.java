package io.ironjournal.samples.failover;

import io.ironjournal.JournalFencedException;
import io.ironjournal.samples.failover.Accident.Kind;
import io.ironjournal.samples.failover.Shop.Found;
import io.ironjournal.samples.failover.Shop.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The program that runs on a machine: takes the shop over, recovers, places orders, and has an accident. It prints a
 * story, and {@link Report} lines for the process that started it.
 */
final class Workday {

    private static final int ORDERS = 8;

    /** Machines do not know each other, so each has numbers of its own. */
    private static final long ORDERS_OF_A_MACHINE = 10_000;

    /** About as long as a decision takes. */
    private static final long LONGEST_DECISION_NANOS = 5_000_000;

    private final Shop shop;
    private final String machine;
    private long next;

    private Workday(Shop shop, int number) {
        this.shop = shop;
        this.machine = "Machine " + number;
        this.next = number * ORDERS_OF_A_MACHINE + 1;
    }

    /**
     * Runs a day.
     *
     * @param args the number of the machine, its directory, the database, the bookies, the accident
     */
    public static void main(String[] args) throws Exception {
        OwnJvm.endWithItsStarter();
        long begin = System.nanoTime();
        Accident accident = Accident.ofArguments(args[4], args[5]);
        try (Shop shop = new Shop(Path.of(args[1]), args[2], args[3])) {
            Report.OPEN.print();
            say(String.format(
                    Locale.ROOT,
                    "  Takes over in %.1f s. Entries built from the log: %d.",
                    (System.nanoTime() - begin) / 1e9,
                    shop.entriesBuilt()));
            Workday today = new Workday(shop, Integer.parseInt(args[0]));
            today.begin();
            today.placeOrders();
            today.meet(accident);
        }
        System.exit(0);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private void begin() throws SQLException {
        String unfinished = shop.look().unfinished();
        if (!unfinished.isEmpty()) {
            say("  Found: " + unfinished + ". Recovers.");
        }
        audit(shop.recover());
    }

    private static void audit(Found found) {
        say("  Database: " + found.books().size() + " orders. Journal: "
                + found.journal().size() + " entries. "
                + (found.isWell() ? "Both have the same orders, and nothing is in doubt." : "THEY DO NOT AGREE."));
        if (!found.isWell()) {
            System.exit(1);
        }
        Report.ORDERS.print(found.books());
    }

    private void placeOrders() throws Exception {
        say("  Places orders " + next + " to " + (next + ORDERS - 1) + ".");
        for (int i = 0; i < ORDERS; i++) {
            report(next, shop.place(next));
            next++;
        }
    }

    private static void report(long order, Outcome outcome) {
        switch (outcome) {
            case PLACED -> Report.PLACED.print(order);
            case REFUSED -> Report.REFUSED.print(order);
            case UNKNOWN -> Report.UNKNOWN.print(order);
        }
    }

    private void meet(Accident accident) throws Exception {
        if (accident.kind() == Kind.NONE) {
            audit(shop.look());
            return;
        }
        KillPoint point = accident.point();
        say("  Places " + (point == null ? "more orders, from " + next + " on. " : "order " + next + ". ") + machine
                + " " + accident.description() + ".");
        long last = next;
        Outcome outcome;
        if (point == null) {
            Report.WORKING.print();
            for (outcome = shop.place(last); outcome == Outcome.PLACED; outcome = shop.place(last)) {
                report(last++, outcome);
            }
            report(last, outcome);
        } else {
            outcome = place(last, point, accident.kind());
        }
        goOn(last, outcome);
    }

    private Outcome place(long order, KillPoint point, Kind kind) throws Exception {
        if (point != KillPoint.DECIDING) {
            Outcome outcome = shop.place(order, point, () -> end(kind));
            report(order, outcome);
            return outcome;
        }
        // The decision goes on while another thread waits for the end.
        Thread ending = new Thread(() -> {
            LockSupport.parkNanos(new Random().nextLong(LONGEST_DECISION_NANOS));
            end(kind);
        });
        Outcome outcome = shop.place(order, point, ending::start);
        report(order, outcome);
        ending.join();
        return outcome;
    }

    private static void end(Kind kind) {
        if (kind == Kind.LOST) {
            Runtime.getRuntime().halt(OwnJvm.HALTED);
        }
        Report.POINT.print();
        try {
            if (System.in.read() < 0) {
                throw new IOException("the process that started this one has ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes once more after another machine has taken over. */
    private void goOn(long last, Outcome outcome) {
        say("  " + machine + " wakes up. It tells its customer that order " + last
                + switch (outcome) {
                    case PLACED -> " is placed.";
                    case REFUSED -> " failed.";
                    case UNKNOWN -> " may have failed.";
                });
        try {
            shop.appendAlone(last + 1);
            say("  " + machine + " WROTE TO THE JOURNAL OF ANOTHER MACHINE.");
            System.exit(1);
        } catch (JournalFencedException e) {
            say("  " + machine + " writes to its journal, which throws " + e);
        }
    }
}
