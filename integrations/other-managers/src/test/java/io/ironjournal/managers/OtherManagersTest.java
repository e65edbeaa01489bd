package io.ironjournal.managers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows, in processes that commit, roll back, die and recover. */
class OtherManagersTest {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"atomikos", "geronimo"})
    void transactions_commitRollBackAndRecover(String manager) throws Exception {
        assertHas(run(0, manager, "commit"), "ENTRIES [commit]");
        assertHas(run(0, manager, "roll-back"), "ENTRIES [commit]");
        run(DyingResource.EXIT_CODE, manager, "die-before-decision");
        String rolledBack = run(0, manager, "recover");
        assertHas(rolledBack, "IN DOUBT 0");
        assertHas(rolledBack, "ENTRIES [commit]");
        run(DyingResource.EXIT_CODE, manager, "die-after-decision");
        String committed = run(0, manager, "recover");
        assertHas(committed, "IN DOUBT 0");
        assertHas(committed, "ENTRIES [commit, die-after-decision]");
    }

    private static void assertHas(String output, String line) {
        assertTrue(output.lines().anyMatch(line::equals), () -> "\"" + line + "\" is missing in: " + output);
    }

    private String run(int exitCode, String manager, String what) throws IOException, InterruptedException {
        Path output = directory.resolve(what + ".txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ManagedApplication.class.getName(),
                        manager,
                        what,
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> what + " hangs");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertEquals(exitCode, process.exitValue(), () -> manager + " " + what + ": " + text);
        return text;
    }
}
