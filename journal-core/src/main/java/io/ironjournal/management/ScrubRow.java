package io.ironjournal.management;

import io.ironjournal.JournalStats;
import io.ironjournal.jmx.ScrubData;
import io.ironjournal.text.Printable;
import java.time.Instant;
import java.util.List;

/** The figures of the scrub, as consoles show them. */
record ScrubRow(JournalStats stats) implements ScrubData {

    @Override
    public long getPasses() {
        return stats.scrubPasses();
    }

    @Override
    public String getLastPass() {
        return stats.lastScrub().map(Instant::toString).orElse("");
    }

    @Override
    public long getBytes() {
        return stats.scrubbedBytes();
    }

    @Override
    public List<String> getDamage() {
        return stats.damage().stream()
                .map(finding -> Printable.text(finding.message()))
                .toList();
    }
}
