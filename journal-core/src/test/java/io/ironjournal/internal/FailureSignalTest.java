package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalFencedException;
import io.ironjournal.figures.JournalFigures;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What is logged when another process takes the journal. */
class FailureSignalTest {

    private static final String DIRECTORY = "/journal-of-this-test";

    @Test
    void fencedJournal_isLoggedOnce_asAWarningWithoutAStackTrace() {
        List<LogRecord> lines = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.ironjournal");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getMessage().contains(DIRECTORY)) {
                    lines.add(line);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        FailureSignal signal =
                new FailureSignal(Runnable::run, DIRECTORY, new JournalFigures(DIRECTORY, Runnable::run).events());
        JournalFencedException fenced = new JournalFencedException("Another process\nhas it", true, null);
        try {
            signal.fail(fenced);
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(1, lines.size());
        assertEquals(Level.WARNING, lines.get(0).getLevel());
        assertNull(lines.get(0).getThrown());
        String line = lines.get(0).getMessage();
        assertTrue(line.endsWith("because another process has opened it: Another process\\u000ahas it"), line);
        assertEquals(fenced, signal.failed().toCompletableFuture().join());
    }
}
