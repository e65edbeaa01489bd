package io.ironjournal.benchmarks;

import static io.ironjournal.benchmarks.contender.Entrant.ARTEMIS_NIO;
import static io.ironjournal.benchmarks.contender.Entrant.BOOKKEEPER_EAGER;
import static io.ironjournal.benchmarks.contender.Entrant.CHRONICLE;
import static io.ironjournal.benchmarks.contender.Entrant.IRONJOURNAL;
import static io.ironjournal.benchmarks.contender.Entrant.RAW_LEADER;
import static io.ironjournal.benchmarks.contender.Entrant.RAW_TWICE_LEADER;
import static io.ironjournal.benchmarks.contender.Entrant.RAW_TWICE_WRITER;
import static io.ironjournal.benchmarks.contender.Entrant.RAW_WRITER;
import static io.ironjournal.benchmarks.contender.Entrant.ROCKSDB;
import static io.ironjournal.benchmarks.contender.Entrant.ROCKSDB_TRANSACTIONS;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The workloads that {@link Bars} are set for, with the limits and those of the others that were the best so far: what can be
 * measured in three quarters of an hour. Everything else is left to a run of all.
 */
final class Core {

    static final String NAME = "core";

    /** Seconds unless told otherwise: of warming up, of a measurement, and of one that is bound by bandwidth. */
    static final String WARMUP = "2";

    static final String SECONDS = "2";
    static final String BANDWIDTH_SECONDS = "4";

    /** What fills a store with more entries is repeated less often. */
    private static final long MANY = 2_000_000;

    private static final int ROUNDS_OF_MANY = 3;

    private static final Map<String, Set<Entrant>> NEEDED = needed();

    private Core() {}

    static int size() {
        return NEEDED.size();
    }

    static boolean has(Workload workload) {
        return NEEDED.containsKey(workload.name());
    }

    static boolean needs(Workload workload, Entrant entrant) {
        return NEEDED.getOrDefault(workload.name(), Set.of()).contains(entrant);
    }

    static int rounds(Workload workload) {
        return workload.filled() > MANY ? ROUNDS_OF_MANY : Integer.MAX_VALUE;
    }

    private static Map<String, Set<Entrant>> needed() {
        Map<String, Set<Entrant>> needed = new LinkedHashMap<>();
        for (int threads : new int[] {1, 2, 8, 32, 128}) {
            // Those who share no forces are far behind with many threads.
            needed.put(
                    "append-128b-" + threads,
                    threads > 8
                            ? Set.of(IRONJOURNAL, RAW_LEADER, RAW_WRITER, ARTEMIS_NIO, ROCKSDB, BOOKKEEPER_EAGER)
                            : Set.of(
                                    IRONJOURNAL,
                                    RAW_LEADER,
                                    RAW_WRITER,
                                    ARTEMIS_NIO,
                                    CHRONICLE,
                                    ROCKSDB,
                                    BOOKKEEPER_EAGER));
        }
        needed.put("streams-1000-8", Set.of(IRONJOURNAL, RAW_LEADER, RAW_WRITER, ARTEMIS_NIO));
        for (int threads : new int[] {1, 8}) {
            needed.put(
                    "batch-100-" + threads,
                    Set.of(IRONJOURNAL, RAW_TWICE_LEADER, RAW_TWICE_WRITER, ARTEMIS_NIO, ROCKSDB));
            // With one thread nobody else is to be beaten.
            Set<Entrant> large = threads == 1
                    ? Set.of(IRONJOURNAL, RAW_TWICE_LEADER, RAW_TWICE_WRITER)
                    : Set.of(IRONJOURNAL, RAW_TWICE_LEADER, RAW_TWICE_WRITER, ARTEMIS_NIO);
            needed.put("append-64kb-" + threads, large);
            needed.put("append-1mb-" + threads, large);
        }
        for (int threads : new int[] {1, 8, 32}) {
            needed.put(
                    "two-phase-" + threads,
                    threads == 1
                            ? Set.of(IRONJOURNAL, RAW_LEADER, RAW_WRITER)
                            : Set.of(IRONJOURNAL, RAW_LEADER, RAW_WRITER, ARTEMIS_NIO, ROCKSDB_TRANSACTIONS));
        }
        needed.put("async-1", Set.of(IRONJOURNAL, CHRONICLE, ROCKSDB));
        for (String reading : new String[] {"get-1m", "get-10m", "iterate-5m"}) {
            needed.put(reading, Set.of(IRONJOURNAL, CHRONICLE, ROCKSDB));
        }
        for (String entries : new String[] {"1m", "20m"}) {
            needed.put("reopen-clean-" + entries, Set.of(IRONJOURNAL));
            needed.put("reopen-killed-" + entries, Set.of(IRONJOURNAL));
        }
        needed.put("allocation-128b", Set.of(IRONJOURNAL));
        needed.put("allocation-1kb", Set.of(IRONJOURNAL));
        return Map.copyOf(needed);
    }
}
