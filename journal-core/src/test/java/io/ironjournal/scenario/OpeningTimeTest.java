package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a new JVM takes to open a journal and to read its last entry, with and without an archive of shared
 * classes, in alternating rounds. Not counted is the start of the JVM itself.
 */
@EnabledIfSystemProperty(
        named = "opening.rounds",
        matches = "[0-9]+",
        disabledReason = "measures, and takes a second for each round")
class OpeningTimeTest {

    private static final int ROUNDS = Integer.getInteger("opening.rounds", 15);

    @TempDir
    Path directory;

    @Test
    void sharedClasses_makeOpeningFaster() throws Exception {
        try (Journal journal = Journal.open(directory.resolve("journal"))) {
            for (int i = 0; i < 1_000; i++) {
                journal.append("orders", new byte[128]);
            }
        }
        Path jar = jar(directory.resolve("application.jar"));
        String archive = directory.resolve("application.jsa").toString();
        millis(jar, "-XX:ArchiveClassesAtExit=" + archive);
        double[] with = new double[ROUNDS];
        double[] without = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            without[i] = millis(jar);
            with[i] = millis(jar, "-XX:SharedArchiveFile=" + archive);
        }
        Arrays.sort(with);
        Arrays.sort(without);
        double ratio = with[ROUNDS / 2] / without[ROUNDS / 2];
        System.out.printf(
                "Opening in a new JVM: %.0f ms, with an archive of classes %.0f ms, %.2f of that; medians of %d%n",
                without[ROUNDS / 2], with[ROUNDS / 2], ratio, ROUNDS);
        assertTrue(ratio < 0.8, "ratio " + ratio);
    }

    private double millis(Path jar, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        String libraries = Stream.of(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(System.getProperty("path.separator")))
                .filter(part -> part.endsWith(".jar"))
                .reduce(jar.toString(), (all, part) -> all + System.getProperty("path.separator") + part);
        command.addAll(List.of(
                "-cp",
                libraries,
                Opening.class.getName(),
                directory.resolve("journal").toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        // The JVM prints warnings to the same stream.
        return printed.lines()
                .filter(line -> line.startsWith("opened in "))
                .mapToDouble(line -> Double.parseDouble(line.substring("opened in ".length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(printed));
    }

    /** An archive has only classes of jars. */
    private static Path jar(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String classes : List.of("target/classes", "target/test-classes")) {
                Path root = Path.of(classes);
                try (Stream<Path> found = Files.walk(root)) {
                    for (Path path : found.filter(Files::isRegularFile).toList()) {
                        String name = root.relativize(path).toString().replace('\\', '/');
                        if (name.startsWith("io/ironjournal/") && name.endsWith(".class")) {
                            jar.putNextEntry(new JarEntry(name));
                            Files.copy(path, jar);
                        }
                    }
                }
            }
        }
        return file;
    }

    /** Opens a journal, reads its last entry, and prints the milliseconds that this takes. */
    static final class Opening {

        private Opening() {}

        public static void main(String[] args) {
            long begin = System.nanoTime();
            try (Journal journal = Journal.open(Path.of(args[0]))) {
                assertEquals(128, journal.get("orders", 999).orElseThrow().length);
                System.out.println("opened in " + (System.nanoTime() - begin) / 1e6);
            }
        }
    }
}
