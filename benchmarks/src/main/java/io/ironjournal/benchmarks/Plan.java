package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Settings;
import io.ironjournal.benchmarks.workload.Workload;
import io.ironjournal.benchmarks.workload.Workloads;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What will be measured, in its order, and about how long that takes. */
record Plan(List<Plan.Item> items) {

    /** A JVM has started, and has created, closed and deleted a store. */
    private static final double SECONDS_AROUND = 1;

    private static final double FILLED_PER_SECOND = 1e6;
    private static final double FILLED_PER_SECOND_BY_SQL = 5e4;

    /** One workload. */
    record Item(Workload workload, List<Entrant> entrants, int rounds) {

        double seconds(Settings settings) {
            double taken = workload.boundByBandwidth() ? settings.bandwidthSeconds() : settings.seconds();
            double filled = workload.filled() * settings.scale();
            double each = entrants.stream()
                    .mapToDouble(entrant -> SECONDS_AROUND + settings.warmup() + taken + filled / rate(entrant))
                    .sum();
            return rounds * each;
        }

        private static double rate(Entrant entrant) {
            boolean sql = entrant == Entrant.DERBY || entrant == Entrant.H2;
            return sql ? FILLED_PER_SECOND_BY_SQL : FILLED_PER_SECOND;
        }
    }

    /** Of lists that may be {@code all}; the workloads may also be {@link Core#NAME}. */
    static Plan of(String workloads, String entrants, int rounds) {
        Predicate<String> wanted = beginsWithOneOf(workloads);
        Predicate<String> admitted = beginsWithOneOf(entrants);
        boolean core = workloads.equals(Core.NAME);
        return new Plan(Workloads.all().stream()
                .filter(workload -> core ? Core.has(workload) : wanted.test(workload.name()))
                .map(workload -> new Item(
                        workload,
                        Arrays.stream(Entrant.values())
                                .filter(entrant -> entrant.can(workload.needs()))
                                .filter(entrant -> !core || Core.needs(workload, entrant))
                                .filter(entrant -> admitted.test(entrant.name().toLowerCase(Locale.ROOT)))
                                .toList(),
                        core ? Math.min(rounds, Core.rounds(workload)) : rounds))
                .filter(item -> !item.entrants().isEmpty())
                .toList());
    }

    private static Predicate<String> beginsWithOneOf(String list) {
        List<String> beginnings = List.of(list.split(",", -1));
        return name -> beginnings.contains("all")
                || beginnings.stream()
                        .anyMatch(beginning -> name.equals(beginning)
                                || name.startsWith(beginning + "-")
                                || name.startsWith(beginning + "_"));
    }

    /** Of what can be measured here, from one item on. */
    Duration duration(Settings settings, int from) {
        double seconds = items.stream()
                .skip(from)
                .filter(item -> item.workload().obstacle().isEmpty())
                .mapToDouble(item -> item.seconds(settings))
                .sum();
        return Duration.ofSeconds((long) seconds);
    }
}
