package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Entrant;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A workload: what is done with a contender. */
public interface Workload {

    /** Returns the short name without spaces, as on the command line. */
    String name();

    /** Returns the title in the report. */
    String title();

    /** Returns the name of the figure by which contenders are compared. */
    default String figure() {
        return Outcome.PER_SECOND;
    }

    /** Returns the unit of that figure. */
    String unit();

    /** Returns what a contender must be able to do. */
    Set<Ability> needs();

    /** What other threads do at the same time, of which {@link Outcome#MEANWHILE} tells; empty where there are none. */
    default String meanwhile() {
        return "";
    }

    /** Returns why this workload cannot be measured on this machine, if so. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Returns how many entries must be written before the measurement. */
    default long filled() {
        return 0;
    }

    /** Returns the approximate elapsed time in seconds, without filling. */
    default double seconds(Settings settings) {
        return settings.warmup() + (boundByBandwidth() ? settings.bandwidthSeconds() : settings.seconds());
    }

    /** Returns whether the limit is the bandwidth, not the number of writes. */
    default boolean boundByBandwidth() {
        return false;
    }

    /**
     * Runs the workload, and returns the result.
     *
     * @param directory empty
     */
    Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception;
}
