package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Entrant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Measures the space on the disk that a closed store occupies. Space that is part of a sparse file, but not allocated, does
 * not count.
 *
 * @param entries of 128 bytes
 */
record SpaceLoad(long entries) implements Workload {

    private static final int SIZE = 128;

    @Override
    public String name() {
        return "space-" + entries / 1_000_000 + "m";
    }

    @Override
    public String title() {
        return String.format("space on the disk for each of %,d × 128 B, after a clean close", entries);
    }

    @Override
    public String figure() {
        return Outcome.BYTES;
    }

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.BULK);
    }

    @Override
    public long filled() {
        return entries;
    }

    /** There is no period. Nearly all of the time goes into another JVM that fills the store. */
    @Override
    public double seconds(Settings settings) {
        return 1;
    }

    @Override
    public Optional<String> obstacle() {
        return System.getProperty("os.name").startsWith("Windows")
                ? Optional.of("it needs the program du, which Windows does not have")
                : Optional.empty();
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        long count = Filling.rounded(settings.scaled(entries));
        Filling.apart(entrant, directory, count, SIZE, false);
        return Outcome.of(Outcome.BYTES, allocated(directory) / (double) count);
    }

    /** Returns the allocated space of all files, in bytes. */
    private static long allocated(Path directory) throws IOException, InterruptedException {
        Process usage = new ProcessBuilder("du", "-s", "-k", directory.toString()).start();
        String line = new String(usage.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (usage.waitFor() != 0) {
            throw new IOException("du failed for " + directory);
        }
        return Long.parseLong(line.split("\\s", 2)[0]) << 10;
    }
}
