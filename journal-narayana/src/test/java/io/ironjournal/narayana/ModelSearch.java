package io.ironjournal.narayana;

import io.ironjournal.narayana.ModelTransaction.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A breadth-first search through all states of a {@link DecisionModel}. It ends at the first violation. */
final class ModelSearch {

    /**
     * The result of a search.
     *
     * @param states the number of different states that were found
     * @param outcomes the number of those in which all is complete
     * @param answers the answers that applications have in those
     * @param violation what is wrong in the last state, or null
     * @param trace the steps to that state, one of the shortest ways
     */
    record Result(
            int states,
            int outcomes,
            Set<Answer> answers,
            @Nullable String violation,
            List<String> trace) {

        @Override
        public String toString() {
            String searched = states + " states, " + outcomes + " outcomes";
            return violation == null ? searched : searched + ", " + violation + "\n  " + String.join("\n  ", trace);
        }
    }

    private record Node(ModelState state, @Nullable Node parent, int transaction, Object what, String how) {}

    private final DecisionModel model;
    private final Set<ModelInvariant> invariants;
    private final Set<ModelState.Key> known = new HashSet<>();
    private final Queue<Node> open = new ArrayDeque<>();
    private final Set<Answer> answers = EnumSet.noneOf(Answer.class);
    private int outcomes;

    private ModelSearch(DecisionModel model, Set<ModelInvariant> invariants) {
        this.model = model;
        this.invariants = invariants;
    }

    static Result search(Set<ModelRule> rules, Set<ModelInvariant> invariants) {
        return new ModelSearch(new DecisionModel(rules), invariants).run();
    }

    private Result run() {
        for (ModelState state : model.begin()) {
            add(state, null, ModelSteps.ALL, "begin", "");
        }
        for (Node node = open.poll(); node != null; node = open.poll()) {
            String violation = violation(node.state);
            if (violation == null) {
                violation = expand(node);
            }
            if (violation != null) {
                return new Result(known.size(), outcomes, answers, violation, trace(node));
            }
        }
        return new Result(known.size(), outcomes, answers, null, List.of());
    }

    private @Nullable String violation(ModelState state) {
        for (ModelInvariant invariant : invariants) {
            for (int tx = 0; tx < 2; tx++) {
                String violation = invariant.violation(model, state, tx);
                if (violation != null) {
                    return "transaction " + (tx + 1) + ": " + violation;
                }
            }
        }
        return null;
    }

    /** Adds the states that follow. Unless all is complete, there must be one without a crash. */
    private @Nullable String expand(Node node) {
        boolean complete = model.isComplete(node.state);
        if (complete) {
            outcomes++;
            answers.add(node.state.first().answer());
            answers.add(node.state.second().answer());
        }
        boolean[] goesOn = {complete};
        model.next(node.state, (transaction, what, how, next) -> {
            goesOn[0] |= transaction != ModelSteps.ALL || node.state.failed();
            add(next, node, transaction, what, how);
        });
        return goesOn[0] ? null : "nothing can go on";
    }

    private void add(ModelState state, @Nullable Node parent, int transaction, Object what, String how) {
        if (known.add(state.key())) {
            open.add(new Node(state, parent, transaction, what, how));
        }
    }

    private static List<String> trace(Node end) {
        List<String> lines = new ArrayList<>();
        for (Node node = end; node != null; node = node.parent) {
            String who = node.transaction == ModelSteps.ALL ? "" : node.transaction + 1 + ": ";
            lines.add(who + node.what + node.how + "   " + node.state.describe());
        }
        Collections.reverse(lines);
        return lines;
    }
}
