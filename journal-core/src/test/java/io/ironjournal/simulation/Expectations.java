package io.ironjournal.simulation;

import io.ironjournal.Journal;
import io.ironjournal.PositionConflictException;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.simulation.Model.Batch;
import java.util.List;
import java.util.SplittableRandom;

/** Writes that expect positions, and what they and prepared branches keep others from doing. */
final class Expectations {

    private final Model model;
    private final Journal journal;
    private final SyncMode mode;
    private final SplittableRandom random;
    private final RandomEntries entries;

    Expectations(Model model, Journal journal, SyncMode mode, SplittableRandom random, RandomEntries entries) {
        this.model = model;
        this.journal = journal;
        this.mode = mode;
        this.random = random;
        this.entries = entries;
    }

    /** Adds positions of some streams to a write: those of now, or others. */
    void draw(Batch batch) {
        for (int i = random.nextInt(3); i > 0; i--) {
            String stream = entries.stream();
            batch.expected.put(stream, position(stream));
        }
    }

    private long position(String stream) {
        long now = model.size(stream);
        return random.nextInt(4) == 0 ? random.nextLong(now + 2) : now;
    }

    void appendOne() {
        Batch batch = new Batch();
        String stream = entries.stream();
        byte[] entry = entries.entry();
        long expected = position(stream);
        batch.add(stream, entry);
        batch.expected.put(stream, expected);
        write(batch, mode == SyncMode.STRICT, () -> {
            if (append(stream, entry, expected) != expected) {
                throw new Verifier.Violation("An append did not get the id that it expected");
            }
        });
    }

    private long append(String stream, byte[] entry, long expected) {
        return DerivedHeaders.of(entry).isEmpty()
                ? journal.append(stream, entry, expected)
                : journal.append(stream, DerivedHeaders.with(entry), expected);
    }

    void commit() {
        Batch batch = random.nextInt(8) == 0 ? new Batch() : entries.batch();
        draw(batch);
        // A transaction without anything does no I/O.
        boolean forced = mode != SyncMode.ASYNC && !(batch.entries.isEmpty() && batch.expected.isEmpty());
        write(batch, forced, () -> {
            try (TxnWriter writer = journal.writer("orders")) {
                batch.expected.forEach(writer::expect);
                batch.forEach((stream, entry) -> writer.add(stream, DerivedHeaders.with(entry)));
                writer.commit();
            }
        });
    }

    private void write(Batch batch, boolean forced, Runnable call) {
        try {
            model.write(batch, forced, call);
        } catch (PositionConflictException e) {
            requireConflict(model, batch, e);
            model.refused();
            if (forced) {
                // The entries with which the write conflicts are durable before the answer.
                model.force();
            }
        }
    }

    static void requireConflict(Model model, Batch batch, PositionConflictException conflict) {
        String stream = conflict.stream().orElseThrow();
        List<Long> found = List.of(conflict.expected(), conflict.actual());
        if (!found.equals(List.of(batch.expected.getOrDefault(stream, -1L), (long) model.size(stream)))
                || conflict.expected() == conflict.actual()) {
            throw new Verifier.Violation("There is no such conflict: " + conflict, conflict);
        }
    }

    /** Requires that nothing kept a write from being done. */
    static void requireAdmitted(Model model, Batch batch) {
        if (!model.isAsExpected(batch)) {
            throw new Verifier.Violation("A write was done although a stream does not end as expected");
        }
        batch.entries.keySet().forEach(stream -> requireFree(model, stream));
    }

    static void requireFree(Model model, String stream) {
        if (model.isClaimed(stream)) {
            throw new Verifier.Violation("A write to stream " + stream + " passed the claim of a branch");
        }
    }

    /**
     * Requires that a branch was in the way of a write to a stream, or of a branch that expects its position. Without a
     * stream, the write waited for memory or log space: a slow machine can need longer to free them than the short timeout.
     */
    static void requireClaim(Model model, WriteTimeoutException timeout) {
        if (timeout.stream().isPresent() && !model.isShared(timeout.stream().get())) {
            throw new Verifier.Violation("There was nothing to wait for: " + timeout, timeout);
        }
    }
}
