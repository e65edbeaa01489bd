package io.ironjournal.simulation;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalRetention;
import io.ironjournal.simulation.Model.Batch;
import io.ironjournal.simulation.PreparedBranch.Fate;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a reopened journal with the model, and updates the model where the outcome was open. */
final class Verifier {

    private final Model model;
    private final Journal journal;
    private final Map<String, List<byte[]>> found = new HashMap<>();

    private Verifier(Model model, Journal journal) {
        this.model = model;
        this.journal = journal;
    }

    /** Compares after a crash. {@code powerLost} says whether unforced writes may be lost. */
    static void verify(Model model, Journal journal, boolean powerLost) {
        new Verifier(model, journal).run(powerLost);
    }

    private void run(boolean powerLost) {
        Set<String> names = new HashSet<>(journal.streams());
        names.addAll(model.streams.keySet());
        names.forEach(name -> found.put(name, read(name)));
        String deleted = model.pendingDeletion;
        if (deleted != null && read(deleted).isEmpty()) {
            model.delete(deleted);
        }
        model.pendingDeletion = null;
        int unforced = model.unforced.size();
        int adopted = adoptUnforced(powerLost);
        boolean whole = adopted == unforced;
        Set<BranchId> inDoubt = new HashSet<>();
        for (InDoubtBranch branch : Transactions.of(journal).inDoubt()) {
            check(inDoubt.add(branch.id()), "Branch " + branch.id() + " is listed twice");
            check(model.branches.containsKey(branch.id()), "Branch " + branch.id() + " was never prepared");
        }
        List<Batch> undecided = new ArrayList<>();
        undecided.add(model.pending);
        check(whole || !isPresent(model.pending), "The last write is there, but not all of those before it");
        new LinkedHashMap<>(model.branches).forEach((id, prepared) -> {
            checkUnforced(id, prepared, inDoubt.contains(id), powerLost, adopted);
            settle(id, prepared, inDoubt, undecided);
        });
        for (Batch batch : undecided) {
            adoptIfPresent(batch);
        }
        model.pending = new Batch();
        found.forEach(this::checkStream);
        names.forEach(this::checkCursors);
        model.states.verify(Transactions.of(journal).states());
        model.pendingCursor = null;
        model.pendingTruncation = null;
        model.pendingRestoration = null;
        model.perhapsPutBack.clear();
    }

    /** A branch whose vote was not forced is lost together with all that follows it, and only if the power was lost. */
    private void checkUnforced(
            BranchId id, PreparedBranch<Batch> prepared, boolean inDoubt, boolean powerLost, int adopted) {
        if (prepared.held && prepared.decidedBy == null) {
            check(!inDoubt, "Branch " + id + " is there, but its decision was never called");
            prepared.fate = Fate.PREPARED_OR_GONE;
            return;
        }
        if (!prepared.unforced || (prepared.fate != Fate.PREPARED && prepared.decidedBy == null)) {
            return;
        }
        String key = prepared.decidedBy;
        boolean decided =
                key != null && model.states.isPending(Transactions.of(journal).states());
        if (inDoubt || (key != null && isPresent(prepared.writes) && decided)) {
            check(adopted >= prepared.unforcedBefore, "Branch " + id + " is there, but not all writes before it");
            return;
        }
        check(powerLost || prepared.held, "The end of the process lost the vote of branch " + id);
        check(adopted <= prepared.unforcedBefore, "Branch " + id + " is missing, but not all writes after it");
        check(!decided, "The decision of branch " + id + " is there, but not the branch");
        prepared.fate = Fate.PREPARED_OR_GONE;
    }

    private void settle(BranchId id, PreparedBranch<Batch> prepared, Set<BranchId> inDoubt, List<Batch> undecided) {
        if (inDoubt.contains(id)) {
            check(
                    prepared.fate != Fate.PREPARED_OR_COMMITTED || !isPresent(prepared.writes),
                    "Branch " + id + " is in doubt and its entries are visible");
            prepared.fate = Fate.PREPARED;
            prepared.unforced = false;
            prepared.held = false;
            prepared.decidedBy = null;
            prepared.writes.expected.forEach((stream, expected) -> check(
                    journal.nextId(stream) == expected,
                    "Branch " + id + " is in doubt, but stream " + stream + " does not end as it expects"));
            return;
        }
        switch (prepared.fate) {
            case PREPARED -> fail("Branch " + id + " was prepared and is missing");
            case PREPARED_OR_GONE -> model.branches.remove(id);
            case PREPARED_OR_COMMITTED -> {
                check(isPresent(prepared.writes), "Branch " + id + " is neither in doubt nor committed");
                check(
                        prepared.decidedBy == null
                                || model.states.isPending(
                                        Transactions.of(journal).states()),
                        "Branch " + id + " is committed, but its decision is missing");
                undecided.add(prepared.writes);
                model.branches.remove(id);
            }
        }
    }

    /** Moves unforced writes that are still there to the expected content. Returns how many are there. */
    private int adoptUnforced(boolean powerLost) {
        boolean whole = true;
        int adopted = 0;
        for (Batch batch : model.unforced) {
            boolean present = isPresent(batch);
            check(present || powerLost, "The end of the process lost bytes that the operating system had");
            check(whole || !present, "A write is there, but not all of those before it");
            whole &= present;
            if (present) {
                model.acknowledge(batch);
                adopted++;
            }
        }
        model.unforced.clear();
        return adopted;
    }

    /** Returns whether a batch follows the acknowledged entries. It must be there completely or not at all. */
    private boolean isPresent(Batch batch) {
        Set<Boolean> present = new HashSet<>();
        batch.entries.forEach((stream, entries) -> {
            List<byte[]> there = found.getOrDefault(stream, List.of());
            int known = model.stream(stream).size();
            if (there.size() <= known) {
                present.add(false);
            } else {
                check(there.size() >= known + entries.size(), "Part of a batch is visible in stream " + stream);
                present.add(true);
            }
        });
        check(present.size() <= 1, "A batch is visible in some of its streams only");
        return present.contains(true);
    }

    private void adoptIfPresent(Batch batch) {
        if (isPresent(batch)) {
            model.acknowledge(batch);
        }
    }

    private void checkStream(String name, List<byte[]> there) {
        List<byte[]> expected = model.stream(name);
        check(
                there.size() == expected.size(),
                "Stream " + name + " has " + there.size() + " entries instead of " + expected.size());
        int first = (int) checkFirstId(name);
        for (int i = first; i < there.size(); i++) {
            check(Arrays.equals(expected.get(i), there.get(i)), "Entry " + i + " of stream " + name + " is wrong");
        }
        check(journal.nextId(name) == expected.size(), "The next id of stream " + name + " is wrong");
        if (first < expected.size()) {
            int some = first + 7 % (expected.size() - first);
            check(
                    Arrays.equals(expected.get(some), journal.get(name, some).orElseThrow()),
                    "Entry " + some + " of stream " + name + " is wrong when read alone");
        }
    }

    private void checkCursors(String name) {
        for (String cursor : CrashSimulation.CURSORS) {
            long there = journal.cursor(cursor, name).position();
            if (cursor.equals(model.pendingCursor)
                    && name.equals(model.pendingCursorStream)
                    && there == model.pendingCursorTo) {
                model.moveCursor(name, cursor, there);
            }
            if (name.equals(model.pendingRestoration)
                    && cursor.equals(JournalRetention.RESTORED_CURSOR)
                    && there >= journal.firstId(name)
                    && there <= model.pendingRestorationFrom) {
                model.moveCursor(name, cursor, there);
            }
            long expected = model.cursor(name, cursor);
            check(
                    there == expected,
                    "Cursor " + cursor + " of stream " + name + " is at " + there + " instead of " + expected);
        }
    }

    private long checkFirstId(String name) {
        long first = journal.firstId(name);
        long least = model.firstId(name);
        long most = name.equals(model.pendingTruncation) ? Math.max(least, model.pendingTruncationTo) : least;
        boolean putBack =
                name.equals(model.pendingRestoration) && first <= Math.min(least, model.pendingRestorationFrom);
        check(
                putBack || (first < least && model.perhapsPutBack.contains(name)) || (first >= least && first <= most),
                "Stream " + name + " begins at " + first + " instead of " + least + " to " + most);
        model.firstIds.put(name, first);
        return first;
    }

    /** Returns all entries, with empty ones in place of truncated ones. */
    private List<byte[]> read(String stream) {
        long first = journal.firstId(stream);
        List<byte[]> entries = new ArrayList<>(Collections.nCopies((int) first, new byte[0]));
        try (EntryIterator iterator = journal.iterate(stream, first)) {
            while (iterator.hasNext()) {
                Entry entry = iterator.next();
                check(entry.id() == entries.size(), "Stream " + stream + " has a gap before " + entry.id());
                DerivedHeaders.require(stream, entry);
                entries.add(entry.data());
            }
        }
        return entries;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            fail(message);
        }
    }

    private static void fail(String message) {
        throw new Violation(message);
    }

    /** Reports that an acknowledged entry is lost, or that an unacknowledged write is visible in part. */
    static final class Violation extends AssertionError {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message);
        }

        Violation(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
