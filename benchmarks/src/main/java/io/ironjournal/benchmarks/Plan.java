package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Settings;
import io.ironjournal.benchmarks.workload.Workload;
import io.ironjournal.benchmarks.workload.Workloads;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What will be measured, in its order, and about how long that takes. */
record Plan(List<Plan.Item> items) {

    /** Of {@link Core} only what begins like this. */
    private static final String OF_CORE = Core.NAME + ":";

    /**
     * One workload.
     *
     * @param rounds of each contender, in their order
     */
    record Item(Workload workload, Map<Entrant, Integer> rounds) {

        private static Item of(Workload workload, Predicate<Entrant> admitted, boolean core, int rounds) {
            Map<Entrant, Integer> each = new EnumMap<>(Entrant.class);
            for (Entrant entrant : Entrant.values()) {
                int most = core
                        ? Core.row(workload.name())
                                .map(row -> row.rounds(entrant))
                                .orElse(0)
                        : rounds;
                if (most > 0 && entrant.can(workload.needs()) && admitted.test(entrant)) {
                    each.put(entrant, Math.min(most, rounds));
                }
            }
            return new Item(workload, each);
        }

        /** How often a contender is measured. */
        int rounds(Entrant entrant) {
            return rounds.getOrDefault(entrant, 0);
        }

        /** Of the contender that is measured most often. */
        int mostRounds() {
            return rounds.values().stream().mapToInt(x -> x).max().orElse(0);
        }

        /** Those who take their turns in a round. */
        List<Entrant> entrants(int round) {
            return rounds.keySet().stream()
                    .filter(entrant -> rounds(entrant) >= round)
                    .toList();
        }

        double seconds(Settings settings) {
            double seconds = 0;
            for (Map.Entry<Entrant, Integer> each : rounds.entrySet()) {
                seconds += each.getValue() * Cost.seconds(workload, each.getKey(), settings);
            }
            return seconds;
        }
    }

    /** Of lists that may be {@code all}; the workloads may also be {@link Core#NAME}, or a part of that. */
    static Plan of(String workloads, String entrants, int rounds) {
        boolean core = isOfCore(workloads);
        Predicate<String> wanted = beginsWithOneOf(
                workloads.equals(Core.NAME) ? "all" : core ? workloads.substring(OF_CORE.length()) : workloads);
        Predicate<String> admitted = beginsWithOneOf(entrants);
        return new Plan(Workloads.all().stream()
                .filter(workload -> wanted.test(workload.name()))
                .map(workload -> Item.of(
                        workload, entrant -> admitted.test(entrant.name().toLowerCase(Locale.ROOT)), core, rounds))
                .filter(item -> !item.rounds().isEmpty())
                .toList());
    }

    static boolean isOfCore(String workloads) {
        return workloads.equals(Core.NAME) || workloads.startsWith(OF_CORE);
    }

    private static Predicate<String> beginsWithOneOf(String list) {
        List<String> beginnings = Arrays.asList(list.split(",", -1));
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
