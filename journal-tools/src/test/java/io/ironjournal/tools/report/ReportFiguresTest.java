package io.ironjournal.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.JournalOptions;
import io.ironjournal.StreamEntry;
import io.ironjournal.files.JournalFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures behind the charts. */
class ReportFiguresTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:30Z");

    @TempDir
    Path directory;

    @Test
    void treemap_hasTilesOfTheRightAreas_thatDoNotOverlap() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            List<Long> values = new ArrayList<>();
            for (int i = 0; i <= round % 50; i++) {
                values.add(1 + (long) Math.pow(10, random.nextDouble() * 9));
            }
            values.sort(Comparator.reverseOrder());
            double sum = values.stream().mapToDouble(Long::doubleValue).sum();
            List<Treemap.Tile> tiles = Treemap.of(values, 2.2);
            assertEquals(values.size(), tiles.size());
            for (int i = 0; i < tiles.size(); i++) {
                Treemap.Tile tile = tiles.get(i);
                assertEquals(values.get(i) / sum, tile.width() * tile.height(), 1e-9);
                assertTrue(tile.x() > -1e-9 && tile.x() + tile.width() < 1 + 1e-9, tile.toString());
                assertTrue(tile.y() > -1e-9 && tile.y() + tile.height() < 1 + 1e-9, tile.toString());
                for (Treemap.Tile other : tiles.subList(0, i)) {
                    double width = Math.min(tile.x() + tile.width(), other.x() + other.width())
                            - Math.max(tile.x(), other.x());
                    double height = Math.min(tile.y() + tile.height(), other.y() + other.height())
                            - Math.max(tile.y(), other.y());
                    assertTrue(width < 1e-9 || height < 1e-9, tile + " and " + other);
                }
            }
        }
    }

    @Test
    void rate_countsEveryEntryInItsStep() {
        List<StreamEntry> entries = new ArrayList<>();
        Random random = new Random(7);
        long[] minutes = new long[50];
        long seconds = 0;
        for (int i = 0; i < 2000; i++) {
            Instant time = START.plusSeconds(seconds);
            minutes[(int) (seconds + 30) / 60]++;
            long micros = time.getEpochSecond() * 1_000_000 + i % 1000;
            entries.add(new StreamEntry("a", Entry.of(i, micros, Headers.none(), new byte[10])));
            seconds += random.nextInt(100) == 0 ? random.nextInt(120) : random.nextInt(2);
        }
        JournalOptions target = JournalOptions.builder(directory.resolve("journal"))
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .maxSegmentSize(16 << 10)
                .build();
        JournalFiles.importEntries(target, 0, entries.iterator());
        try (JournalFiles files = JournalFiles.openReadOnly(directory.resolve("journal"))) {
            AppendRate rate = AppendRate.between(files, START, START.plusSeconds(seconds));
            rate.add("a", 0, 2000);
            assertEquals(Duration.ofMinutes(1), rate.step());
            assertEquals(Instant.parse("2026-03-01T00:00:00Z"), rate.time(0));
            for (int i = 0; i < rate.steps(); i++) {
                assertEquals(minutes[i], rate.entries(i), "minute " + i);
            }
            assertEquals(0, rate.before() + rate.after());
        }
    }

    @Test
    void ages_areThoseOfTheLastEntry() {
        SegmentAges ages = new SegmentAges(START);
        ages.add(Optional.of(START.plusSeconds(100)), 1);
        ages.add(Optional.of(START.minus(Duration.ofDays(1))), 10);
        ages.add(Optional.of(START.minus(Duration.ofDays(4000))), 100);
        ages.add(Optional.empty(), 1000);
        List<Long> bytes = ages.ages().stream().map(SegmentAges.Age::bytes).toList();
        assertEquals(List.of(1L, 0L, 10L, 0L, 0L, 0L, 100L, 1000L), bytes);
    }

    @Test
    void largest_keepsTheFirstOfEqualItems() {
        Largest<String> largest = new Largest<>(3, Comparator.comparing(String::length));
        List.of("a", "b", "cc", "dd", "e", "fff").forEach(largest::add);
        assertEquals(List.of("fff", "cc", "dd"), largest.items());
        assertEquals(3, largest.others());
    }

    @Test
    void words_areShort() {
        assertEquals("999 bytes", Words.bytes(999));
        assertEquals("1.0 kB", Words.bytes(1000));
        assertEquals("1.0 MB", Words.bytes(999_600));
        assertEquals("12 GB", Words.bytes(12_345_678_901L));
        assertEquals("1 entry", Words.count(1, "entry"));
        assertEquals("2,000 entries", Words.count(2000, "entry"));
        assertEquals("2 days 3 h", Words.duration(Duration.ofHours(51)));
        assertEquals("119 seconds", Words.duration(Duration.ofSeconds(119)));
        assertEquals(500, RateSection.scale(401));
    }
}
