package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures what the flight recorder costs an append of 128 bytes, in one process. Parts of two seconds alternate: no recording, the
 * JDK's default recording, and that with every group and every force. The directory is in {@code target}, because a temporary
 * directory may be in memory.
 */
@EnabledIfSystemProperty(
        named = "recording.rounds",
        matches = "[0-9]+",
        disabledReason = "measures, and takes 6 s for each round and number of threads")
class RecordingCostTest {

    private static final int ROUNDS = Integer.getInteger("recording.rounds", 15);
    private static final long PART = TimeUnit.SECONDS.toNanos(2);
    private static final int WARM_UP = 2;

    private enum Events {
        NONE,
        DEFAULT,
        EVERY
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void defaultRecording_costsLessThanTwoPercent(int threads) throws Exception {
        Map<Events, double[]> ratios = new EnumMap<>(Events.class);
        for (Events kind : Events.values()) {
            ratios.put(kind, new double[ROUNDS]);
        }
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "recording")), "journal");
        try (Journal journal = Journal.open(directory)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Map<Events, Double> rates = round(round, journal, threads);
                if (round >= 0) {
                    for (Events kind : Events.values()) {
                        ratios.get(kind)[round] = rates.get(kind) / rates.get(Events.NONE);
                    }
                }
            }
        }
        ratios.forEach((kind, each) -> {
            Arrays.sort(each);
            System.out.printf(
                    "%d threads, %-7s: %.3f of the appends without a recording; the rounds had %.2f to %.2f%n",
                    threads, kind, each[ROUNDS / 2], each[0], each[ROUNDS - 1]);
        });
        assertTrue(ratios.get(Events.DEFAULT)[ROUNDS / 2] > 0.98);
    }

    /** Each kind begins a round as often as the others. */
    private static Map<Events, Double> round(int round, Journal journal, int threads) throws Exception {
        List<Events> order = new ArrayList<>(List.of(Events.values()));
        Collections.rotate(order, round);
        Map<Events, Double> rates = new EnumMap<>(Events.class);
        for (Events kind : order) {
            rates.put(kind, recorded(kind, journal, threads));
        }
        return rates;
    }

    private static double recorded(Events kind, Journal journal, int threads) throws Exception {
        if (kind == Events.NONE) {
            return rate(journal, threads);
        }
        try (Recording recording = new Recording(Configuration.getConfiguration("default"))) {
            if (kind == Events.EVERY) {
                recording.enable("io.ironjournal.Group").withoutThreshold();
                recording.enable("io.ironjournal.Force").withoutThreshold();
            }
            recording.setToDisk(true);
            recording.start();
            return rate(journal, threads);
        }
    }

    private static double rate(Journal journal, int threads) throws InterruptedException {
        LongAdder appends = new LongAdder();
        long end = System.nanoTime() + PART;
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                byte[] entry = new byte[128];
                while (System.nanoTime() < end) {
                    journal.append("orders", entry);
                    appends.increment();
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        return appends.sum();
    }
}
