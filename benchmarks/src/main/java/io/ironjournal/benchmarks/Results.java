package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All measurements, in a file with one line for each. So one workload can be measured again, and the report can be written again. */
final class Results {

    private static final String FILE = "results.csv";
    private static final String HEAD = "workload,contender,round,outcome";
    private static final String FAILED = "failed: ";

    /**
     * One measurement.
     *
     * @param outcome null when it failed
     */
    record Line(
            String workload,
            Entrant entrant,
            int round,
            @Nullable Outcome outcome,
            String text) {}

    private final List<Line> lines = new ArrayList<>();

    static Results read(Path directory) throws IOException {
        Results results = new Results();
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.equals(HEAD)) {
                    results.lines.add(parse(line));
                }
            }
        }
        return results;
    }

    private static Line parse(String line) {
        String[] parts = line.split(",", 4);
        Outcome outcome = parts[3].startsWith(FAILED) ? null : Outcome.parse(parts[3]);
        return new Line(parts[0], Entrant.valueOf(parts[1]), Integer.parseInt(parts[2]), outcome, parts[3]);
    }

    void forget(String workload) {
        lines.removeIf(line -> line.workload().equals(workload));
    }

    void add(String workload, Entrant entrant, int round, Outcome outcome) {
        lines.add(new Line(workload, entrant, round, outcome, outcome.toString()));
    }

    void failed(String workload, Entrant entrant, int round, String reason) {
        lines.add(new Line(workload, entrant, round, null, FAILED + reason));
    }

    void write(Path directory) throws IOException {
        List<String> text = new ArrayList<>(List.of(HEAD));
        for (Line line : lines) {
            text.add(line.workload() + "," + line.entrant().name() + "," + line.round() + "," + line.text());
        }
        Files.createDirectories(directory);
        Files.write(directory.resolve(FILE), text);
    }

    boolean has(String workload) {
        return lines.stream().anyMatch(line -> line.workload().equals(workload));
    }

    /** The contenders of a workload, in their order. */
    List<Entrant> entrants(String workload) {
        return lines.stream()
                .filter(line -> line.workload().equals(workload))
                .map(Line::entrant)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the form of this journal with which a workload was measured. */
    Optional<Entrant> ours(String workload) {
        return entrants(workload).stream()
                .filter(entrant -> entrant.kind() == Entrant.Kind.OURS)
                .findFirst();
    }

    /** Returns the different values of a figure that belongs to the measurement, such as its seconds. */
    Set<Double> values(String workload, String figure) {
        Set<Double> values = new TreeSet<>();
        for (Line line : lines) {
            Outcome outcome = line.outcome();
            if (line.workload().equals(workload) && outcome != null) {
                Double value = outcome.figures().get(figure);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** Returns why the last measurement of a contender failed, if it did. */
    Optional<String> failure(String workload, Entrant entrant) {
        return lines.stream()
                .filter(line -> line.workload().equals(workload) && line.entrant() == entrant && line.outcome() == null)
                .map(Line::text)
                .reduce((first, second) -> second);
    }

    /** Returns a figure of each round. */
    Figures figures(String workload, Entrant entrant, String name) {
        Figures figures = new Figures();
        for (Line line : lines) {
            Outcome outcome = line.outcome();
            if (line.workload().equals(workload) && line.entrant() == entrant && outcome != null) {
                Double value = outcome.figures().get(name);
                if (value != null) {
                    figures.add(line.round(), value);
                }
            }
        }
        return figures;
    }
}
