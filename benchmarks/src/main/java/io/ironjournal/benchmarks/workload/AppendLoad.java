package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import io.ironjournal.benchmarks.contender.Session;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Appends that wait until they are complete.
 *
 * @param name of the workload
 * @param threads that append
 * @param size of an entry in bytes
 * @param batch entries that are appended at once
 * @param streams that they go to, in turn
 * @param forced whether each append is durable when it returns
 * @param virtual whether the threads are virtual
 */
record AppendLoad(String name, int threads, int size, int batch, int streams, boolean forced, boolean virtual)
        implements Workload {

    private static final int LARGE = 4 << 10;
    private static final int VIRTUAL_SINCE = 21;

    static AppendLoad durable(int threads, int size) {
        return new AppendLoad("append-" + Sizes.name(size) + "-" + threads, threads, size, 1, 1, true, false);
    }

    static AppendLoad virtual(int threads, int size) {
        return new AppendLoad("append-" + Sizes.name(size) + "-virtual-" + threads, threads, size, 1, 1, true, true);
    }

    static AppendLoad batches(int threads, int batch) {
        return new AppendLoad("batch-" + batch + "-" + threads, threads, 128, batch, 1, true, false);
    }

    static AppendLoad streams(int threads, int streams) {
        return new AppendLoad("streams-" + streams + "-" + threads, threads, 128, 1, streams, true, false);
    }

    /** Loads many entries as fast as possible. */
    static AppendLoad bulk(int batch) {
        return new AppendLoad("bulk-" + batch + "-1", 1, 128, batch, 1, false, false);
    }

    static AppendLoad unforced(int threads) {
        return new AppendLoad("async-" + threads, threads, 128, 1, 1, false, false);
    }

    @Override
    public String title() {
        String what = batch > 1 ? "batches of " + batch + " × " + Sizes.title(size) : Sizes.title(size);
        String where = streams > 1 ? String.format(", %,d streams", streams) : "";
        return (forced ? "durable append, " : "append without waiting for a force, ")
                + what
                + where
                + (threads == 1 ? ", 1 thread" : ", " + threads + (virtual ? " virtual threads" : " threads"));
    }

    @Override
    public String unit() {
        return "entries/s";
    }

    @Override
    public Set<Ability> needs() {
        Set<Ability> needs = EnumSet.of(batch == 1 ? Ability.APPEND : forced ? Ability.BATCH : Ability.BULK);
        if (streams > 1) {
            needs.add(Ability.STREAMS);
        }
        if (!forced) {
            needs.add(Ability.UNFORCED);
        }
        if (virtual) {
            needs.add(Ability.VIRTUAL);
        }
        return needs;
    }

    @Override
    public Optional<String> obstacle() {
        int java = Runtime.version().feature();
        boolean another = !System.getProperty("benchmark.java-virtual", "").isBlank();
        return virtual && java < VIRTUAL_SINCE && !another
                ? Optional.of("virtual threads need JDK " + VIRTUAL_SINCE + ", and this is " + java
                        + ": name another one by -Dbenchmark.java-virtual=…/bin/java")
                : Optional.empty();
    }

    @Override
    public boolean boundByBandwidth() {
        return batch > 1 || size >= LARGE || !forced;
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        double seconds = boundByBandwidth() ? settings.bandwidthSeconds() : settings.seconds();
        try (Contender contender = entrant.open(new Opening(directory, threads, forced))) {
            return Crew.measure(contender, directory, threads, settings.threads(virtual), seconds, this::work);
        }
    }

    private Crew.Work work(Session session, int thread) {
        if (batch > 1) {
            List<byte[]> entries = Entries.list(batch, size);
            return () -> {
                session.appendBatch(0, entries);
                return batch;
            };
        }
        byte[] entry = Entries.one(size);
        int[] stream = {thread % streams};
        return () -> {
            session.append(stream[0], entry);
            stream[0] = (stream[0] + threads) % streams;
            return 1;
        };
    }
}
