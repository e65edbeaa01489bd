package io.ironjournal.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** One figure of a contender in each round. */
final class Figures {

    private final TreeMap<Integer, Double> byRound = new TreeMap<>();

    void add(int round, double value) {
        byRound.put(round, value);
    }

    boolean isEmpty() {
        return byRound.isEmpty();
    }

    int size() {
        return byRound.size();
    }

    double median() {
        return median(byRound.values());
    }

    double least() {
        return byRound.values().stream().mapToDouble(x -> x).min().orElse(Double.NaN);
    }

    double most() {
        return byRound.values().stream().mapToDouble(x -> x).max().orElse(Double.NaN);
    }

    /** Returns the median of the ratios of each round. What changes between rounds changes both figures. */
    double ratioTo(Figures other) {
        List<Double> ratios = new ArrayList<>();
        byRound.forEach((round, value) -> {
            Double divisor = other.byRound.get(round);
            if (divisor != null) {
                ratios.add(value / divisor);
            }
        });
        return median(ratios);
    }

    private static double median(Collection<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
