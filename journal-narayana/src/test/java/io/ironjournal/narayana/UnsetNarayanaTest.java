package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests applications that omit a part of Narayana's setup. */
class UnsetNarayanaTest {

    @TempDir
    Path directory;

    /** What the application writes in a process of its own, whose working directory is empty at first. */
    private List<String> run(String mode) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        UnsetApplication.class.getName(),
                        mode)
                .directory(Files.createDirectories(directory.resolve("work")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertTrue(ended, () -> "A thread keeps the process alive: " + lines(output));
        assertEquals(0, process.exitValue(), () -> "" + lines(output));
        return lines(output);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    @Test
    void register_recoveryDoesNotRun_failsAndStartsNothing() throws Exception {
        List<String> lines = run("register");
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("refused: ") && line.contains("NarayanaSetup.in")),
                () -> "" + lines);
        try (Stream<Path> left = Files.list(directory.resolve("work"))) {
            assertEquals(
                    List.of("journal"),
                    left.map(path -> "" + path.getFileName()).toList());
        }
    }

    @Test
    void start_noNodeIdentifier_usesSameOneInEachRunAndWarns() throws Exception {
        List<String> first = run("start");
        List<String> nodes = nodes(first);
        assertEquals(2, nodes.size(), () -> "" + first);
        assertEquals(nodes.get(0), nodes.get(1));
        assertTrue(NarayanaSetup.isNodeIdentifier(nodes.get(0)), () -> "" + nodes);
        assertFalse(nodes.contains("1"));
        assertTrue(first.stream().anyMatch(line -> line.contains("No node identifier is set")), () -> "" + first);
        assertEquals(nodes, nodes(run("start")));
    }

    @Test
    void start_alreadyStarted_failsAndFirstContinues() throws Exception {
        List<String> lines = run("start");
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.startsWith("refused: ") && line.contains("store"))
                        .count(),
                () -> "" + lines);
        assertFalse(lines.stream().anyMatch(line -> line.contains("ARJUNA012400")), () -> "" + lines);
        assertFalse(Files.exists(directory.resolve("work").resolve("other")));
    }

    private static List<String> nodes(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("node: "))
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }

    @Test
    void nodeIdentifierFile_damaged_fails() throws IOException {
        Files.writeString(directory.resolve("node-identifier"), "");
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> new NodeIdentifierFile(directory).readOrCreate());
        assertTrue(refusal.getMessage().contains("node-identifier"), refusal.getMessage());
    }
}
