package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workload;
import io.ironjournal.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Measures this journal, the limit of the disk and other journals, interleaved: A B C A B C …, each time in a JVM of its
 * own, so that what else the machine does meanwhile meets all of them.
 */
public final class Benchmarks {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final int rounds = Integer.getInteger("benchmark.rounds", 5);
    private final Path data =
            Path.of(System.getProperty("benchmark.data", "data")).toAbsolutePath();
    private final Path out = Path.of(System.getProperty("benchmark.out", "benchmarks"));
    private final List<Workload> workloads;
    private final List<Entrant> entrants;

    private Benchmarks(String workloads, String entrants) {
        Predicate<String> wanted = beginsWithOneOf(workloads);
        this.workloads = Workloads.all().stream()
                .filter(workload -> wanted.test(workload.name()))
                .toList();
        Predicate<String> admitted = beginsWithOneOf(entrants);
        this.entrants = Arrays.stream(Entrant.values())
                .filter(entrant -> admitted.test(entrant.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /**
     * Measures what it is told to, and writes a report.
     *
     * @param args beginnings of the workloads' names, separated by commas, or {@code all}; {@code report} measures nothing
     * @throws Exception when a file cannot be written
     */
    public static void main(String[] args) throws Exception {
        new Benchmarks(args[0], System.getProperty("benchmark.contenders", "all")).run();
    }

    private static Predicate<String> beginsWithOneOf(String list) {
        List<String> beginnings = List.of(list.split(",", -1));
        return name -> beginnings.contains("all")
                || beginnings.stream()
                        .anyMatch(beginning -> name.equals(beginning)
                                || name.startsWith(beginning + "-")
                                || name.startsWith(beginning + "_"));
    }

    private void run() throws IOException, InterruptedException {
        Results results = Results.read(out);
        for (Workload workload : workloads) {
            say("%n%s: %s", workload.name(), workload.title());
            results.forget(workload.name());
            List<Entrant> able = entrants.stream()
                    .filter(entrant -> entrant.can(workload.needs()))
                    .toList();
            for (int round = 1; round <= rounds; round++) {
                for (Entrant entrant : able) {
                    measure(workload, entrant, round, results);
                }
            }
            results.write(out);
        }
        new Report(results, out).write();
    }

    private void measure(Workload workload, Entrant entrant, int round, Results results) throws InterruptedException {
        String what = String.format(
                "%s  round %d  %-24s", LocalTime.now(ZoneId.systemDefault()).format(CLOCK), round, entrant.title());
        try {
            Outcome outcome = Measurement.apart(
                    workload.name(), entrant, data.resolve(entrant.name().toLowerCase(Locale.ROOT)));
            results.add(workload.name(), entrant, round, outcome);
            say("%s %s", what, outcome);
        } catch (IOException e) {
            results.failed(workload.name(), entrant, round, reason(e));
            say("%s %s", what, reason(e));
        }
    }

    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
