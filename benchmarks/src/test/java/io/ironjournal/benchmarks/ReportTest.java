package io.ironjournal.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path out;

    /** A run continues with the results of an earlier run that was stopped, and writes the report. */
    private String reportOf(Results stopped) throws IOException {
        stopped.write(out);
        new Report(Results.read(out), out).write();
        return Files.readString(out.resolve("results.md"));
    }

    @Test
    void workloadThatWasLeftHalfWayTellsHowManyRoundsItLacks() throws IOException {
        Results results = new Results();
        for (int round = 1; round <= 2; round++) {
            results.add("tail-1000", Entrant.IRONJOURNAL, round, Outcome.parse("p50_us=160 planned_rounds=5"));
            results.add("tail-1000", Entrant.CHRONICLE, round, Outcome.parse("p50_us=20 planned_rounds=2"));
        }
        String report = reportOf(results);
        assertTrue(report.contains("| IronJournal | 2 of 5 | 160 |"), report);
        assertTrue(report.contains("| Chronicle Queue | 2 | 20.0 |"), report);
    }

    @Test
    void anotherJavaStandsBesideItsTable() throws IOException {
        Results results = new Results();
        results.add(
                "append-128b-virtual-32",
                Entrant.IRONJOURNAL,
                1,
                Outcome.parse("per_second=100 seconds=2 java=25 planned_rounds=1"));
        String report = reportOf(results);
        assertTrue(report.contains("32 virtual threads: 2.0 s each time, JDK 25."), report);
    }
}
