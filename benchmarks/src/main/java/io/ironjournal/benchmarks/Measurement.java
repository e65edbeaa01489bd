package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.MissingLibrary;
import io.ironjournal.benchmarks.workload.Outcome;
import io.ironjournal.benchmarks.workload.Settings;
import io.ironjournal.benchmarks.workload.Workload;
import io.ironjournal.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One workload with one contender, in a JVM of its own and an empty directory. */
public final class Measurement {

    private static final String FOUND = "Found: ";
    private static final String MISSING = "Missing: ";

    /** The time after which a measurement is stopped. No measurement should take so long. */
    private static final int MINUTES = 10;

    /** The options that Chronicle Queue needs. All contenders get the same. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m",
            "-Dchronicle.analytics.disable=true",
            "-Dderby.system.durability=",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    private static final List<String> OPTIONS_FROM_24_ON =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private Measurement() {}

    /**
     * Measures, and prints the result.
     *
     * @param args workload, contender, directory
     */
    public static void main(String[] args) {
        int status = 0;
        try {
            System.out.println(FOUND + here(args[0], Entrant.valueOf(args[1]), Path.of(args[2])));
        } catch (MissingLibrary e) {
            System.out.println(MISSING + e.getMessage());
        } catch (Throwable e) {
            e.printStackTrace();
            status = 1;
        }
        // Some contenders leave threads behind, also when they fail.
        System.exit(status);
    }

    static Outcome here(String workload, Entrant entrant, Path directory) throws Exception {
        return Workloads.named(workload)
                .measure(entrant, directory, Settings.ofSystem())
                .with(Outcome.JAVA, Runtime.version().feature());
    }

    /**
     * Measures in another JVM.
     *
     * @throws IOException when it ends without having found anything, with what it said
     * @throws MissingLibrary when the contender cannot be measured on this machine
     */
    static Outcome apart(Workload workload, Entrant entrant, Path directory)
            throws IOException, InterruptedException, MissingLibrary {
        delete(directory);
        Files.createDirectories(directory);
        Path output = directory.resolveSibling("output");
        try {
            Process process = new ProcessBuilder(command(workload, entrant, directory))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            List<String> lines = Files.readAllLines(output);
            for (String line : lines) {
                if (line.startsWith(FOUND)) {
                    return Outcome.parse(line.substring(FOUND.length()));
                }
                if (line.startsWith(MISSING)) {
                    throw new MissingLibrary(line.substring(MISSING.length()));
                }
            }
            throw new IOException(reason(lines));
        } finally {
            delete(directory);
        }
    }

    private static String reason(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .orElse("no outcome after " + MINUTES + " minutes");
    }

    private static List<String> command(Workload workload, Entrant entrant, Path directory) throws IOException {
        Jvm jvm = Jvm.of(workload);
        List<String> command = new ArrayList<>();
        command.add(jvm.java());
        command.addAll(OPTIONS);
        command.add("-Djava.library.path=" + directory.resolveSibling("native"));
        if (jvm.release() >= 24) {
            command.addAll(OPTIONS_FROM_24_ON);
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("benchmark."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Measurement.class.getName()));
        command.addAll(List.of(workload.name(), entrant.name(), directory.toString()));
        return command;
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
