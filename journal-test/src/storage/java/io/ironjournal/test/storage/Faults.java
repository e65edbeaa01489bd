package io.ironjournal.test.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The faults to simulate, and the counters that decide when they happen. */
final class Faults {

    private int operations;
    private int crashAt = -1;
    private final List<Countdown> failingForces = new ArrayList<>();
    private final List<Countdown> failingWrites = new ArrayList<>();
    private Predicate<String> ignoredForces = description -> false;

    private int directoryForces;
    private final Map<String, Integer> fileForces = new HashMap<>();

    void crashAfter(int more) {
        if (more < 1) {
            throw new IllegalArgumentException("The next operation is number 1, not " + more);
        }
        crashAt = operations + more;
    }

    void failForceAfter(int more, Predicate<String> matching) {
        failingForces.add(new Countdown(more, matching));
    }

    void failWriteAfter(int more, Predicate<String> matching) {
        failingWrites.add(new Countdown(more, matching));
    }

    void ignoreForces(Predicate<String> matching) {
        ignoredForces = matching;
    }

    boolean crashesInNextOperation() {
        operations++;
        return operations == crashAt;
    }

    boolean failsForce(String description) {
        return anyFires(failingForces, description);
    }

    boolean failsWrite(String description) {
        return anyFires(failingWrites, description);
    }

    boolean ignoresForce(String description) {
        return ignoredForces.test(description);
    }

    void countFileForce(String path) {
        fileForces.merge(path, 1, Integer::sum);
    }

    void countDirectoryForce() {
        directoryForces++;
    }

    int operations() {
        return operations;
    }

    int fileForces(String prefix) {
        return fileForces.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    int directoryForces() {
        return directoryForces;
    }

    private static boolean anyFires(List<Countdown> countdowns, String description) {
        boolean fires = false;
        for (Countdown countdown : countdowns) {
            fires |= countdown.fires(description);
        }
        return fires;
    }

    private static final class Countdown {

        private final Predicate<String> matching;
        private int left;

        Countdown(int count, Predicate<String> matching) {
            this.left = count;
            this.matching = matching;
        }

        boolean fires(String description) {
            return left > 0 && matching.test(description) && --left == 0;
        }
    }
}
