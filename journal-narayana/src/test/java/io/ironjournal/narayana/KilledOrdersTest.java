package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.narayana.KilledOrders.Recovery;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process at random moments of its transactions or its recovery. Narayana's log is in a journal that takes part. After
 * each kill, the next process recovers, and checks that each order is with all participants or with none. {@code -Dkills=200}
 * makes more kills, and {@code -Dkills.seed=} waits as long before each of them as an earlier run.
 *
 * <p>Derby and the broker are in the process that is killed. PostgreSQL goes on, and may still execute the last command.
 */
@Timeout(7_200)
@DisabledIfSystemProperty(named = "narayana.log", matches = "journal", disabledReason = "has processes of its own")
class KilledOrdersTest {

    private static final int KILLS = Integer.getInteger("kills", 2);

    /** A few kills are part of the build, and must not take long. */
    private static final int LONGEST_MILLIS = KILLS > 10 ? 3_000 : 600;

    private static final int SHORTEST_MILLIS = 300;

    /** One kill of this many hits a process while it opens and recovers. */
    private static final int RECOVERIES = 4;

    private final long seed = Long.getLong("kills.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Recovery> recoveries = new ArrayList<>();
    private final List<String> participants = new ArrayList<>();
    private int runs;
    private int killedRecoveries;
    private long recoveryMillis = SHORTEST_MILLIS;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void everyOrder_afterEachKill_isWithAllParticipantsOrWithNone() throws Exception {
        killAgainAndAgain();
    }

    @Test
    void everyOrderWithPostgresqlAndArtemis_afterEachKill_isWithAllParticipantsOrWithNone() throws Exception {
        try (EmbeddedPostgres server = PostgresqlServer.start()) {
            participants.add("-D" + KilledOrders.POSTGRESQL + "=" + PostgresqlServer.url(server));
            participants.add("-D" + KilledOrder.WITH_BROKER + "=true");
            killAgainAndAgain();
        }
    }

    private void killAgainAndAgain() throws Exception {
        System.out.println("seed of the kills: " + seed);
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill > 0 && random.nextInt(RECOVERIES) == 0) {
                killRecovery();
            } else {
                killTransactions();
            }
        }
        finish();
        Recovery last = recoveries.get(recoveries.size() - 1);
        System.out.printf(
                "%d kills, %d of them of a recovery. Found after them: %d branches in doubt, %d decisions; %d scans. %d orders,"
                        + " of which %d were acknowledged; %d rolled back%n",
                KILLS,
                killedRecoveries,
                recoveries.stream().mapToInt(Recovery::inDoubt).sum(),
                recoveries.stream().mapToInt(Recovery::decisions).sum(),
                recoveries.stream().mapToInt(Recovery::scans).sum(),
                last.found(),
                last.acknowledged(),
                last.rolledBack());
        assertTrue(last.acknowledged() > 0, "No order was acknowledged");
    }

    private Process start(String... more) throws IOException {
        List<String> program = new ArrayList<>(participants);
        program.addAll(List.of(
                "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                KilledOrders.class.getName(),
                directory.toString(),
                String.valueOf(++runs)));
        program.addAll(List.of(more));
        Process process = new ProcessBuilder(JavaProcess.command(directory, program))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
                .start();
        assertEquals(KilledOrders.OPENING, process.inputReader().readLine(), this::describe);
        return process;
    }

    private Path errors() {
        return directory.resolve("errors.txt");
    }

    private void killTransactions() throws Exception {
        Process process = start();
        try (BufferedReader lines = process.inputReader()) {
            awaitRecovery(lines);
            assertEquals(KilledOrders.WORKING, lines.readLine(), this::describe);
            killAfter(process, random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void killAfter(Process process, long millis) throws InterruptedException {
        assertFalse(process.waitFor(millis, TimeUnit.MILLISECONDS), this::describe);
        process.destroyForcibly();
    }

    private void killRecovery() throws Exception {
        Process process = start();
        try {
            killAfter(process, random.nextLong(recoveryMillis + 1));
        } finally {
            process.destroyForcibly().waitFor();
        }
        killedRecoveries++;
    }

    /** The last process recovers, checks, and closes everything. */
    private void finish() throws Exception {
        Process process = start("check");
        try (BufferedReader lines = process.inputReader()) {
            awaitRecovery(lines);
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "The last process hangs");
            assertEquals(0, process.exitValue(), this::describe);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void awaitRecovery(BufferedReader lines) throws IOException {
        long begin = System.nanoTime();
        String line = lines.readLine();
        assertTrue(line != null && line.startsWith(KilledOrders.RECOVERED), this::describe);
        recoveries.add(Recovery.parse(line));
        recoveryMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private String describe() {
        try {
            return "Run " + runs + ", seed " + seed + ", in " + directory + ": " + Files.readString(errors());
        } catch (IOException unreadable) {
            return "Run " + runs + ", seed " + seed + ": " + unreadable;
        }
    }
}
