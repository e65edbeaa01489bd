package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.narayana.LogPlacesApplication.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the places of Narayana's log in alternating rounds, each in its own process, and prints the medians. The directory
 * is in {@code target}, because a temporary directory may be in memory. {@code -Dlog.places.of=FILES,JOURNAL} compares some of
 * them, the first one being the base.
 */
@EnabledIfSystemProperty(
        named = "log.places",
        matches = "[0-9]+",
        disabledReason = "takes 75 s for each round and place")
@DisabledIfSystemProperty(named = "narayana.log", matches = "journal", disabledReason = "has processes of its own")
class LogPlacesTest {

    private static final int ROUNDS = Integer.getInteger("log.places", 3);
    private static final List<Integer> THREADS = List.of(1, 8, 32);
    private static final List<Place> PLACES = Arrays.stream(
                    System.getProperty("log.places.of", "FILES,ARTEMIS,VOLATILE,JOURNAL,FORCED,JOURNAL_AND_DERBY,DERBY")
                            .split(","))
            .map(Place::valueOf)
            .toList();

    @Test
    void committedTransactions_perSecond(@TempDir Path output) throws Exception {
        for (int threads : THREADS) {
            Map<Place, long[]> rates = new EnumMap<>(Place.class);
            for (Place place : PLACES) {
                rates.put(place, new long[ROUNDS]);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Place place : PLACES) {
                    rates.get(place)[round] = measure(place, threads, output.resolve("out"));
                }
            }
            rates.forEach((place, each) -> {
                Arrays.sort(each);
                System.out.printf(
                        "%2d threads, log in %-17s: %6d transactions/s, median of %s, %.2f of %s%n",
                        threads,
                        place,
                        each[ROUNDS / 2],
                        Arrays.toString(each),
                        (double) each[ROUNDS / 2] / rates.get(PLACES.get(0))[ROUNDS / 2],
                        PLACES.get(0));
            });
            rates.values().forEach(each -> assertTrue(each[ROUNDS / 2] > 0));
        }
    }

    private static long measure(Place place, int threads, Path output) throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "places")), "place");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dderby.stream.error.file=derby.log",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LogPlacesApplication.class.getName(),
                directory.toAbsolutePath().toString(),
                place.name(),
                String.valueOf(threads)));
        // Artemis' store is in the working directory.
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> output.toString());
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        return printed.lines()
                .filter(line -> line.startsWith("committed "))
                .mapToLong(line -> Long.parseLong(line.substring("committed ".length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(printed));
    }
}
