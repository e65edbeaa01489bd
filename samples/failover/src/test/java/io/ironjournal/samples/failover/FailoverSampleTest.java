package io.ironjournal.samples.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample in a new JVM. {@code -Dtest.jvm.args=-Dfailover.failovers=20} makes more failovers. */
class FailoverSampleTest {

    private static final int FAILOVERS = Integer.getInteger("failover.failovers", 3);
    private static final boolean CAN_PAUSE = File.separatorChar == '/';

    @TempDir
    Path directory;

    @Test
    void machines_lostAndPausedInTwoPhaseCommits_leaveBothSidesEqual() throws Exception {
        Path output = directory.resolve("output");
        Process sample = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.config.file=target/classes/logging.properties",
                        "-Djava.io.tmpdir=" + directory,
                        "-Dfailover.failovers=" + FAILOVERS,
                        "-Dfailover.seed=" + Long.getLong("failover.seed", 0),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Failover.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = sample.waitFor(60L + 60L * FAILOVERS, TimeUnit.SECONDS);
        sample.destroy();
        String text = Files.readString(output);
        assertTrue(ended, text);
        assertEquals(0, sample.exitValue(), text);
        assertTrue(text.contains("After " + FAILOVERS + " failovers, the database and the journal agree."), text);
        assertFalse(text.contains("WRONG") || text.contains("DO NOT AGREE"), text);
        long fenced = text.lines()
                .filter(line -> line.contains("throws io.ironjournal.JournalFencedException"))
                .count();
        assertEquals(CAN_PAUSE ? FAILOVERS / 2 : 0, fenced, text);
    }

    @Test
    void wrongOptions_areRefused_andNamed() {
        Properties properties = new Properties();
        properties.setProperty("failover.failovers", "7");
        properties.setProperty("failover.seed", "3");
        assertEquals(new Options(7, 3), Options.of(properties));
        requireRefused("failover.failover", "7", "-Dfailover.failover is not an option");
        requireRefused(
                "failover.failovers", "many", "-Dfailover.failovers must be a number from 1 to 10000, not 'many'");
        requireRefused("failover.seed", "-1", "-Dfailover.seed must be a number from 0");
    }

    private static void requireRefused(String name, String value, String reason) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Options.of(properties));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(reason), refused.getMessage());
    }

    @Test
    void customers_toldOtherwise_areFound() {
        Customers customers = new Customers();
        customers.told(Report.PLACED, 1);
        customers.told(Report.REFUSED, 2);
        customers.told(Report.UNKNOWN, 3);
        assertEquals(List.of(), customers.wronglyTold(List.of(1L, 3L)));
        assertEquals(List.of(1L), customers.wronglyTold(List.of()));
        assertEquals(List.of(2L), customers.wronglyTold(List.of(1L, 2L)));
    }
}
