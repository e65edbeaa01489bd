package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Entrant.Kind;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where this journal stands: beside the limit of the disk, the limit of two tiers, and the best of the others. */
final class Bars {

    private final Results results;

    Bars(Results results) {
        this.results = results;
    }

    void write(List<Workload> workloads, List<String> text) {
        text.add("## At a glance");
        text.add("");
        text.add(
                "Each ratio is this journal's figure divided by that of the best of its kind: the median of the rounds.");
        text.add("");
        text.add("| | this journal | to the limit | to the limit of two tiers | to the best other | which is |");
        text.add("|---|--:|--:|--:|--:|---|");
        for (Workload workload : workloads) {
            String name = workload.name();
            Figures ours = results.figures(name, Entrant.IRONJOURNAL, workload.figure());
            if (ours.isEmpty()) {
                continue;
            }
            Optional<Entrant> peer = best(workload, Kind.PEER);
            text.add("| " + workload.title() + " | " + Report.number(ours.median()) + " " + workload.unit() + " | "
                    + ratio(workload, ours, best(workload, Kind.LIMIT)) + " | "
                    + ratio(workload, ours, best(workload, Kind.LIMIT_TWICE)) + " | " + ratio(workload, ours, peer)
                    + " | "
                    + peer.map(Entrant::title).orElse("") + " |");
        }
        text.add("");
    }

    private Optional<Entrant> best(Workload workload, Kind kind) {
        return results.entrants(workload.name()).stream()
                .filter(entrant -> entrant.kind() == kind)
                .filter(entrant -> !figures(workload, entrant).isEmpty())
                .max(Comparator.comparingDouble(entrant -> merit(workload, entrant)));
    }

    /** Of frequencies the higher is the better, of all else the lower. */
    private double merit(Workload workload, Entrant entrant) {
        double median = figures(workload, entrant).median();
        return workload.figure().equals(Outcome.PER_SECOND) ? median : -median;
    }

    private Figures figures(Workload workload, Entrant entrant) {
        return results.figures(workload.name(), entrant, workload.figure());
    }

    private String ratio(Workload workload, Figures ours, Optional<Entrant> other) {
        return other.map(entrant -> Report.ratio(ours.ratioTo(figures(workload, entrant))))
                .orElse("");
    }
}
