package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workloads;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One picture of durable appends over threads. Its background is its own, so that it can stand on any page. */
final class Overview {

    static final String FILE = "overview.png";
    private static final String WORKLOAD = "append-128b-";
    private static final List<Integer> THREADS = List.of(1, 2, 8, 32, 128);

    private static final List<Entrant> OTHERS = List.of(
            Entrant.ARTEMIS_NIO,
            Entrant.ROCKSDB,
            Entrant.BOOKKEEPER_EAGER,
            Entrant.CHRONICLE,
            Entrant.DERBY,
            Entrant.H2);

    private static final Color PAPER = new Color(0xfafafa);
    private static final Color GRID = new Color(0xe2e2e2);
    private static final Color INK = new Color(0x333333);

    private final Results results;

    Overview(Results results) {
        this.results = results;
    }

    /** Writes nothing, and says so, where this journal was not measured with each number of threads. */
    boolean write(Path out) throws IOException {
        List<@Nullable Double> ours = medians(Entrant.IRONJOURNAL);
        if (ours.stream().anyMatch(Objects::isNull)) {
            return false;
        }
        CategoryChart chart = chart();
        add(chart, "limit of the disk", limit(), new Color(0x8a8a8a), 2);
        for (Entrant entrant : OTHERS) {
            add(chart, entrant.title(), medians(entrant), Palette.of(entrant), 2);
        }
        add(chart, Entrant.IRONJOURNAL.title(), ours, Palette.of(Entrant.IRONJOURNAL), 4);
        Files.createDirectories(out);
        Files.write(out.resolve(FILE), ChartEncoder.getBytes(chart, "png"));
        return true;
    }

    private static CategoryChart chart() {
        CategoryChart chart = new CategoryChartBuilder()
                .width(820)
                .height(400)
                .title("Durable appends of 128 bytes a second")
                .xAxisTitle("threads")
                .build();
        Styler styler = chart.getStyler()
                .setOverlapped(true)
                .setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line)
                .setYAxisLogarithmic(true)
                .setPlotGridLinesColor(GRID)
                .setYAxisDecimalPattern("#,###")
                .setPlotBackgroundColor(PAPER)
                .setPlotBorderVisible(false)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendBackgroundColor(PAPER)
                .setLegendBorderColor(PAPER)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setChartBackgroundColor(PAPER)
                .setChartFontColor(INK);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        return chart;
    }

    private static void add(CategoryChart chart, String name, List<@Nullable Double> values, Color color, int width) {
        if (values.stream().noneMatch(Objects::nonNull)) {
            return;
        }
        List<String> threads = THREADS.stream().map(String::valueOf).toList();
        CategorySeries series = chart.addSeries(name, threads, values);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
    }

    private List<@Nullable Double> medians(Entrant entrant) {
        List<@Nullable Double> medians = new ArrayList<>();
        for (int threads : THREADS) {
            Figures figures = results.figures(WORKLOAD + threads, entrant, Outcome.PER_SECOND);
            medians.add(figures.isEmpty() || figures.median() <= 0 ? null : (Double) figures.median());
        }
        return medians;
    }

    /** For each number of threads, the raw form that is better there. */
    private List<@Nullable Double> limit() {
        Bars bars = new Bars(results);
        List<@Nullable Double> limit = new ArrayList<>();
        for (int threads : THREADS) {
            var workload = Workloads.named(WORKLOAD + threads);
            limit.add(bars.best(workload, Entrant.Kind.LIMIT)
                    .map(entrant -> bars.figures(workload, entrant).median())
                    .orElse(null));
        }
        return limit;
    }
}
