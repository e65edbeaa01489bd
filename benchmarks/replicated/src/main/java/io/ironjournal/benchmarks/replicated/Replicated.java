package io.ironjournal.benchmarks.replicated;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Measures pairs in turn, and prints each pair and the medians of the ratios. */
final class Replicated {

    private final int pairs;
    private final String millis;
    private final String entries;
    private final Path data = Files.createTempDirectory("replicated");

    private Replicated(String[] args) throws IOException {
        pairs = Integer.parseInt(args[1]);
        millis = args[2];
        entries = args[3];
    }

    /**
     * Measures.
     *
     * @param args {@code append}, {@code delay}, {@code rebuild} or {@code all}; pairs, milliseconds, and entries of a rebuild
     * @throws Exception when a process fails
     */
    public static void main(String[] args) throws Exception {
        Replicated run = new Replicated(args);
        try {
            boolean all = args[0].equals("all");
            if (all || args[0].equals("append")) {
                run.appends(0, "bare", List.of(1, 8, 32));
            }
            if (all || args[0].equals("delay")) {
                run.appends(500, "bare", List.of(1, 32));
                run.appends(500, "one-group", List.of(32));
            }
            if (all || args[0].equals("rebuild")) {
                run.rebuild();
            }
        } finally {
            delete(run.data);
        }
    }

    private void appends(int micros, String other, List<Integer> threads) throws Exception {
        Process bookies = start(ProcessBuilder.Redirect.PIPE, Bookies.class, String.valueOf(micros));
        try {
            String uri = output(bookies).readLine();
            for (int count : threads) {
                say("%d us added in each direction of each connection:", micros);
                Process appending = start(
                        ProcessBuilder.Redirect.INHERIT,
                        Appending.class,
                        other,
                        uri,
                        directory().toString(),
                        String.valueOf(count),
                        millis,
                        String.valueOf(pairs));
                if (appending.waitFor() != 0) {
                    throw new IOException("A measurement has failed");
                }
            }
        } finally {
            stop(bookies);
        }
    }

    private void rebuild() throws Exception {
        Process bookies = start(ProcessBuilder.Redirect.PIPE, Bookies.class, "0");
        try {
            String uri = output(bookies).readLine();
            double fill = measure(Rebuilding.class, "fill", uri, directory().toString(), entries);
            say("filled with %s entries in %.1f s", entries, fill);
            List<Double> ratios = new ArrayList<>();
            // Each pair takes minutes.
            for (int i = 0; i < Math.max(1, pairs / 5); i++) {
                double reader = measure(Rebuilding.class, "reader", uri, "none", entries);
                Path directory = directory();
                double journal = measure(Rebuilding.class, "journal", uri, directory.toString(), entries);
                delete(directory);
                ratios.add(reader / journal);
                say(
                        "rebuild of %s entries: bare reader %.1f s, journal %.1f s, speed ratio %.2f",
                        entries, reader, journal, ratios.get(i));
            }
            say("rebuild: median of the speed of journal/reader %.2f", median(ratios));
        } finally {
            stop(bookies);
        }
    }

    private Path directory() throws IOException {
        return Files.createTempDirectory(data, "journal");
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static Process start(ProcessBuilder.Redirect output, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static double measure(Class<?> main, String... args) throws Exception {
        Process process = start(ProcessBuilder.Redirect.PIPE, main, args);
        String line = output(process).readLine();
        process.waitFor();
        if (line == null) {
            throw new IOException(main.getSimpleName() + " " + String.join(" ", args) + " printed nothing");
        }
        return Double.parseDouble(line);
    }

    private static void stop(Process bookies) throws Exception {
        bookies.getOutputStream().close();
        bookies.waitFor();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
