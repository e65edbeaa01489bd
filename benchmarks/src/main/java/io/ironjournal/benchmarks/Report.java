package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workload;
import io.ironjournal.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes tables of the results in Markdown, and plots. */
final class Report {

    private static final String FILE = "results.md";

    private static final List<String> COLUMNS =
            List.of(Outcome.P50, Outcome.P99, Outcome.P999, Outcome.MAX, Outcome.WRITTEN, Outcome.CALLS, Outcome.CPU);

    private static final List<String> COLUMNS_AND_MEANWHILE =
            Stream.concat(COLUMNS.stream(), Stream.of(Outcome.MEANWHILE)).toList();

    private final Results results;
    private final Path out;
    private final List<String> text = new ArrayList<>();

    Report(Results results, Path out) {
        this.results = results;
        this.out = out;
    }

    void write() throws IOException {
        List<Workload> measured = Workloads.all().stream()
                .filter(workload -> results.has(workload.name()))
                .toList();
        text.add("# What was measured");
        text.add("");
        text.add(
                "The benchmark runner wrote this page. [README.md](README.md) says how it measures, and what the figures say.");
        text.add("");
        text.addAll(Machine.describe());
        text.add("");
        new Glance(results).write(measured, text);
        if (new Overview(results).write(out)) {
            text.add("![overview](" + Overview.FILE + ")");
            text.add("");
        }
        List<String> plots = new Plots(results, out).write(measured);
        for (String plot : plots) {
            text.add("![" + plot + "](" + plot + ".png)");
            text.add("");
        }
        for (Workload workload : measured) {
            table(workload);
        }
        Files.write(out.resolve(FILE), text);
    }

    private void table(Workload workload) {
        String name = workload.name();
        text.add("## " + name);
        text.add("");
        text.add(capital(workload.title()) + ": " + circumstances(name) + ".");
        text.add("");
        String meanwhile = workload.meanwhile();
        text.add("| | rounds | " + workload.unit()
                + " | least – most | ours / this | p50 µs | p99 | p99.9 | most | written bytes | write calls | CPU µs |"
                + (meanwhile.isEmpty() ? "" : " meanwhile " + meanwhile + " |"));
        text.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|" + (meanwhile.isEmpty() ? "" : "--:|"));
        Figures ours = new Bars(results).ours(workload);
        for (Entrant entrant : results.entrants(name)) {
            Figures figures = results.figures(name, entrant, workload.figure());
            if (figures.isEmpty()) {
                Optional<String> failure = results.failure(name, entrant);
                text.add("| " + entrant.title() + " | 0 | " + failure.orElse("") + " | | | | | | | | | |");
                continue;
            }
            StringBuilder row = new StringBuilder("| " + entrant.title() + " | ");
            row.append(rounds(figures, results.figures(name, entrant, Outcome.PLANNED)))
                    .append(" | ");
            row.append(number(figures.median())).append(" | ");
            row.append(number(figures.least()))
                    .append(" – ")
                    .append(number(figures.most()))
                    .append(" | ");
            row.append(ratio(ours.ratioTo(figures))).append(" |");
            for (String figure : meanwhile.isEmpty() ? COLUMNS : COLUMNS_AND_MEANWHILE) {
                Figures found = results.figures(name, entrant, figure);
                row.append(' ')
                        .append(found.isEmpty() ? "" : number(found.median()))
                        .append(" |");
            }
            text.add(row.toString());
        }
        text.add("");
    }

    /** Describes how a workload was measured. Different runs may have measured different workloads. */
    private String circumstances(String name) {
        Set<Double> seconds = results.values(name, Outcome.SECONDS);
        String java = results.values(name, Outcome.JAVA).stream()
                .map(release -> String.format(Locale.ROOT, "%.0f", release))
                .collect(Collectors.joining(" and "));
        return (seconds.isEmpty()
                        ? "until it is done"
                        : String.format(
                                Locale.ROOT,
                                "%.1f s each time",
                                seconds.stream().findFirst().orElseThrow()))
                + (java.isEmpty() ? "" : ", JDK " + java);
    }

    /** Returns the number of rounds. If the run was stopped, also the planned number. */
    private static String rounds(Figures measured, Figures planned) {
        boolean all = planned.isEmpty() || planned.most() <= measured.size();
        return measured.size() + (all ? "" : " of " + Math.round(planned.most()));
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    static String ratio(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }
}
