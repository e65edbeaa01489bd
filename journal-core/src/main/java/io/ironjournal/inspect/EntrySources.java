package io.ironjournal.inspect;

import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.log.LogInspection;
import io.ironjournal.segment.StoredEntries;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the parts of a stream for reading. */
record EntrySources(InspectedState state, StreamPlan plan) {

    /**
     * Reads a stream.
     *
     * @param plan null if there is no such stream
     * @param planned findings so far
     */
    static EntryScan read(
            InspectedState state, @Nullable StreamPlan plan, String stream, long from, List<Finding> planned) {
        StreamPlan known = plan != null
                ? plan
                : new StreamPlan(
                        stream, 0, 0, 0, 0, state.segments().stream(stream, 0, new long[0], 0, 0, true), null, false);
        // The other findings are made again when the entries are read.
        List<Finding> kept = planned.stream()
                .filter(finding -> finding.firstId().isEmpty() || known.stored().count() == 0)
                .toList();
        return new EntryReading(new EntrySources(state, known), from, kept);
    }

    /** Returns the entries in segments from an id on. */
    StoredEntries stored(long from, List<Finding> findings) {
        return plan.stored().entries(from, findings::add);
    }

    /** Returns the entries in the log from an id on, or null if the log has none. */
    @Nullable
    LoggedEntries logged(long from) {
        LogInspection log = state.log();
        LoggedStream logged = plan.logged();
        return log == null || logged == null
                ? null
                : new LoggedEntries(log, state.contents(), state.mark(), logged, from, plan.nextId());
    }

    /** Returns where the parts are now; null if the stream does not exist any more. */
    @Nullable
    EntrySources again() throws IOException {
        InspectedState fresh = Inspector.read(state.storage());
        StreamPlan now = fresh.planner().plan(plan.name(), found -> {});
        return now == null || now.generation() != plan.generation() ? null : new EntrySources(fresh, now);
    }
}
