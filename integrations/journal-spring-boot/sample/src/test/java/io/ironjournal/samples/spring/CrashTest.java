package io.ironjournal.samples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.files.JournalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Processes die between the votes and the last commit; after a restart the database and the journal agree. */
class CrashTest {

    private static final List<Boolean> ORDERS = List.of(true, false);

    /** Recovery at once, where an application waits for seconds. */
    private static final List<String> AT_ONCE = List.of(
            "-Dnarayana.recovery-backoff-period=1",
            "-Dnarayana.periodic-recovery-period=1",
            "-Dcom.arjuna.ats.jta.orphanSafetyInterval=1");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void restartAfterCrashes_bothSidesAgree_andNothingIsLeft() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (KillPoint point : KillPoint.values()) {
            for (boolean journalFirst : ORDERS) {
                outputs.add(run(
                        KillingResource.EXIT_CODE,
                        AT_ONCE,
                        CrashingShop.class,
                        point.name(),
                        journalFirst ? "journal-first" : "database-first"));
                if (point.isCommitted()) {
                    expected.add(CrashingShop.name(point, journalFirst));
                }
            }
        }
        expected.sort(null);
        String restarted = run(0, AT_ONCE, RestartedShop.class);
        assertLine(restarted, "IN DOUBT 0");
        assertLine(restarted, "DECISIONS []");
        assertLine(restarted, "ROWS " + expected);
        assertLine(restarted, "ENTRIES " + expected);
        outputs.add(restarted);
        outputs.forEach(CrashTest::assertNoStackTrace);
        outputs.forEach(CrashTest::assertNoPort);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "shop.log",
            matches = "journal",
            disabledReason = "needs two more processes: -Dshop.log=journal")
    void logInTheJournal_crashAfterTheDecision_bothSidesCommit() throws Exception {
        List<String> options = new ArrayList<>(AT_ONCE);
        options.add("-Djournal.transaction-log=true");
        String crashed = run(
                KillingResource.EXIT_CODE,
                options,
                CrashingShop.class,
                KillPoint.AFTER_DECISION.name(),
                "database-first");
        assertNoStackTrace(crashed);
        try (JournalFiles files = JournalFiles.openReadOnly(directory.resolve("data/journal"))) {
            assertEquals(1, files.managerStates().size(), files.managerStates().toString());
        }
        String restarted = run(0, options, RestartedShop.class);
        String order = "[" + CrashingShop.name(KillPoint.AFTER_DECISION, false) + "]";
        assertLine(restarted, "DECISIONS []");
        assertLine(restarted, "ROWS " + order);
        assertLine(restarted, "ENTRIES " + order);
        assertNoStackTrace(restarted);
    }

    /** The row in doubt is locked, and Derby waits for a lock for a minute. */
    @Test
    void restartWithTheSettingsOfTheExample_recoversBeforeTheDatabaseFails() throws Exception {
        run(
                KillingResource.EXIT_CODE,
                List.of(),
                CrashingShop.class,
                KillPoint.BEFORE_DECISION.name(),
                "database-first");
        String restarted = run(0, List.of(), ShopApplication.class, "espresso");
        assertLine(restarted, "A crash interrupted an order. Waiting for recovery to decide it.");
        assertLine(restarted, "1 rows, 1 entries");
        assertNoStackTrace(restarted);
    }

    private static void assertLine(String output, String line) {
        assertTrue(output.lines().anyMatch(line::equals), () -> "\"" + line + "\" is missing in: " + output);
    }

    private static void assertNoStackTrace(String output) {
        assertTrue(output.lines().noneMatch(line -> line.startsWith("\tat ")), () -> "A stack trace: " + output);
    }

    /** What {@code jbossts-properties.xml} switches off may log a stack trace after a crash. */
    private static void assertNoPort(String output) {
        assertTrue(!output.contains("TransactionStatusManager started"), output);
    }

    private String run(int exitCode, List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        String name = program.getSimpleName() + "-" + String.join("-", arguments);
        Path output = directory.resolve(name + ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(180, TimeUnit.SECONDS), () -> name + " hangs");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertEquals(exitCode, process.exitValue(), () -> name + ": " + text);
        return text;
    }
}
