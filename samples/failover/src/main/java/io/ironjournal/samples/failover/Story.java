package io.ironjournal.samples.failover;

import io.ironjournal.samples.failover.Accident.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The machines, one after the other. */
final class Story {

    private static final boolean CAN_PAUSE = File.separatorChar == '/';

    private final Path directory;
    private final String database;
    private final String bookKeeper;
    private final Random random;
    private final Customers customers = new Customers();
    private final List<String> mistakes = new ArrayList<>();

    /** The orders that the last machine has found. */
    private List<Long> existing = List.of();

    /** The machine before, when it is paused. */
    private @Nullable Machine paused;

    private @Nullable CompletableFuture<Integer> awake;

    Story(Path directory, int databasePort, String bookKeeper, long seed) {
        this.directory = directory;
        this.database = DatabaseServer.url(databasePort);
        this.bookKeeper = bookKeeper;
        this.random = new Random(seed);
    }

    /** Returns whether everything agreed every time. */
    boolean run(int failovers) throws Exception {
        for (int number = 1; number <= failovers && mistakes.isEmpty(); number++) {
            machine(number, draw(number));
        }
        if (mistakes.isEmpty()) {
            machine(failovers + 1, Accident.NONE);
        }
        requireRightAnswers();
        mistakes.forEach(mistake -> Failover.say("  WRONG: " + mistake));
        if (mistakes.isEmpty()) {
            Failover.say("\nAfter " + failovers + " failovers, the database and the journal agree. All "
                    + customers.count() + " orders that customers were told of are there, once.");
        }
        return mistakes.isEmpty();
    }

    /** Machines are lost and paused in turns. Every third accident is at any moment. */
    private Accident draw(int number) {
        KillPoint[] points = KillPoint.values();
        KillPoint point = number % 3 == 0 ? null : points[random.nextInt(points.length)];
        return new Accident(number % 2 == 0 && CAN_PAUSE ? Kind.PAUSED : Kind.LOST, point);
    }

    private void machine(int number, Accident accident) throws Exception {
        Failover.say("\nMachine " + number + " begins with an empty directory.");
        Path own = directory.resolve("machine" + number);
        List<String> arguments =
                new ArrayList<>(List.of(Integer.toString(number), own.toString(), database, bookKeeper));
        arguments.addAll(List.of(accident.toArguments()));
        Machine machine = new Machine(own, arguments);
        boolean wakeEarly = random.nextBoolean();
        machine.follow(line -> heard(machine, accident, wakeEarly, line));
        requireEndOfEarlier();
        if (accident.kind() == Kind.PAUSED) {
            paused = machine;
        } else {
            requireExit(number, accident, machine.lose());
        }
    }

    private void heard(Machine machine, Accident accident, boolean wakeEarly, String line) {
        if (!Report.isReport(line)) {
            Failover.say(line);
            return;
        }
        switch (Report.of(line)) {
            case OPEN -> {
                if (wakeEarly) {
                    wakeEarlier();
                }
            }
            case ORDERS -> {
                existing = Report.orders(line);
                requireRightAnswers();
                wakeEarlier();
            }
            case WORKING ->
                CompletableFuture.delayedExecutor(random.nextInt(200, 1_000), TimeUnit.MILLISECONDS)
                        .execute(accident.kind() == Kind.PAUSED ? machine::pause : machine::kill);
            case POINT -> machine.pause();
            case PLACED, REFUSED, UNKNOWN ->
                customers.told(Report.of(line), Report.orders(line).get(0));
        }
    }

    private void requireRightAnswers() {
        List<Long> wrong = customers.wronglyTold(existing);
        if (!wrong.isEmpty()) {
            mistakes.add("customers were told otherwise about the orders " + wrong);
        }
    }

    /** Wakes the machine before, if it is paused. */
    private void wakeEarlier() {
        Machine earlier = paused;
        if (earlier != null) {
            paused = null;
            awake = earlier.wake(line -> heard(earlier, Accident.NONE, false, line));
        }
    }

    private void requireEndOfEarlier() throws Exception {
        CompletableFuture<Integer> earlier = awake;
        if (earlier != null) {
            awake = null;
            int exit = earlier.get(60, TimeUnit.SECONDS);
            if (exit != 0) {
                mistakes.add("the machine that woke up ended with " + exit);
            }
        }
    }

    private void requireExit(int number, Accident accident, int exit) throws IOException {
        boolean expected = accident.kind() == Kind.NONE ? exit == 0 : exit == OwnJvm.HALTED || OwnJvm.isKilled(exit);
        if (!expected) {
            mistakes.add("machine " + number + " ended with " + exit);
        }
    }
}
