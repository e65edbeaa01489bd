package io.ironjournal.simulation;

import io.ironjournal.DiskFullException;
import io.ironjournal.simulation.ShardModel.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a sharded journal, in the order of its log. After a crash the journal is the result of some of them. */
final class ShardHistory {

    /** The result of the events that are certainly forced. */
    private ShardModel forced;

    /** The events that follow in the log. */
    private final List<Event> unforced = new ArrayList<>();

    /** The result of all events. */
    private ShardModel current;

    /** The event of the running call. */
    private @Nullable Event pending;

    ShardHistory(int shards) {
        this.forced = new ShardModel(shards);
        this.current = new ShardModel(shards);
    }

    /** Returns the expected content of the journal. */
    ShardModel current() {
        return current;
    }

    boolean hasForced() {
        return !forced.isEmpty();
    }

    /** Runs a call. Its event is pending while it runs. */
    void happen(Event event, boolean isForced, Runnable call) {
        pending = event;
        call.run();
        pending = null;
        unforced.add(event);
        event.applyTo(current);
        if (isForced) {
            force();
        }
    }

    /** Marks all events so far as forced. */
    void force() {
        unforced.forEach(event -> event.applyTo(forced));
        unforced.clear();
    }

    /** Removes the running call: it did not happen. */
    void refused() {
        pending = null;
    }

    /** Removes the running call, which a full disk refused, unless it took effect. */
    void refused(DiskFullException error) {
        Event refused = pending;
        pending = null;
        // If there was nothing to discard, there was nothing to force either.
        if (refused instanceof ShardModel.Compaction compaction
                && error.getMessage().contains("are discarded")
                && current.checkpoints.size() > compaction.keep()) {
            happen(refused, true, () -> {});
        }
    }

    /**
     * Finds the number of events whose result the journal is. These events have happened then, and no others.
     *
     * @param pendingHappened whether the event of the call at the crash must have happened
     * @param powerLost whether unforced events may be lost
     */
    void verify(ShardVerifier found, boolean pendingHappened, boolean powerLost) {
        List<Event> possible = new ArrayList<>(unforced);
        if (pending != null) {
            possible.add(pending);
        }
        int least = pendingHappened ? possible.size() : powerLost ? 0 : unforced.size();
        List<String> differences = new ArrayList<>();
        ShardModel model = forced.copy();
        boolean matched = false;
        for (int applied = 0; applied <= possible.size() && !matched; applied++) {
            String difference = applied < least ? "an event is missing" : found.difference(model);
            matched = difference == null;
            if (!matched) {
                differences.add(applied + " events: " + difference);
                if (applied < possible.size()) {
                    possible.get(applied).applyTo(model);
                }
            }
        }
        if (!matched) {
            throw new Verifier.Violation("The journal is not the result of any number of events: " + differences);
        }
        forced = model;
        current = model.copy();
        unforced.clear();
        pending = null;
    }
}
