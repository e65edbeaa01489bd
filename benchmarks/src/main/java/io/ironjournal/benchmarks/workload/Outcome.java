package io.ironjournal.benchmarks.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a measurement found: numbers by name, the first of them being the one that is compared. A line of text outside of
 * the JVM that measured.
 */
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

    /** What other threads did at the same time. */
    public static final String MEANWHILE = "meanwhile_per_second";

    /** How long time was taken. */
    public static final String SECONDS = "seconds";

    /** Release of Java that it was measured with. */
    public static final String JAVA = "java";

    /** How many rounds were to be measured: fewer are there where a run was stopped. */
    public static final String PLANNED = "planned_rounds";

    /** All operations that succeeded, also before and after what was timed. */
    public static final String ACKNOWLEDGED = "acknowledged";

    static Outcome of(String name, double value) {
        return new Outcome(new LinkedHashMap<>()).with(name, value);
    }

    public Outcome with(String name, double value) {
        figures.put(name, value);
        return this;
    }

    /** Without what does not fit the workload. */
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
