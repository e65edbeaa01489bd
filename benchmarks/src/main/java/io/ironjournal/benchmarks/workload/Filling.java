package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fills stream 0 of a contender as fast as possible, without waiting for forces. It can run in a process of its own. */
public final class Filling {

    private static final int BATCH = 1_000;
    private static final String KILLED = "killed";

    private Filling() {}

    /**
     * Fills a store, then closes it or ends the process without closing.
     *
     * @param args contender, directory, number of entries, their size, and how to end
     * @throws Exception when the contender fails
     */
    public static void main(String[] args) throws Exception {
        Contender contender = Entrant.valueOf(args[0]).open(new Opening(Path.of(args[1]), 1, false));
        fill(contender, Long.parseLong(args[2]), Integer.parseInt(args[3]));
        if (args[4].equals(KILLED)) {
            Runtime.getRuntime().halt(0);
        }
        contender.close();
        System.exit(0);
    }

    /** Rounds a number of entries to whole batches, at least one. */
    static long rounded(long entries) {
        return Math.max(1, entries / BATCH) * BATCH;
    }

    static void fill(Contender contender, long count, int size) throws Exception {
        List<byte[]> batch = Entries.list(BATCH, size);
        try (Session session = contender.session()) {
            for (long done = 0; done < count; done += BATCH) {
                session.appendBatch(0, batch);
            }
        }
    }

    static void apart(Entrant entrant, Path directory, long count, int size, boolean killed)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Filling.class.getName()));
        command.addAll(List.of(entrant.name(), directory.toString(), String.valueOf(count), String.valueOf(size)));
        command.add(killed ? KILLED : "closed");
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("Filling " + entrant + " ended with status " + status);
        }
    }
}
