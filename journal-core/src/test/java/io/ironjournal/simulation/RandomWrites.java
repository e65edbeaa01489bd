package io.ironjournal.simulation;

import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.simulation.Model.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Writes without branches, in every way. */
final class RandomWrites {

    private final Model model;
    private final Journal journal;
    private final SyncMode mode;
    private final SplittableRandom random;
    private final RandomEntries entries;

    RandomWrites(Model model, Journal journal, SyncMode mode, SplittableRandom random, RandomEntries entries) {
        this.model = model;
        this.journal = journal;
        this.mode = mode;
        this.random = random;
        this.entries = entries;
    }

    void appendOne() {
        Batch batch = new Batch();
        String stream = entries.stream();
        byte[] entry = entries.entry();
        batch.add(stream, entry);
        model.write(batch, mode == SyncMode.STRICT, () -> {
            long id = DerivedHeaders.of(entry).isEmpty()
                    ? journal.append(stream, entry)
                    : journal.append(stream, DerivedHeaders.with(entry));
            requireId(id, model.size(stream));
            if (!Arrays.equals(entry, journal.get(stream, id).orElseThrow())) {
                throw new Verifier.Violation("An entry is missing after its append returned");
            }
        });
    }

    /** Without threads, the future is complete when it is returned. */
    void appendAsync() {
        Batch batch = new Batch();
        String stream = entries.stream();
        byte[] entry = entries.entry();
        batch.add(stream, entry);
        model.write(batch, mode == SyncMode.STRICT, () -> {
            try {
                CompletionStage<Long> append = DerivedHeaders.of(entry).isEmpty()
                        ? journal.appendAsync(stream, entry)
                        : journal.appendAsync(stream, DerivedHeaders.with(entry));
                requireId(append.toCompletableFuture().join(), model.size(stream));
            } catch (CompletionException e) {
                if (e.getCause() instanceof JournalException failed) {
                    throw failed;
                }
                throw e;
            }
        });
    }

    void appendBatch() {
        Batch batch = new Batch();
        String stream = entries.stream();
        for (int i = random.nextInt(8); i >= 0; i--) {
            batch.add(stream, entries.entry());
        }
        model.write(batch, mode != SyncMode.ASYNC, () -> {
            List<byte[]> added = batch.entries.get(stream);
            IdRange ids = added.stream()
                            .allMatch(entry -> DerivedHeaders.of(entry).isEmpty())
                    ? journal.appendBatch(stream, added)
                    : journal.appendEntries(
                            stream, added.stream().map(DerivedHeaders::with).toList());
            requireId(ids.start(), model.size(stream));
        });
    }

    void commit() {
        Batch batch = entries.batch();
        model.write(batch, mode != SyncMode.ASYNC, () -> {
            try (TxnWriter writer = journal.writer("orders")) {
                batch.forEach((stream, entry) -> writer.add(stream, DerivedHeaders.with(entry)));
                writer.commit();
            }
        });
    }

    void rollBack() {
        try (TxnWriter writer = journal.writer(entries.stream())) {
            entries.batch().forEach((stream, entry) -> writer.add(stream, DerivedHeaders.with(entry)));
            if (random.nextBoolean()) {
                writer.rollback();
            }
        }
    }

    private static void requireId(long id, long expected) {
        if (id != expected) {
            throw new Verifier.Violation("An append got id " + id + " instead of " + expected);
        }
    }
}
