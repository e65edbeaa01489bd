package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The run {@code core}: all workloads. The contenders that can decide whether a bar is met take part in all rounds, other interesting contenders in few. Earlier runs of all contenders showed which ones can decide. */
final class Core {

    static final String NAME = "core";

    /** The default of the seconds of warming up, and of a measurement. */
    static final String WARMUP = "2";

    static final String SECONDS = "2";

    /** The number of rounds for contenders that cannot decide a bar. */
    static final int ROUNDS_BESIDE = 1;

    /**
     * Each line has the workload, the rounds, the contenders that decide, and after the bar the other contenders.
     *
     * <p>What lasts 30 s takes most of the time: only one of the two forms that write twice takes part, the one that was the
     * better one before. Of the raw forms of the others, both decide where they were close to each other.
     */
    private static final String TABLE = """
            append-128b-1         5 IRONJOURNAL RAW_LEADER CHRONICLE | RAW_WRITER ARTEMIS_NIO ARTEMIS_AIO ROCKSDB \
            BOOKKEEPER_EAGER BOOKKEEPER_WAITING H2 DERBY
            append-128b-2         5 IRONJOURNAL RAW_WRITER ARTEMIS_NIO CHRONICLE | RAW_LEADER ROCKSDB BOOKKEEPER_EAGER
            append-128b-8         5 IRONJOURNAL RAW_LEADER RAW_WRITER ARTEMIS_NIO | ARTEMIS_AIO CHRONICLE ROCKSDB \
            BOOKKEEPER_EAGER BOOKKEEPER_WAITING H2 DERBY
            append-128b-32        5 IRONJOURNAL RAW_WRITER ARTEMIS_NIO | RAW_LEADER ROCKSDB BOOKKEEPER_EAGER
            append-128b-128       5 IRONJOURNAL RAW_WRITER BOOKKEEPER_EAGER | RAW_LEADER ARTEMIS_NIO ROCKSDB
            append-1kb-1          5 IRONJOURNAL RAW_LEADER CHRONICLE
            append-1kb-2          5 IRONJOURNAL RAW_WRITER ARTEMIS_NIO
            append-1kb-8          5 IRONJOURNAL RAW_LEADER RAW_WRITER ARTEMIS_NIO
            append-1kb-32         5 IRONJOURNAL RAW_LEADER RAW_WRITER ARTEMIS_NIO
            append-1kb-128        5 IRONJOURNAL RAW_WRITER ARTEMIS_NIO | RAW_LEADER BOOKKEEPER_EAGER
            append-128b-virtual-32  5 IRONJOURNAL BOOKKEEPER_EAGER | RAW_WRITER ARTEMIS_NIO
            append-128b-virtual-128 5 IRONJOURNAL BOOKKEEPER_EAGER | RAW_WRITER ARTEMIS_NIO
            batch-100-1           5 IRONJOURNAL RAW_TWICE_LEADER ROCKSDB
            batch-100-8           5 IRONJOURNAL RAW_TWICE_WRITER ROCKSDB
            streams-1000-8        5 IRONJOURNAL RAW_LEADER ARTEMIS_NIO
            streams-10000-8       5 IRONJOURNAL ARTEMIS_NIO | RAW_LEADER
            append-64kb-1         5 IRONJOURNAL RAW_TWICE_LEADER
            append-64kb-8         5 IRONJOURNAL RAW_TWICE_WRITER ARTEMIS_NIO
            append-1mb-1          5 IRONJOURNAL RAW_TWICE_WRITER
            append-1mb-8          5 IRONJOURNAL RAW_TWICE_WRITER ARTEMIS_NIO
            one-phase-1           2 IRONJOURNAL RAW_LEADER ARTEMIS_NIO ROCKSDB_TRANSACTIONS DERBY
            one-phase-8           5 IRONJOURNAL ARTEMIS_NIO | RAW_LEADER ROCKSDB_TRANSACTIONS DERBY
            one-phase-32          5 IRONJOURNAL ARTEMIS_NIO | RAW_WRITER ROCKSDB_TRANSACTIONS
            two-phase-1           5 IRONJOURNAL RAW_LEADER | DERBY
            two-phase-8           5 IRONJOURNAL RAW_LEADER RAW_WRITER ARTEMIS_NIO | ROCKSDB_TRANSACTIONS DERBY
            two-phase-32          5 IRONJOURNAL RAW_WRITER ARTEMIS_NIO | RAW_LEADER ROCKSDB_TRANSACTIONS
            narayana-one-phase-1  2 IRONJOURNAL RAW_LEADER DERBY
            narayana-one-phase-8  5 IRONJOURNAL DERBY | RAW_LEADER
            narayana-one-phase-32 5 IRONJOURNAL DERBY | RAW_WRITER
            narayana-two-phase-1  2 IRONJOURNAL RAW_LEADER DERBY
            narayana-two-phase-8  5 IRONJOURNAL DERBY | RAW_WRITER
            narayana-two-phase-32 5 IRONJOURNAL DERBY | RAW_LEADER
            async-1               5 IRONJOURNAL CHRONICLE
            bulk-1000-1           5 IRONJOURNAL CHRONICLE ROCKSDB
            get-1m                5 IRONJOURNAL RAW_READS CHRONICLE CHRONICLE_READS ROCKSDB
            get-10m               3 IRONJOURNAL CHRONICLE CHRONICLE_READS ROCKSDB
            get-cold-10m          3 IRONJOURNAL CHRONICLE CHRONICLE_READS ROCKSDB
            iterate-5m            3 IRONJOURNAL CHRONICLE | ROCKSDB RAW_READS
            iterate-views-5m      3 IRONJOURNAL CHRONICLE | RAW_READS
            iterate-mapped-views-5m 3 IRONJOURNAL CHRONICLE | RAW_READS
            tail-1000             3 IRONJOURNAL CHRONICLE
            mixed-4               5 IRONJOURNAL ROCKSDB | CHRONICLE
            checkpoint-8          3 IRONJOURNAL_SHARDS
            reopen-clean-1m       5 IRONJOURNAL
            reopen-killed-1m      5 IRONJOURNAL ROCKSDB
            reopen-clean-5m       3 IRONJOURNAL
            reopen-killed-5m      3 IRONJOURNAL
            reopen-clean-20m      3 IRONJOURNAL
            reopen-killed-20m     3 IRONJOURNAL
            space-1m              5 IRONJOURNAL | CHRONICLE ROCKSDB
            allocation-128b       5 IRONJOURNAL
            allocation-1kb        5 IRONJOURNAL
            """;

    /**
     * A line of the table.
     *
     * @param rounds of those who decide
     */
    record Row(String workload, int rounds, List<Entrant> deciding, List<Entrant> beside) {

        private static Row of(String line) {
            String[] sides = line.split("\\|", 2);
            String[] words = sides[0].strip().split(" +", -1);
            return new Row(
                    words[0],
                    Integer.parseInt(words[1]),
                    entrants(Arrays.stream(words).skip(2)),
                    sides.length < 2
                            ? List.of()
                            : entrants(Arrays.stream(sides[1].strip().split(" +", -1))));
        }

        private static List<Entrant> entrants(Stream<String> names) {
            return names.map(Entrant::valueOf).toList();
        }

        /** Returns the number of rounds of a contender; 0 if it takes no part. */
        int rounds(Entrant entrant) {
            return deciding.contains(entrant) ? rounds : beside.contains(entrant) ? Math.min(rounds, ROUNDS_BESIDE) : 0;
        }
    }

    static final List<Row> ROWS = TABLE.lines().map(Row::of).toList();

    private Core() {}

    static Optional<Row> row(String workload) {
        return ROWS.stream().filter(row -> row.workload().equals(workload)).findFirst();
    }
}
