package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command that only reads, on directories in all states, and compares every byte before and after. */
class ReadingCommandsTest {

    /** The commands, each with its arguments behind the directory. OUT is a new file elsewhere. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("info"),
            List.of("ls", "--sort", "bytes", "--limit", "1"),
            List.of("print", "orders", "--data"),
            List.of("print", "orders", "--since", "1h", "--limit", "3"),
            List.of("log", "--from-lsn", "0"),
            List.of("verify"),
            List.of("verify", "--deep"),
            List.of("report", "--check", "deep", "--html", "OUT"),
            List.of("export", "orders", "--format", "binary", "--output", "OUT"),
            List.of("in-doubt"),
            List.of("in-doubt", "show", Sample.BRANCH, "--data"),
            List.of("cursors"),
            List.of("checkpoints"));

    @TempDir
    Path directory;

    @TempDir
    Path out;

    /** Runs all commands, as text and as JSON. */
    private List<Run> runAll(Path journal) throws IOException {
        Map<String, byte[]> before = Sample.content(journal);
        List<Run> runs = runEach(journal, out.resolve("out"));
        Sample.assertSame(before, journal);
        return runs;
    }

    /** Runs all commands. Those that write a file write it to a place of its own. */
    static List<Run> runEach(Path journal, Path out) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (List<String> command : COMMANDS) {
            for (String json : List.of("", "--json")) {
                Files.deleteIfExists(out);
                List<Object> arguments = new ArrayList<>(command);
                arguments.replaceAll(argument -> argument.equals("OUT") ? out : argument);
                arguments.add(command.contains("show") ? 2 : 1, journal);
                if (!json.isEmpty()) {
                    arguments.add(json);
                }
                Run run = Sample.run(arguments.toArray());
                runs.add(run);
                assertFalse(run.out().contains("\u001b"), "unescaped: " + run);
                if (!json.isEmpty()) {
                    run.out().lines().forEach(line -> assertTrue(line.startsWith("{") && line.endsWith("}"), line));
                }
            }
        }
        return runs;
    }

    @Test
    void healthyJournal_isFine() throws IOException {
        Sample.write(directory).close();
        for (Run run : runAll(directory)) {
            assertEquals(ExitCodes.FINE, run.code(), run.toString());
            assertEquals("", run.err());
        }
        assertTrue(Sample.run("in-doubt", directory).out().contains(Sample.BRANCH));
        assertTrue(Sample.run("cursors", directory).out().contains("mailer"));
        assertTrue(Sample.run("info", directory).out().contains("The next opening succeeds."));
    }

    @Test
    void statesOfATransactionManager_areListed() throws IOException {
        try (Journal journal = Sample.write(directory)) {
            Transactions.of(journal).states().put("/AtomicAction/0:1:2", new byte[10]);
        }
        runAll(directory);
        assertTrue(Sample.run("in-doubt", directory).out().contains("  /AtomicAction/0:1:2"));
        assertTrue(Sample.run("in-doubt", directory, "--json")
                .out()
                .contains("\"managerStates\":[\"/AtomicAction/0:1:2\"]"));
        assertTrue(Sample.run("info", directory, "--json").out().contains("\"managerStates\":1"));
    }

    @Test
    void damagedJournal_isReported_andTheRestIsShown() throws IOException {
        Sample.write(directory).close();
        Sample.damage(directory);
        runAll(directory);
        Run verify = Sample.run("verify", directory, "--deep");
        assertEquals(ExitCodes.FINDINGS, verify.code());
        assertTrue(verify.out().contains("1 damaged entry: "), verify.out());
        assertTrue(verify.out().contains("1 finding. Next: "), verify.out());
        Run print = Sample.run("print", directory, "orders");
        assertEquals(ExitCodes.FINDINGS, print.code());
        assertEquals(600, print.out().lines().count());
        assertTrue(print.err().contains("is damaged"), print.err());
    }

    @Test
    void runningJournal_isShown_andNotDisturbed() throws IOException {
        try (Journal journal = Sample.write(directory)) {
            for (Run run : runEach(directory, out.resolve("out"))) {
                assertEquals(ExitCodes.FINE, run.code(), run.toString());
            }
            journal.append("orders", new byte[1]);
            assertEquals(
                    602, Sample.run("print", directory, "orders").out().lines().count());
            Run locked = Sample.run("cursors", "reset", directory, "mailer", "orders", "3", "--yes");
            assertEquals(ExitCodes.LOCKED, locked.code(), locked.toString());
        }
    }

    @Test
    void foreignAndEmptyDirectories_areUnreadable() throws IOException {
        for (Run run : runAll(directory)) {
            assertEquals(ExitCodes.UNREADABLE, run.code(), run.toString());
        }
        Files.writeString(directory.resolve("letter.txt"), "Dear reader");
        for (Run run : runAll(directory)) {
            assertEquals(ExitCodes.UNREADABLE, run.code(), run.toString());
        }
        assertEquals(
                ExitCodes.UNREADABLE,
                Sample.run("info", directory.resolve("absent")).code());
        assertFalse(Files.exists(directory.resolve("absent")));
    }

    @Test
    void print_showsARange_andBytesOnlyOnRequest() throws IOException {
        Sample.write(directory).close();
        Run plain = Sample.run("print", directory, "orders", "--from", "10", "--to", "12");
        assertEquals(2, plain.out().lines().count());
        assertTrue(plain.out().startsWith("10  ") && plain.out().contains("headers type"), plain.out());
        assertFalse(plain.out().contains("order 10"), plain.out());
        Run data = Sample.run("print", directory, "orders", "--from", "10", "--limit", "1", "--data");
        assertTrue(data.out().contains("'order 10 xxxxxxxxxx'") && data.out().contains("type='added'"), data.out());
        Run hex = Sample.run("print", directory, "orders", "--limit", "1", "--data", "--hex");
        assertTrue(hex.out().contains("6f726465722030"), hex.out());
        assertEquals(
                601,
                Sample.run("print", directory, "orders", "--since", "1h")
                        .out()
                        .lines()
                        .count());
        assertEquals(
                "",
                Sample.run("print", directory, "orders", "--since", "2999-01-01T00:00:00Z")
                        .out());
        assertEquals(
                ExitCodes.USAGE,
                Sample.run("print", directory, "orders", "--since", "soon").code());
    }

    @Test
    void follow_printsEntriesThatAreAppendedMeanwhile() throws Exception {
        try (Journal journal = Sample.write(directory)) {
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 5; i++) {
                    journal.append("orders", new byte[i]);
                }
            });
            writer.start();
            Run run = Sample.run("print", directory, "orders", "--from", "600", "--follow", "--limit", "6");
            writer.join();
            assertEquals(6, run.out().lines().count());
        }
    }

    @Test
    void wrongCommandLine_isUsage() {
        assertEquals(ExitCodes.USAGE, Sample.run().code());
        assertEquals(ExitCodes.USAGE, Sample.run("info").code());
        assertEquals(ExitCodes.USAGE, Sample.run("eat", directory).code());
        assertEquals(ExitCodes.FINE, Sample.run("--help").code());
        assertEquals(ExitCodes.FINE, Sample.run("--version").code());
        assertTrue(Sample.run("generate-completion").out().contains("complete -F"), "completion");
    }
}
