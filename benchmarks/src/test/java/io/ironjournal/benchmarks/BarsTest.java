package io.ironjournal.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workloads;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {

    private final Results results = new Results();

    private void measured(String workload, Entrant entrant, String figure, double... rounds) {
        for (int i = 0; i < rounds.length; i++) {
            results.add(workload, entrant, i + 1, Outcome.parse(figure + "=" + rounds[i]));
        }
    }

    private List<Bars.Verdict> verdicts(String workload) {
        return new Bars(results).of(Workloads.named(workload));
    }

    @Test
    void betterRawFormIsTheOneWithTheBetterMedianOfAllRounds() {
        measured("append-128b-8", Entrant.IRONJOURNAL, Outcome.PER_SECOND, 95, 95, 95);
        // Each is the better one in some round, and the leader in the best of all; the writer has the better median.
        measured("append-128b-8", Entrant.RAW_LEADER, Outcome.PER_SECOND, 900, 50, 90);
        measured("append-128b-8", Entrant.RAW_WRITER, Outcome.PER_SECOND, 100, 100, 100);
        Bars.Verdict raw = verdicts("append-128b-8").get(0);
        assertEquals("0.95 × raw, writer thread (100)", raw.found());
        assertTrue(raw.met());
    }

    @Test
    void with32ThreadsTheBestOtherIsBeatenByThirtyPercent() {
        measured("append-128b-32", Entrant.IRONJOURNAL, Outcome.PER_SECOND, 129);
        measured("append-128b-32", Entrant.ARTEMIS_NIO, Outcome.PER_SECOND, 100);
        measured("append-128b-32", Entrant.ROCKSDB, Outcome.PER_SECOND, 10);
        Bars.Verdict others = verdicts("append-128b-32").get(1);
        assertTrue(others.bar().contains("1.3"), others::bar);
        assertTrue(others.found().startsWith("1.29 × Artemis NIO"), others::found);
        assertFalse(others.met());
    }

    @Test
    void barWithoutMeasurementIsNeitherMetNorFound() {
        measured("append-1mb-1", Entrant.IRONJOURNAL, Outcome.PER_SECOND, 100);
        Bars.Verdict twice = verdicts("append-1mb-1").get(0);
        assertEquals("", twice.found());
        assertFalse(twice.met());
    }

    @Test
    void openingIsComparedWithALimitAndWithOpeningAfterFewerEntries() {
        measured("reopen-clean-1m", Entrant.IRONJOURNAL, Outcome.MILLISECONDS, 40, 50, 60);
        measured("reopen-clean-20m", Entrant.IRONJOURNAL, Outcome.MILLISECONDS, 70, 70, 70);
        List<Bars.Verdict> verdicts = verdicts("reopen-clean-20m");
        assertTrue(verdicts.get(0).met());
        assertEquals("1.40 × 50.0", verdicts.get(1).found());
        assertFalse(verdicts.get(1).met());
    }

    @Test
    void callerMayAllocateLessThan64BytesBesideTheEntry() {
        measured("allocation-1kb", Entrant.IRONJOURNAL, Outcome.BYTES, 1_088);
        assertFalse(verdicts("allocation-1kb").get(0).met());
        measured("allocation-128b", Entrant.IRONJOURNAL, Outcome.BYTES, 191);
        assertTrue(verdicts("allocation-128b").get(0).met());
    }
}
