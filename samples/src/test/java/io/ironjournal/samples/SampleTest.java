package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests invalid names and options, and samples that are ended from outside. */
@Timeout(120)
class SampleTest {

    @TempDir
    Path data;

    private List<String> command(String... optionsAndSample) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Djava.util.logging.config.file=target/classes/logging.properties",
                "-cp",
                System.getProperty("java.class.path")));
        int last = optionsAndSample.length - 1;
        command.addAll(List.of(optionsAndSample).subList(0, last));
        command.addAll(List.of(Sample.class.getName(), optionsAndSample[last]));
        return command;
    }

    private Process start(List<String> command, Map<String, String> maven) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("output").toFile());
        builder.environment().put("SAMPLE_OPTIONS", "given: " + maven);
        return builder.start();
    }

    private String rejection(Map<String, String> maven, String... optionsAndSample) throws Exception {
        int exit = start(command(optionsAndSample), maven).waitFor();
        String output = Files.readString(data.resolve("output"));
        assertEquals(2, exit, output);
        assertEquals(1, output.lines().count(), output);
        assertFalse(Files.exists(data.resolve("kept")), output);
        return output;
    }

    @Test
    void validOptions_areAccepted() {
        assertEquals(
                List.of(),
                SampleOptions.mistakes(Map.of(
                        "orders.recovery", "off",
                        "outbox.kills", "0",
                        "ledger.data", "/tmp/x",
                        "maven.repo.local", "/repo",
                        "java.version", "17")));
    }

    @Test
    void option_invalidValue_failsBeforeSampleStarts() throws Exception {
        String rejection =
                rejection(Map.of(), "-Dorders.data=" + data.resolve("kept"), "-Dorders.recovery=of", "Orders");
        assertTrue(rejection.contains("-Dorders.recovery cannot be 'of'. Use on or off."), rejection);
        assertEquals(
                2,
                SampleOptions.mistakes(Map.of("outbox.kills", "many", "ledger.data", " "))
                        .size());
    }

    @Test
    void unknownOption_onMavenCommandLine_fails() throws Exception {
        for (String name : List.of("orders.recovry", "order.recovery", "kills")) {
            String rejection = rejection(Map.of("sample", "Orders", name, "off"), "-Dorders.recovery=on", "Orders");
            assertTrue(rejection.contains("There is no option -D" + name + ". Use one of -D"), rejection);
        }
    }

    @Test
    void unknownSample_failsAndListsSamples() throws Exception {
        String rejection = rejection(Map.of(), "order");
        assertTrue(rejection.contains("no sample 'order'") && rejection.contains("Hello, Import, Ledger"), rejection);
    }

    private static ProcessHandle childOf(ProcessHandle process) throws InterruptedException {
        while (true) {
            List<ProcessHandle> children = process.children().toList();
            if (!children.isEmpty()) {
                return children.get(0);
            }
            assertTrue(process.isAlive(), "the process ended before it was killed");
            Thread.sleep(20);
        }
    }

    private static void requireEndOf(ProcessHandle process) throws Exception {
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sample_terminatedOrKilled_leavesNoProcess(boolean killed) throws Exception {
        Process sample =
                start(command("-Doutbox.data=" + data.resolve("kept"), "-Doutbox.kills=1000", "Outbox"), Map.of());
        ProcessHandle child = childOf(sample.toHandle());
        if (killed) {
            sample.destroyForcibly();
        } else {
            sample.destroy();
        }
        requireEndOf(sample.toHandle());
        requireEndOf(child);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void sample_mavenTerminated_endsWithItsChild() throws Exception {
        List<String> asByMaven = new ArrayList<>(List.of("sh", "-c", "\"$@\" & wait", "sh"));
        asByMaven.addAll(command("-Doutbox.data=" + data.resolve("kept"), "-Doutbox.kills=1000", "Outbox"));
        Process maven = start(asByMaven, Map.of());
        ProcessHandle sample = childOf(maven.toHandle());
        ProcessHandle child = childOf(sample);
        maven.destroy();
        requireEndOf(sample);
        requireEndOf(child);
    }
}
