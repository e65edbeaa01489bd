package io.ironjournal.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Workload;
import io.ironjournal.benchmarks.workload.Workloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs each workload for a moment, with this journal and with the limits that it is compared with. */
class MeasurementTest {

    @TempDir
    private Path directory;

    @BeforeAll
    static void beShort() {
        System.setProperty("benchmark.warmup", "0");
        System.setProperty("benchmark.seconds", "0.1");
        System.setProperty("benchmark.bandwidth-seconds", "0.1");
        System.setProperty("benchmark.scale", "0.001");
    }

    @TestFactory
    Stream<DynamicTest> everyWorkloadFindsSomething() {
        return Workloads.all().stream()
                .flatMap(workload -> Arrays.stream(Entrant.values())
                        .filter(entrant -> entrant.kind() != Entrant.Kind.PEER)
                        .filter(entrant -> entrant.can(workload.needs()))
                        .map(entrant -> DynamicTest.dynamicTest(
                                workload.name() + " " + entrant, () -> findsSomething(workload, entrant))));
    }

    private void findsSomething(Workload workload, Entrant entrant) throws Exception {
        assumeTrue(workload.obstacle().isEmpty(), () -> workload.obstacle().orElseThrow());
        Path own = directory.resolve(workload.name() + entrant);
        Files.createDirectories(own);
        Outcome outcome = Measurement.here(workload.name(), entrant, own);
        Measurement.delete(own);
        // On a busy machine nothing may end within so short a time, but all threads have done something.
        Double done = outcome.figures().get(Outcome.ACKNOWLEDGED);
        assertTrue((done != null ? done : outcome.figures().get(workload.figure())) > 0, outcome::toString);
    }
}
