package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Entrant;
import java.nio.file.Path;
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
