package io.ironjournal.benchmarks.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The result of a measurement: numbers by name. The first one is compared. The JVM that measures prints it as a line of text. */
public record Outcome(Map<String, Double> figures) {

    /** Names of figures. */
    public static final String PER_SECOND = "per_second";

    public static final String MILLISECONDS = "milliseconds";
    public static final String BYTES = "bytes";
    public static final String P50 = "p50_us";
    public static final String P99 = "p99_us";
    public static final String P999 = "p999_us";
    public static final String MAX = "max_us";
    public static final String WRITTEN = "written_bytes";
    public static final String CPU = "cpu_us";
    public static final String CALLS = "write_calls";

    /** The figure of other threads that work at the same time. */
    public static final String MEANWHILE = "meanwhile_per_second";

    /** The length of the measurement. */
    public static final String SECONDS = "seconds";

    /** The release of Java with which it was measured. */
    public static final String JAVA = "java";

    /** The planned number of rounds. A run that was stopped has fewer. */
    public static final String PLANNED = "planned_rounds";

    /** The number of all operations that succeeded, also before and after the period. */
    public static final String ACKNOWLEDGED = "acknowledged";

    static Outcome of(String name, double value) {
        return new Outcome(new LinkedHashMap<>()).with(name, value);
    }

    public Outcome with(String name, double value) {
        figures.put(name, value);
        return this;
    }

    /** Returns the figures without those that make no sense for the workload. */
    Outcome without(String... names) {
        figures.keySet().removeAll(List.of(names));
        return this;
    }

    /** The reverse of {@link #toString}. */
    public static Outcome parse(String line) {
        Outcome outcome = new Outcome(new LinkedHashMap<>());
        for (String part : line.split(" ", -1)) {
            int equals = part.indexOf('=');
            outcome.with(part.substring(0, equals), Double.parseDouble(part.substring(equals + 1)));
        }
        return outcome;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        figures.forEach((name, value) -> line.append(line.isEmpty() ? "" : " ")
                .append(name)
                .append('=')
                .append(String.format(Locale.ROOT, "%.3f", value)));
        return line.toString();
    }
}
