package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.MissingLibrary;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Settings;
import io.ironjournal.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Measures this journal, the limit of the disk and other journals in turn: A B C A B C …. Each measurement has a JVM of its own. Other load on the machine then affects all of them. */
public final class Benchmarks {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Path data =
            Path.of(System.getProperty("benchmark.data", "data")).toAbsolutePath();
    private final Path out = Path.of(System.getProperty("benchmark.out", "benchmarks"));
    private final Settings settings = Settings.ofSystem();
    private final Plan plan;

    private Benchmarks(Plan plan) {
        this.plan = plan;
    }

    /**
     * Measures the workloads that the arguments name, and writes a report.
     *
     * @param args beginnings of the workloads' names, separated by commas, {@code all}, or {@code core}, or beginnings of
     *     core's workloads, {@code core:get,iterate}; {@code report} measures nothing
     * @throws Exception when a file cannot be written
     */
    public static void main(String[] args) throws Exception {
        if (Plan.isOfCore(args[0])) {
            setUnlessTold("warmup", Core.WARMUP);
            setUnlessTold("seconds", Core.SECONDS);
        }
        String contenders = System.getProperty("benchmark.contenders", "all");
        new Benchmarks(Plan.of(args[0], contenders, Integer.getInteger("benchmark.rounds", 5))).run();
    }

    /** The JVMs that measure get the same properties. */
    private static void setUnlessTold(String name, String value) {
        String property = "benchmark." + name;
        if (System.getProperty(property, "").isBlank()) {
            System.setProperty(property, value);
        }
    }

    private void run() throws IOException, InterruptedException {
        Results results = Results.read(out);
        if (!plan.items().isEmpty()) {
            Duration duration = plan.duration(settings, 0);
            say(
                    "%d workloads in about %d minutes, until %s: %.1f s each, %.1f s where bandwidth is the limit, %.1f s to warm up",
                    plan.items().size(),
                    minutes(duration),
                    LocalTime.now(ZoneId.systemDefault()).plus(duration).format(CLOCK),
                    settings.seconds(),
                    settings.bandwidthSeconds(),
                    settings.warmup());
        }
        Instant begin = Instant.now();
        for (int i = 0; i < plan.items().size(); i++) {
            Plan.Item item = plan.items().get(i);
            Workload workload = item.workload();
            say(
                    "%n%s: %s (%d of %d, about %d minutes left)",
                    workload.name(), workload.title(), i + 1, plan.items().size(), minutes(plan.duration(settings, i)));
            Optional<String> obstacle = workload.obstacle();
            if (obstacle.isPresent()) {
                say("skipped: %s", obstacle.get());
                continue;
            }
            measure(item, results);
        }
        if (!plan.items().isEmpty()) {
            say("%nIt took %d minutes", minutes(Duration.between(begin, Instant.now())));
        }
        new Report(results, out).write();
    }

    private static long minutes(Duration duration) {
        return duration.plusSeconds(59).toMinutes();
    }

    /** Measures round by round. The results of each round are kept, so that a report can be written after a run is stopped. */
    private void measure(Plan.Item item, Results results) throws IOException, InterruptedException {
        results.forget(item.workload().name());
        for (int round = 1; round <= item.mostRounds(); round++) {
            for (Entrant entrant : item.entrants(round)) {
                measure(item, entrant, round, results);
            }
            results.write(out);
        }
    }

    private void measure(Plan.Item item, Entrant entrant, int round, Results results) throws InterruptedException {
        Workload workload = item.workload();
        String what = String.format(
                "%s  round %d  %-24s", LocalTime.now(ZoneId.systemDefault()).format(CLOCK), round, entrant.title());
        try {
            Outcome outcome = Measurement.apart(
                            workload, entrant, data.resolve(entrant.name().toLowerCase(Locale.ROOT)))
                    .with(Outcome.PLANNED, item.rounds(entrant));
            results.add(workload.name(), entrant, round, outcome);
            say("%s %s", what, outcome);
        } catch (MissingLibrary e) {
            say("%s skipped: %s", what, reason(e));
        } catch (IOException e) {
            results.failed(workload.name(), entrant, round, reason(e));
            say("%s %s", what, reason(e));
        }
    }

    private static String reason(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
