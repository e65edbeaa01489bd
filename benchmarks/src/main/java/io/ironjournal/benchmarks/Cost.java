package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Settings;
import io.ironjournal.benchmarks.workload.Workload;

/** The elapsed time of a measurement, as measured on the machine of the report. */
final class Cost {

    private static final double FILLED_PER_SECOND = 2.5e6;
    private static final double FILLED_PER_SECOND_BY_SQL = 5e4;

    /** The seconds for closing and deleting, for each second of writing. */
    private static final double DELETED_PER_SECOND = 0.06;

    private Cost() {}

    static double seconds(Workload workload, Entrant entrant, Settings settings) {
        double filled = workload.filled() * settings.scale();
        return around(entrant) + workload.seconds(settings) + deleting(workload, settings) + filled / rate(entrant);
    }

    /** The seconds to start a JVM, and to create, close and delete a store. */
    private static double around(Entrant entrant) {
        return switch (entrant) {
            case DERBY -> 1.1;
            case ARTEMIS_NIO, ARTEMIS_AIO, CHRONICLE, CHRONICLE_READS -> 0.8;
            default -> 0.4;
        };
    }

    /** For workloads whose limit is the bandwidth: they write gigabytes. */
    private static double deleting(Workload workload, Settings settings) {
        return workload.boundByBandwidth() ? settings.bandwidthSeconds() * DELETED_PER_SECOND : 0;
    }

    private static double rate(Entrant entrant) {
        boolean sql = entrant == Entrant.DERBY || entrant == Entrant.H2;
        return sql ? FILLED_PER_SECOND_BY_SQL : FILLED_PER_SECOND;
    }
}
