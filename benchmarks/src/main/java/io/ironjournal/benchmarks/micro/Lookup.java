package io.ironjournal.benchmarks.micro;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Finding an entry by its id: in the tail, and by the index of a segment. */
@State(Scope.Benchmark)
public class Lookup {

    private static final int ENTRIES = 500_000;
    private static final int IN_TAIL = 10_000;
    private static final String FLUSHED = "flushed";
    private static final String TAIL = "tail";

    @Param({"STANDARD_IO", "MMAP"})
    private ReadStrategy strategy = ReadStrategy.STANDARD_IO;

    private final SplittableRandom random = new SplittableRandom(1);
    private @Nullable Path directory;
    private @Nullable Journal journal;

    @Setup
    public void fill() throws IOException {
        directory = Files.createTempDirectory("lookup");
        List<byte[]> batch = Collections.nCopies(1_000, new byte[128]);
        try (Journal filled = open()) {
            for (int done = 0; done < ENTRIES; done += batch.size()) {
                filled.appendBatch(FLUSHED, batch);
            }
        }
        Journal opened = open();
        for (int i = 0; i < IN_TAIL; i++) {
            opened.append(TAIL, new byte[128]);
        }
        journal = opened;
    }

    private Journal open() {
        Path root = directory;
        if (root == null) {
            throw new IllegalStateException("No directory");
        }
        return Journal.open(JournalOptions.builder(root)
                .syncMode(SyncMode.ASYNC)
                .readStrategy(strategy)
                .build());
    }

    @Benchmark
    public Optional<byte[]> inSegment() {
        return get(FLUSHED, random.nextLong(ENTRIES));
    }

    @Benchmark
    public Optional<byte[]> inTail() {
        return get(TAIL, random.nextLong(IN_TAIL));
    }

    private Optional<byte[]> get(String stream, long id) {
        Journal open = journal;
        return open == null ? Optional.empty() : open.get(stream, id);
    }

    @TearDown
    public void delete() throws IOException {
        if (journal != null) {
            journal.close();
        }
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
