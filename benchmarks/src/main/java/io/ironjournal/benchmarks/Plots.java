package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workload;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler;

/** Plots with bars for workloads whose names differ in the last number only. Each figure has a plot. */
final class Plots {

    private final Results results;
    private final Path out;

    Plots(Results results, Path out) {
        this.results = results;
        this.out = out;
    }

    /** Returns the names of the plots. */
    List<String> write(List<Workload> workloads) throws IOException {
        Map<String, List<Workload>> groups = new LinkedHashMap<>();
        for (Workload workload : workloads) {
            String group = workload.name().replaceFirst("-[0-9]+m?$", "");
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(workload);
        }
        List<String> plots = new ArrayList<>();
        for (Map.Entry<String, List<Workload>> group : groups.entrySet()) {
            List<Workload> members = group.getValue();
            String title = members.get(0).title().replaceFirst(", 1 thread$", "");
            plot(
                    group.getKey(),
                    title,
                    members.get(0).unit(),
                    members,
                    members.get(0).figure(),
                    plots);
            if (!members.get(0).figure().equals(Outcome.PER_SECOND)) {
                continue;
            }
            plot(group.getKey() + "-p99", title + ": 99th percentile", "µs", members, Outcome.P99, plots);
            plot(group.getKey() + "-bytes", title + ": bytes written", "bytes", members, Outcome.WRITTEN, plots);
        }
        return plots;
    }

    private void plot(
            String file, String title, String unit, List<Workload> workloads, String figure, List<String> plots)
            throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(420)
                .title(title)
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        // Throughput begins at zero, so that the bars' lengths can be compared.
        boolean linear = workloads.get(0).figure().equals(figure);
        double nothing = linear ? 0 : 1;
        chart.getStyler().setYAxisLogarithmic(!linear);
        chart.getStyler().setYAxisMin(nothing);
        chart.getStyler().setYAxisDecimalPattern("#,###.##");
        chart.getStyler().setAvailableSpaceFill(0.9);
        List<String> names = workloads.stream().map(Workload::name).toList();
        for (Entrant entrant : Entrant.values()) {
            List<Double> values = new ArrayList<>();
            for (String name : names) {
                Figures figures = results.figures(name, entrant, figure);
                values.add(figures.isEmpty() ? nothing : Math.max(nothing, figures.median()));
            }
            if (values.stream().anyMatch(value -> value > nothing)) {
                chart.addSeries(entrant.title(), names, values).setFillColor(Palette.of(entrant));
            }
        }
        if (!chart.getSeriesCollection().isEmpty()) {
            Files.createDirectories(out);
            Files.write(out.resolve(file + ".png"), ChartEncoder.getBytes(chart, "png"));
            plots.add(file);
        }
    }
}
