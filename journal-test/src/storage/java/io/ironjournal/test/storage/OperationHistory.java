package io.ironjournal.test.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The most recent operations, across crashes, for the message of a failed test. */
final class OperationHistory {

    private static final int KEPT = 200;

    private final Deque<String> lines = new ArrayDeque<>();
    private boolean on;

    void turn(boolean newOn) {
        on = newOn;
    }

    void add(String operation, String details) {
        if (on) {
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(operation + details);
        }
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }
}
