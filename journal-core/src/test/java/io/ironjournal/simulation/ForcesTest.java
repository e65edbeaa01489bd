package io.ironjournal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Tests the crash simulation by omitting forces. It finds each line of the engine that forces something, by running it.
 * Then it omits that force, and the simulation has to fail. A force whose omission has no effect is superfluous.
 */
class ForcesTest {

    private static final int CRASHES = Integer.getInteger("ironjournal.crashes.unforced", 60_000);

    /** These seeds run first, because they detect omissions that few seeds detect. With another engine, others may. */
    private static final long[] FIRST_SEEDS = {2029, 836};

    private static final StackWalker STACK = StackWalker.getInstance();

    /** Runs lives on a simulated storage that ignores some forces. */
    private interface Simulation {
        int run(long seed, Predicate<String> ignoredForces);
    }

    /** The sharded simulation uses forces that the plain one does not. */
    private static final List<Simulation> SIMULATIONS = List.of(
            (seed, ignored) -> new CrashSimulation(seed, ignored).run(20),
            (seed, ignored) -> new ShardedCrashSimulation(seed, ignored).run(20));

    @Test
    void anyForceOmitted_theCrashSimulationFails() {
        Map<String, Set<Simulation>> sites = new TreeMap<>();
        for (long seed = 1; seed <= 60; seed++) {
            for (Simulation simulation : SIMULATIONS) {
                simulation.run(seed, force -> {
                    sites.computeIfAbsent(site(), site -> new LinkedHashSet<>()).add(simulation);
                    return false;
                });
            }
        }
        assertTrue(sites.size() > 5, "The forces were not found: " + sites);
        Map<String, String> caughtBy = new TreeMap<>();
        Set<String> unnoticed = new TreeSet<>();
        sites.forEach((site, simulations) -> {
            String caught = firstViolation(site, simulations);
            if (caught == null) {
                unnoticed.add(site);
            } else {
                caughtBy.put(site, caught);
            }
        });
        caughtBy.forEach((site, caught) -> System.out.println("without " + site + ": " + caught));
        assertEquals(Set.of(), unnoticed, "Forces whose omission has no effect");
    }

    /** Runs those simulations that use this force. */
    private static String firstViolation(String site, Set<Simulation> simulations) {
        for (Simulation simulation : simulations) {
            int crashes = 0;
            for (int i = 0; crashes < CRASHES; i++) {
                long seed = i < FIRST_SEEDS.length ? FIRST_SEEDS[i] : i - FIRST_SEEDS.length + 1;
                try {
                    crashes += simulation.run(seed, force -> site().equals(site));
                } catch (Verifier.Violation caught) {
                    return caught.getMessage().lines().findFirst().orElse("");
                }
            }
        }
        return null;
    }

    /**
     * Returns the line of the engine that forces. All forces of the archive are one per class: several of them protect the
     * same names, so that one of them alone could be omitted.
     */
    private static String site() {
        return STACK.walk(frames -> frames.filter(frame -> {
                    String name = frame.getClassName();
                    return name.startsWith("io.ironjournal.")
                            && !name.startsWith("io.ironjournal.io.")
                            && !name.startsWith("io.ironjournal.test.")
                            && !name.startsWith("io.ironjournal.simulation.");
                })
                .findFirst()
                .map(frame -> isOfArchive(frame.getFileName())
                        ? frame.getFileName()
                        : frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("?"));
    }

    private static boolean isOfArchive(String file) {
        return Set.of("SegmentArchive.java", "SegmentCopy.java", "ArchiveMarker.java")
                .contains(file);
    }
}
