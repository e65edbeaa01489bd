package io.ironjournal.simulation;

import io.ironjournal.transaction.BranchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The expected content of a journal: everything acknowledged, and what the call running at the crash may have added.
 */
final class Model {

    /** The entries that a write adds, by stream. */
    static final class Batch {

        final Map<String, List<byte[]>> entries = new LinkedHashMap<>();

        /** The positions that a write expects, by stream. */
        final Map<String, Long> expected = new LinkedHashMap<>();

        void add(String stream, byte[] entry) {
            entries.computeIfAbsent(stream, key -> new ArrayList<>()).add(entry);
        }

        /** Calls the action with each entry and its stream. */
        void forEach(BiConsumer<String, byte[]> action) {
            entries.forEach((stream, added) -> added.forEach(entry -> action.accept(stream, entry)));
        }
    }

    final Map<String, List<byte[]>> streams = new HashMap<>();
    final Map<BranchId, PreparedBranch<Batch>> branches = new LinkedHashMap<>();

    /** Acknowledged but unforced writes, in the order of the log. A power failure loses none, all, or the last ones. */
    final List<Batch> unforced = new ArrayList<>();

    /** The first ids of streams. */
    final Map<String, Long> firstIds = new HashMap<>();

    /** The stream that a running call may have deleted. */
    @Nullable
    String pendingDeletion;

    /** The stream that a running call may have truncated, and up to which id. */
    @Nullable
    String pendingTruncation;

    long pendingTruncationTo;

    /** The stream into which a running call may have put archived entries back, and from which id on. */
    @Nullable
    String pendingRestoration;

    long pendingRestorationFrom;

    /** Streams into which a full disk refused to put entries back. A crash may still do it. */
    final Set<String> perhapsPutBack = new HashSet<>();

    /** The positions of cursors, by stream and name. */
    final Map<String, Map<String, Long>> cursors = new HashMap<>();

    /** The cursor that a running call may have moved, with its stream and position. */
    @Nullable
    String pendingCursor;

    String pendingCursorStream = "";
    long pendingCursorTo;

    /** The states of a transaction manager. */
    ModelStates states = new ModelStates();

    /** The times of the entries that were found durable. */
    final DurableTimes times = new DurableTimes();

    /** The write of a call that has not returned. It is there completely or not at all. */
    Batch pending = new Batch();

    /** Whether any write was ever acknowledged. From then on, the journal must open on a full disk. */
    boolean written;

    /** The number of branches so far. */
    long branchCount;

    /** Returns a copy of what is known now, for a copy of the journal. It knows no times. No call is running. */
    Model copy() {
        Model copy = new Model();
        streams.forEach((stream, entries) -> copy.streams.put(stream, new ArrayList<>(entries)));
        branches.forEach((id, prepared) -> {
            PreparedBranch<Batch> copied = new PreparedBranch<>(prepared.writes);
            copied.fate = prepared.unforced || prepared.held ? PreparedBranch.Fate.PREPARED_OR_GONE : prepared.fate;
            copy.branches.put(id, copied);
        });
        copy.firstIds.putAll(firstIds);
        cursors.forEach((stream, positions) -> copy.cursors.put(stream, new HashMap<>(positions)));
        copy.unforced.addAll(unforced);
        copy.states = states.copy();
        return copy;
    }

    /** Runs a write. It is pending while it runs, and acknowledged after it returned. */
    void write(Batch batch, boolean forced, Runnable call) {
        pending = batch;
        call.run();
        Expectations.requireAdmitted(this, batch);
        // Expectations alone, and transactions without anything, leave nothing in the log.
        written |= !batch.entries.isEmpty() || pendingCursor != null;
        pending = new Batch();
        if (!batch.entries.isEmpty()) {
            unforced.add(batch);
        }
        if (forced) {
            force();
        }
    }

    /** Returns whether a prepared branch expects a position of a stream. */
    boolean isClaimed(String name) {
        return prepared().anyMatch(batch -> batch.expected.containsKey(name));
    }

    /** Returns whether a prepared branch has entries for a stream, or expects a position of it. */
    boolean isShared(String name) {
        return isClaimed(name) || prepared().anyMatch(batch -> batch.entries.containsKey(name));
    }

    private Stream<Batch> prepared() {
        return branches.values().stream()
                .filter(branch -> branch.fate == PreparedBranch.Fate.PREPARED && !branch.held)
                .map(branch -> branch.writes);
    }

    /** Returns whether all streams end where a write expects them. */
    boolean isAsExpected(Batch batch) {
        return batch.expected.entrySet().stream().allMatch(one -> size(one.getKey()) == one.getValue());
    }

    /** Returns the number of entries in a stream, forced or not. */
    int size(String name) {
        int unforcedHere = unforced.stream()
                .mapToInt(batch -> batch.entries.getOrDefault(name, List.of()).size())
                .sum();
        return stream(name).size() + unforcedHere;
    }

    /** Returns all entries of a stream, forced or not. */
    List<byte[]> all(String name) {
        List<byte[]> all = new ArrayList<>(stream(name));
        unforced.forEach(batch -> all.addAll(batch.entries.getOrDefault(name, List.of())));
        return all;
    }

    long cursor(String name, String cursor) {
        return cursors.getOrDefault(name, Map.of()).getOrDefault(cursor, 0L);
    }

    void moveCursor(String name, String cursor, long to) {
        cursors.computeIfAbsent(name, key -> new HashMap<>()).put(cursor, to);
        pendingCursor = null;
    }

    /** Marks all writes so far as forced. */
    void force() {
        unforced.forEach(this::acknowledge);
        unforced.clear();
        branches.values().forEach(branch -> branch.unforced = false);
        states.force();
    }

    long firstId(String name) {
        return firstIds.getOrDefault(name, 0L);
    }

    void delete(String name) {
        perhapsPutBack.remove(name);
        streams.remove(name);
        firstIds.remove(name);
        cursors.remove(name);
        times.forget(name);
        pendingDeletion = null;
    }

    /** Removes the running call: it did not happen. */
    void refused() {
        pending = new Batch();
        pendingCursor = null;
        pendingTruncation = null;
        pendingRestoration = null;
        states.refused();
        pendingDeletion = null;
    }

    void acknowledge(Batch batch) {
        batch.entries.forEach((stream, added) ->
                streams.computeIfAbsent(stream, key -> new ArrayList<>()).addAll(added));
    }

    List<byte[]> stream(String name) {
        return streams.getOrDefault(name, List.of());
    }
}
