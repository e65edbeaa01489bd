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
            Figures ours = results.figures(name, Entrant.IRONJOURNAL, Outcome.PER_SECOND);
            if (ours.isEmpty()) {
                continue;
            }
            Optional<Entrant> peer = best(name, Kind.PEER);
            text.add("| " + workload.title() + " | " + Report.number(ours.median()) + " " + workload.unit() + " | "
                    + ratio(name, ours, best(name, Kind.LIMIT)) + " | "
                    + ratio(name, ours, best(name, Kind.LIMIT_TWICE)) + " | " + ratio(name, ours, peer) + " | "
                    + peer.map(Entrant::title).orElse("") + " |");
        }
        text.add("");
    }

    private Optional<Entrant> best(String workload, Kind kind) {
        return results.entrants(workload).stream()
                .filter(entrant -> entrant.kind() == kind)
                .filter(entrant -> !figures(workload, entrant).isEmpty())
                .max(Comparator.comparingDouble(
                        entrant -> figures(workload, entrant).median()));
    }

    private Figures figures(String workload, Entrant entrant) {
        return results.figures(workload, entrant, Outcome.PER_SECOND);
    }

    private String ratio(String workload, Figures ours, Optional<Entrant> other) {
        return other.map(entrant -> Report.ratio(ours.ratioTo(figures(workload, entrant))))
                .orElse("");
    }
}
