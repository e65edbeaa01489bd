package io.ironjournal.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Settings;
import io.ironjournal.benchmarks.workload.Workload;
import io.ironjournal.benchmarks.workload.Workloads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static Plan core(String names) {
        return Plan.of(names, "all", 5);
    }

    @Test
    void coreHasEveryWorkloadWithContendersThatAreAble() {
        assertEquals(
                Workloads.all().stream().map(Workload::name).toList(),
                Core.ROWS.stream().map(Core.Row::workload).toList());
        for (Plan.Item item : core("core").items()) {
            Core.Row row = Core.row(item.workload().name()).orElseThrow();
            // Who is not able would be missing from the plan.
            assertEquals(
                    row.deciding().size() + row.beside().size(), item.rounds().size(), row::toString);
        }
    }

    @Test
    void everyBarIsDecidedByAllRounds() {
        for (Plan.Item item : core("core").items()) {
            Workload workload = item.workload();
            Results results = new Results();
            item.rounds().forEach((entrant, rounds) -> {
                if (rounds == item.mostRounds()) {
                    results.add(workload.name(), entrant, 1, Outcome.parse(workload.figure() + "=1"));
                }
            });
            List<Bars.Verdict> verdicts = new Bars(results).of(workload);
            boolean ofAnother = workload.name().equals("reopen-clean-20m");
            verdicts.stream()
                    .filter(verdict -> !ofAnother || !verdict.bar().contains("after"))
                    .forEach(verdict ->
                            assertFalse(verdict.found().isEmpty(), () -> workload.name() + ": " + verdict.bar()));
            int rounds = workload.filled() > 2_000_000 ? 3 : 5;
            assertTrue(verdicts.isEmpty() || item.mostRounds() == rounds, workload::name);
        }
    }

    @Test
    void whoStandsBesideTakesPartInTheFirstRoundsOnly() {
        Plan.Item item = core("core:append-128b-8").items().get(0);
        assertTrue(item.entrants(1).contains(Entrant.DERBY));
        assertEquals(Core.ROUNDS_BESIDE, item.rounds(Entrant.DERBY));
        assertEquals(
                List.of(Entrant.IRONJOURNAL, Entrant.RAW_LEADER, Entrant.RAW_WRITER, Entrant.ARTEMIS_NIO),
                item.entrants(5));
    }

    @Test
    void aPartOfCoreIsMeasuredAsTheWhole() {
        Plan part = core("core:get,async-1");
        assertEquals(
                List.of("async-1", "get-1m", "get-10m", "get-cold-10m"),
                part.items().stream().map(item -> item.workload().name()).toList());
        assertEquals(3, part.items().get(2).mostRounds());
        assertEquals(
                1, Plan.of("core:get", "ironjournal", 1).items().get(0).rounds().size());
    }

    @Test
    void bandwidthTakesItsTimeAndReopeningNone() {
        Workload large = Workloads.named("append-1mb-1");
        Workload reopening = Workloads.named("reopen-clean-1m");
        Settings settings = new Settings(2, 2, 30, 1, false);
        assertTrue(Cost.seconds(large, Entrant.IRONJOURNAL, settings) > 32);
        assertTrue(Cost.seconds(reopening, Entrant.IRONJOURNAL, settings) < 4);
        assertTrue(new Plan(List.of()).duration(settings, 0).equals(Duration.ZERO));
    }
}
