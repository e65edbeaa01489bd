package io.ironjournal.inspect;

import io.ironjournal.CorruptionException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.files.NextOpening;
import io.ironjournal.files.Severity;
import io.ironjournal.format.FileFinding;
import io.ironjournal.io.LockProbe;
import io.ironjournal.log.LogInspection;
import io.ironjournal.segment.SegmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what the next opening will do.
 *
 * @param succeeds whether it will succeed when no process has the journal open
 * @param steps what it will do, or why it is refused
 * @param problems what is wrong with streams that it needs. Nobody changes them meanwhile
 */
record OpeningForecast(boolean succeeds, List<String> steps, List<Finding> problems) implements NextOpening {

    static OpeningForecast of(InspectedState state, LockProbe.Answer lock) throws IOException {
        List<String> steps = new ArrayList<>();
        List<Finding> problems = new ArrayList<>(state.findings());
        if (state.findings().stream().anyMatch(found -> found.kind() == FindingKind.NO_JOURNAL)) {
            List<String> names = state.storage().list("");
            boolean empty = names.stream().allMatch(name -> name.startsWith(".") || name.startsWith("LOCK"));
            steps.add(
                    empty
                            ? "It creates a new journal, unless the option mustExist is set"
                            : "It is refused, because the directory has other files and no journal");
            return new OpeningForecast(empty, steps, List.of());
        }
        List<Finding> ofStreams = streamProblems(state);
        problems.addAll(ofStreams);
        boolean refused = false;
        for (Finding problem : problems) {
            if (problem.kind().severity() == Severity.DAMAGE) {
                refused = true;
                steps.add("It is refused: " + withoutStop(problem.message()));
            }
        }
        if (lock.locked()) {
            steps.add("It is possible only after the journal is closed by " + lock.owner());
        }
        LogInspection log = state.log();
        if (!refused && log != null) {
            describe(state, log, steps);
        }
        return new OpeningForecast(!refused, List.copyOf(steps), lock.locked() ? List.of() : ofStreams);
    }

    private static String withoutStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static void describe(InspectedState state, LogInspection log, List<String> steps) {
        steps.add("It replays " + state.contents().records() + " records with "
                + state.contents().entries() + " entries, from LSN "
                + state.mark().lowWaterMark() + " to " + log.end());
        for (Finding finding : state.findings()) {
            switch (finding.kind()) {
                case MANIFEST -> steps.add("It writes the manifest again");
                case TORN_TAIL -> steps.add("It discards " + log.discardedBytes() + " bytes of an unfinished write");
                case SALVAGE -> steps.add("It completes an opening after a loss");
                default -> {
                    // They do not change what it does.
                }
            }
        }
        int inDoubt = state.contents().prepared().size();
        if (inDoubt > 0) {
            steps.add("It keeps " + inDoubt + " branches in doubt for the transaction manager");
        }
        if (!state.losses().isEmpty()) {
            steps.add("It refuses transactions until the recorded loss is accepted");
        }
    }

    /** An opening reads the streams that the log mentions, and looks whether any stream exists. */
    private static List<Finding> streamProblems(InspectedState state) throws IOException {
        List<Finding> problems = new ArrayList<>();
        if (state.manifest() == null) {
            return problems;
        }
        for (LoggedStream logged : state.contents().streams()) {
            @Nullable StreamPlan plan = state.planner().plan(logged.name(), problems::add);
            if (plan != null && problems.isEmpty() && plan.flushedTo() > plan.firstId()) {
                try {
                    plan.stored().requireLast(problems::add);
                } catch (CorruptionException e) {
                    problems.add(FileFinding.of(FindingKind.SEGMENT_DAMAGED, e));
                }
            }
        }
        if (state.segments().hasEntries() && !SegmentStore.hasStreams(state.storage())) {
            problems.add(FileFinding.of(
                    FindingKind.STREAM_INCOMPLETE,
                    "The catalogue lists streams, but " + state.storage().describe("streams") + " has none"));
        }
        return problems;
    }
}
