package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Entrant;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Something to do with a contender. */
public interface Workload {

    /** Short, without spaces; what the command line calls it. */
    String name();

    /** For the report. */
    String title();

    /** Name of the figure that contenders are compared by. */
    default String figure() {
        return Outcome.PER_SECOND;
    }

    /** Unit of that figure. */
    String unit();

    /** What a contender must be able to do. */
    Set<Ability> needs();

    /** What other threads do at the same time, of which {@link Outcome#MEANWHILE} tells; empty where there are none. */
    default String meanwhile() {
        return "";
    }

    /** Why it cannot be measured here, with any contender. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** How many entries must be written before. */
    default long filled() {
        return 0;
    }

    /** About how long it takes by the clock, beside filling. */
    default double seconds(Settings settings) {
        return settings.warmup() + (boundByBandwidth() ? settings.bandwidthSeconds() : settings.seconds());
    }

    /** Whether this measures how much can be written, not how often. */
    default boolean boundByBandwidth() {
        return false;
    }

    /**
     * Does it.
     *
     * @param directory empty
     */
    Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception;
}
