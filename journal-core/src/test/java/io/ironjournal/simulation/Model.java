package io.ironjournal.simulation;

import io.ironjournal.transaction.BranchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a journal must hold: everything acknowledged, and what the call under way at the crash may have added. */
final class Model {

    /** Entries that a write adds, stream by stream. */
    static final class Batch {

        final Map<String, List<byte[]>> entries = new LinkedHashMap<>();

        void add(String stream, byte[] entry) {
            entries.computeIfAbsent(stream, key -> new ArrayList<>()).add(entry);
        }
    }

    /** What a branch may be found to be. */
    enum Fate {
        PREPARED,
        PREPARED_OR_GONE,
        PREPARED_OR_COMMITTED
    }

    static final class Prepared {

        final Batch batch;
        Fate fate;

        Prepared(Batch batch, Fate fate) {
            this.batch = batch;
            this.fate = fate;
        }
    }

    final Map<String, List<byte[]>> streams = new HashMap<>();
    final Map<BranchId, Prepared> branches = new LinkedHashMap<>();

    /** Acknowledged before they were forced, in the order of the log: a power cut takes none, all, or the last of them. */
    final List<Batch> unforced = new ArrayList<>();

    /** Where streams begin. */
    final Map<String, Long> firstIds = new HashMap<>();

    /** The stream that a call under way may have deleted. */
    @Nullable
    String pendingDeletion;

    /** The stream that a call under way may have truncated, and how far at the most. */
    @Nullable
    String pendingTruncation;

    long pendingTruncationTo;

    /** Positions of cursors, by stream and name. */
    final Map<String, Map<String, Long>> cursors = new HashMap<>();

    /** The cursor that a call under way may have moved, of which stream, and how far. */
    @Nullable
    String pendingCursor;

    String pendingCursorStream = "";
    long pendingCursorTo;

    /** Written by a call that had not returned; all of it may be there or none. */
    Batch pending = new Batch();

    /** How many entries a stream has, forced or not. */
    int size(String name) {
        int unforcedHere = unforced.stream()
                .mapToInt(batch -> batch.entries.getOrDefault(name, List.of()).size())
                .sum();
        return stream(name).size() + unforcedHere;
    }

    /** All entries of a stream, forced or not. */
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

    /** Everything so far is forced. */
    void force() {
        unforced.forEach(this::acknowledge);
        unforced.clear();
    }

    long firstId(String name) {
        return firstIds.getOrDefault(name, 0L);
    }

    void delete(String name) {
        streams.remove(name);
        firstIds.remove(name);
        cursors.remove(name);
        pendingDeletion = null;
    }

    /** The call under way has not happened. */
    void refused() {
        pending = new Batch();
        pendingCursor = null;
        pendingTruncation = null;
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
