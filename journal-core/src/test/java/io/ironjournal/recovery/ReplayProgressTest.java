package io.ironjournal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    @Test
    void longReplay_isReportedEveryFiveSeconds() {
        AtomicLong nanos = new AtomicLong(7);
        List<String> reports = new ArrayList<>();
        ReplayProgress progress = new ReplayProgress(1_000_000, nanos::get, reports::add);
        for (int i = 0; i < 10_000; i++) {
            nanos.addAndGet(1_200_000);
            progress.at(500_000 + i * 50L);
        }
        assertEquals(
                List.of(
                        "Replaying the commit log: 43 % of 500000 bytes, 4352 records in 5 s",
                        "Replaying the commit log: 87 % of 500000 bytes, 8704 records in 10 s"),
                reports);
    }

    @Test
    void shortReplay_isNotReported() {
        List<String> reports = new ArrayList<>();
        ReplayProgress progress = new ReplayProgress(1_000_000, () -> 0, reports::add);
        for (int i = 0; i < 10_000; i++) {
            progress.at(i);
        }
        assertEquals(List.of(), reports);
    }
}
