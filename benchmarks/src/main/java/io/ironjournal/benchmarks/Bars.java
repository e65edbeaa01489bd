package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Entrant.Kind;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The targets of this journal for each workload, and whether it meets them. They compare it with the limit of the disk, with the limit of two tiers, and with the best of the others, which is the one with the best median of all rounds. */
final class Bars {

    /** How much longer opening after 20 million entries may take than after one million. */
    private static final double SAME = 1.25;

    /**
     * A bar, the result, and whether the bar is met.
     *
     * @param found empty when it was not measured
     */
    record Verdict(String bar, String found, boolean met) {}

    private final Results results;

    Bars(Results results) {
        this.results = results;
    }

    /** Returns the bars of a workload; none if this journal was not measured. */
    List<Verdict> of(Workload workload) {
        List<Verdict> verdicts = new ArrayList<>();
        if (results.ours(workload.name()).isEmpty()) {
            return verdicts;
        }
        String name = workload.name();
        if (name.matches("append-(128b|1kb)-[0-9]+|streams-1000-8|two-phase-[0-9]+")) {
            verdicts.add(ratio(workload, best(workload, Kind.LIMIT), 0.9, "the better raw form"));
        } else if (name.startsWith("batch-")) {
            verdicts.add(ratio(workload, best(workload, Kind.LIMIT_TWICE), 0.9, "the third raw form"));
        } else if (name.matches("append-(64kb|1mb)-[0-9]+")) {
            verdicts.add(ratio(workload, best(workload, Kind.LIMIT_TWICE), 0.8, "the third raw form"));
        } else if (name.startsWith("reopen-clean-")) {
            verdicts.add(below(workload, 200));
        } else if (name.startsWith("reopen-killed-")) {
            verdicts.add(below(workload, 2_000));
        } else if (name.startsWith("space-")) {
            verdicts.add(below(workload, 200));
        } else if (name.startsWith("allocation-")) {
            verdicts.add(below(workload, (name.endsWith("-1kb") ? 1_024 : 128) + 64));
        }
        if (name.equals("reopen-clean-20m")) {
            verdicts.add(same(workload, "reopen-clean-1m"));
        }
        addBarOfOthers(workload, verdicts);
        return verdicts;
    }

    private void addBarOfOthers(Workload workload, List<Verdict> verdicts) {
        String name = workload.name();
        boolean lone = name.endsWith("-1");
        if (name.startsWith("batch-")) {
            verdicts.add(others(workload, 3));
        } else if (name.matches("append-(128b|1kb)-1")) {
            Optional<Entrant> chronicle = Optional.of(Entrant.CHRONICLE)
                    .filter(entrant -> !figures(workload, entrant).isEmpty());
            verdicts.add(ratio(workload, chronicle, 0.9, "Chronicle Queue"));
        } else if (name.matches("async-1|bulk-.*|get-[0-9]+m|iterate-.*|mixed-.*")) {
            verdicts.add(others(workload, 1));
        } else if (!lone && name.matches("(append|streams|one-phase|two-phase|narayana)-.*")) {
            verdicts.add(others(workload, name.endsWith("-32") ? 1.3 : 1));
        }
    }

    private Verdict others(Workload workload, double factor) {
        Verdict found = ratio(workload, best(workload, Kind.PEER), factor, "the best other");
        long able = Arrays.stream(Entrant.values())
                .filter(entrant -> entrant.kind() == Kind.PEER && entrant.can(workload.needs()))
                .count();
        long measured = results.entrants(workload.name()).stream()
                .filter(entrant -> entrant.kind() == Kind.PEER)
                .count();
        return measured == 0 || measured == able
                ? found
                : new Verdict(found.bar(), found.found() + "; " + measured + " of " + able + " measured", found.met());
    }

    private Verdict ratio(Workload workload, Optional<Entrant> other, double factor, String whom) {
        String bar = (factor == 1 ? "more than " : "≥ " + factor + " × ").replace(".0 ", " ") + whom;
        if (other.isEmpty()) {
            return new Verdict(bar, "", false);
        }
        Figures theirs = figures(workload, other.get());
        double ratio = ours(workload).ratioTo(theirs);
        String found = Report.ratio(ratio) + " × " + other.get().title() + " (" + Report.number(theirs.median()) + ")";
        return new Verdict(bar, found, factor == 1 ? ratio > 1 : ratio >= factor);
    }

    private Verdict below(Workload workload, double limit) {
        double median = ours(workload).median();
        return new Verdict("< " + Report.number(limit) + " " + workload.unit(), Report.number(median), median < limit);
    }

    /** Compares medians, because the rounds of another workload are not those of this one. */
    private Verdict same(Workload workload, String other) {
        String bar = "≤ " + SAME + " × after 1,000,000";
        Figures theirs = results.figures(other, Entrant.IRONJOURNAL, workload.figure());
        if (theirs.isEmpty()) {
            return new Verdict(bar, "", false);
        }
        double ratio = ours(workload).median() / theirs.median();
        return new Verdict(bar, Report.ratio(ratio) + " × " + Report.number(theirs.median()), ratio <= SAME);
    }

    Optional<Entrant> best(Workload workload, Kind kind) {
        return results.entrants(workload.name()).stream()
                .filter(entrant -> entrant.kind() == kind)
                .filter(entrant -> !figures(workload, entrant).isEmpty())
                .max(Comparator.comparingDouble(entrant -> merit(workload, entrant)));
    }

    /** A higher rate is better. Of all other figures, a lower one is better. */
    private double merit(Workload workload, Entrant entrant) {
        double median = figures(workload, entrant).median();
        return workload.figure().equals(Outcome.PER_SECOND) ? median : -median;
    }

    Figures ours(Workload workload) {
        return results.ours(workload.name())
                .map(entrant -> figures(workload, entrant))
                .orElseGet(Figures::new);
    }

    Figures figures(Workload workload, Entrant entrant) {
        return results.figures(workload.name(), entrant, workload.figure());
    }
}
