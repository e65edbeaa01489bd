package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample in a new JVM and counts its orders and parcels. */
class OutboxTest {

    @TempDir
    Path data;

    @Test
    void outbox_killedRepeatedly_shipsEachOrderOnce() throws Exception {
        StoryRun run = StoryRun.of(Outbox.class, data, Map.of("outbox.data", data.toString(), "outbox.kills", "2"));
        assertEquals(0, run.exit(), run.output());
        assertEquals(
                2,
                run.output()
                        .lines()
                        .filter(line -> line.startsWith("  Killed "))
                        .count(),
                run.output());
        List<Long> placed = new ArrayList<>();
        try (Journal journal = Journal.open(data.resolve("journal"));
                EntryIterator entries = journal.iterate("orders", 0)) {
            entries.forEachRemaining(
                    entry -> placed.add(Order.fromEntry(entry.data()).number()));
            assertEquals(placed.size(), journal.cursor("shipping", "orders").position());
            assertEquals(0, journal.stats().inDoubt());
        }
        assertTrue(placed.size() > 2, run.output());
        assertEquals(
                placed,
                StoryRun.query(
                        data.resolve("warehouse"),
                        "SELECT number FROM parcels ORDER BY number",
                        row -> row.getLong(1)));
        assertEquals(
                placed,
                StoryRun.query(
                        data.resolve("books"), "SELECT number FROM orders ORDER BY number", row -> row.getLong(1)));
        assertEquals(List.of(), StoryRun.filesWithContent(data.resolve("transactions")));
    }
}
