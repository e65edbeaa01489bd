package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A JVM that measures: the one that runs this code, or another one for virtual threads.
 *
 * @param java its executable
 * @param release of Java
 */
record Jvm(String java, int release) {

    private static final Jvm THIS = new Jvm(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Runtime.version().feature());

    static Jvm of(Workload workload) throws IOException {
        String other = System.getProperty("benchmark.java-virtual", "");
        return other.isBlank() || !workload.needs().contains(Ability.VIRTUAL) ? THIS : named(other);
    }

    /** It is asked for its release: {@code openjdk 25.0.1 2025-10-21 LTS} is its first line. */
    static Jvm named(String java) throws IOException {
        Process process =
                new ProcessBuilder(java, "--version").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] words = said.split("\\s+", 3);
        try {
            return new Jvm(java, Runtime.Version.parse(words[1]).feature());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(java + " does not say which Java it is: " + said, e);
        }
    }
}
