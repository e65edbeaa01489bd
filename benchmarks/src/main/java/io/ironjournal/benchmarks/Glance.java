package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant.Kind;
import io.ironjournal.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/** The first table of the report: each workload beside its bars. */
final class Glance {

    private final Bars bars;
    private final List<String> rows = new ArrayList<>();
    private int met;
    private int missed;
    private int unmeasured;

    Glance(Results results) {
        bars = new Bars(results);
    }

    void write(List<Workload> workloads, List<String> text) {
        workloads.forEach(this::add);
        text.add("## At a glance");
        text.add("");
        text.add("Of the bars below " + met + " are met, " + missed + " are missed, and " + unmeasured
                + " were not measured. A ratio is this journal's figure divided by that of another program. It is the median"
                + " of the ratios of the rounds. The better raw form, and the best other journal, is the one with the best"
                + " median of all rounds. *3 of 8 measured* means that three of the eight other journals took part.");
        text.add("");
        text.add("| | this journal | bar | found | met |");
        text.add("|---|--:|---|---|---|");
        text.addAll(rows);
        text.add("");
    }

    private void add(Workload workload) {
        Figures ours = bars.ours(workload);
        if (ours.isEmpty()) {
            return;
        }
        String beginning =
                "| " + workload.title() + " | " + Report.number(ours.median()) + " " + workload.unit() + " | ";
        List<Bars.Verdict> verdicts = bars.of(workload);
        if (verdicts.isEmpty()) {
            rows.add(beginning + "| " + beside(workload) + " | |");
        }
        for (Bars.Verdict verdict : verdicts) {
            boolean measured = !verdict.found().isEmpty();
            rows.add(beginning + verdict.bar() + " | " + verdict.found() + " | "
                    + (measured ? verdict.met() ? "yes" : "**no**" : "not measured") + " |");
            beginning = "| | | ";
            met += measured && verdict.met() ? 1 : 0;
            missed += measured && !verdict.met() ? 1 : 0;
            unmeasured += measured ? 0 : 1;
        }
    }

    /** Where no bar is set. */
    private String beside(Workload workload) {
        return bars.best(workload, Kind.PEER)
                .or(() -> bars.best(workload, Kind.LIMIT))
                .map(other -> Report.ratio(bars.ours(workload).ratioTo(bars.figures(workload, other))) + " × "
                        + other.title())
                .orElse("");
    }
}
