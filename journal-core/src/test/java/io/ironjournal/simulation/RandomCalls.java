package io.ironjournal.simulation;

import io.ironjournal.ArchiveException;
import io.ironjournal.Compression;
import io.ironjournal.Cursor;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalRetention;
import io.ironjournal.Retention;
import io.ironjournal.RetentionReport;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The calls of one life of a journal. Each changes the journal and its model. */
final class RandomCalls {

    /** The number of restorations in all simulations. */
    static long restorations;

    private final Model model;
    private final Journal journal;
    private final SimulatedStorage storage;
    private final JournalOptions options;
    private final SplittableRandom random;
    private final RandomEntries entries;
    private final RandomWrites writes;
    private final RandomBranches branches;
    private final RandomStates states;
    private final Expectations expecting;

    /** The largest number of entries in a segment. */
    private final long mostPerSegment;

    RandomCalls(
            Model model,
            Journal journal,
            SimulatedStorage storage,
            JournalOptions options,
            SplittableRandom random,
            long mostPerSegment) {
        this.model = model;
        this.journal = journal;
        this.storage = storage;
        this.options = options;
        this.random = random;
        this.entries = new RandomEntries(random, options.compression() == Compression.LZ4);
        this.writes = new RandomWrites(model, journal, options.syncMode(), random, entries);
        this.expecting = new Expectations(model, journal, options.syncMode(), random, entries);
        this.branches = new RandomBranches(model, journal, random, entries, expecting);
        this.states = new RandomStates(model, journal, random);
        this.mostPerSegment = mostPerSegment;
    }

    /** Runs a step. A write that a full disk refuses did not happen, and the journal continues. */
    void stepOnAnyDisk() {
        try {
            step();
        } catch (DiskFullException e) {
            model.refused();
        } catch (WriteTimeoutException e) {
            Expectations.requireClaim(model, e);
            model.refused();
        } catch (JournalIOException e) {
            if (!isOfArchive(e.getMessage())) {
                throw e;
            }
            model.refused();
        }
    }

    /** Returns whether the archive could not be written, which truncates nothing and harms nothing. */
    private static boolean isOfArchive(@Nullable String message) {
        return message != null
                && (message.contains("could not be archived") || message.contains("could not be put back"));
    }

    private void step() {
        switch (random.nextInt(25)) {
            case 0, 1, 2 -> writes.appendOne();
            case 3 -> writes.appendBatch();
            case 4 -> writes.commit();
            case 5, 6 -> branches.begin();
            case 7 -> branches.prepare();
            case 8 -> branches.commitOnePhase();
            case 9, 10 -> branches.decide();
            case 11 -> {
                journal.sync();
                model.force();
                model.times.observe(journal);
            }
            case 12 -> retire();
            case 13 -> writes.appendAsync();
            case 14 -> writes.rollBack();
            case 15 -> new RandomReads(model, journal, random).of(entries.stream());
            case 16 -> moveCursor();
            case 17, 18 -> expecting.appendOne();
            case 19 -> expecting.commit();
            case 20, 21 -> states.step();
            case 22, 23 -> branches.decideWithState();
            default -> branches.rollBackActive();
        }
    }

    /** Moves, resets or deletes a cursor. The entries before its position are forced with it, and before it. */
    private void moveCursor() {
        String stream = entries.stream();
        Cursor cursor =
                journal.cursor(CrashSimulation.CURSORS.get(random.nextInt(CrashSimulation.CURSORS.size())), stream);
        long from = cursor.position();
        if (from != model.cursor(stream, cursor.name())) {
            throw new Verifier.Violation("Cursor " + cursor.name() + " of " + stream + " is at " + from);
        }
        if (model.size(stream) == 0) {
            return;
        }
        model.pendingCursor = cursor.name();
        model.pendingCursorStream = stream;
        switch (random.nextInt(8)) {
            case 0 -> reset(cursor);
            case 1 -> delete(cursor, from);
            default -> advance(cursor, from);
        }
    }

    private void advance(Cursor cursor, long from) {
        long to = from + random.nextLong(model.size(cursor.stream()) - from + 1);
        model.pendingCursorTo = to;
        cursor.advanceTo(to);
        if (to > from) {
            model.force();
        }
        model.moveCursor(cursor.stream(), cursor.name(), to);
    }

    private void reset(Cursor cursor) {
        long first = journal.firstId(cursor.stream());
        long to = first + random.nextLong(model.size(cursor.stream()) - first + 1);
        model.pendingCursorTo = to;
        journal.resetCursor(cursor.name(), cursor.stream(), to);
        model.force();
        model.moveCursor(cursor.stream(), cursor.name(), to);
    }

    /** Deletes a cursor, which is then at 0 again. */
    private void delete(Cursor cursor, long from) {
        model.pendingCursorTo = 0;
        if (journal.deleteCursor(cursor.name(), cursor.stream())) {
            model.force();
        } else if (from != 0) {
            throw new Verifier.Violation("Cursor " + cursor.name() + " of " + cursor.stream() + " is at " + from
                    + ", but cannot be deleted");
        }
        model.moveCursor(cursor.stream(), cursor.name(), 0);
    }

    private void retire() {
        if (options.archive().isPresent() && random.nextInt(3) == 0) {
            restore();
            return;
        }
        if (random.nextInt(3) == 0) {
            options.retention().forEach(this::applyRetention);
            return;
        }
        String stream = entries.stream();
        if (model.size(stream) == 0) {
            return;
        }
        if (random.nextInt(6) == 0) {
            journal.sync();
            model.force();
            model.pendingDeletion = stream;
            boolean claimed = model.isClaimed(stream);
            if (!journal.deleteStream(stream) || journal.nextId(stream) != 0) {
                throw new Verifier.Violation("Stream " + stream + " was not deleted");
            }
            if (claimed) {
                throw new Verifier.Violation("Stream " + stream + " was deleted although a branch claims it");
            }
            model.delete(stream);
        } else {
            long safeId = random.nextInt(model.size(stream) + 1);
            model.pendingTruncation = stream;
            model.pendingTruncationTo = safeId;
            if (journal.truncate(stream, safeId) > 0) {
                model.force();
            }
            model.pendingTruncation = null;
            verifyTruncated(stream, safeId);
        }
    }

    /** Puts archived entries back. A crash leaves the stream as it was, or with all of them. Rules do not remove them. */
    private void restore() {
        String stream = entries.stream();
        long before = model.firstId(stream);
        if (model.size(stream) == 0) {
            return;
        }
        long from = random.nextLong(before + 3);
        model.pendingRestoration = stream;
        model.pendingRestorationFrom = from;
        long first;
        try {
            first = journal.restoreArchived(stream, from);
        } catch (ArchiveException e) {
            boolean kept = !model.branches.isEmpty() || !model.states.states.isEmpty();
            boolean held = kept && e.getMessage().contains("branch in doubt");
            if (!held && !e.getMessage().contains("the commit log is not in the journal's directory")) {
                throw e;
            }
            model.refused();
            model.perhapsPutBack.add(stream);
            return;
        } catch (DiskFullException e) {
            // Only the cursor may be missing.
            model.firstIds.put(stream, journal.firstId(stream));
            model.perhapsPutBack.add(stream);
            throw e;
        }
        if (first != journal.firstId(stream) || first > from) {
            throw new Verifier.Violation("Stream " + stream + " begins at " + first + " instead of " + from);
        }
        long kept = journal.cursor(JournalRetention.RESTORED_CURSOR, stream).position();
        if (first < before) {
            restorations++;
            model.force();
            model.moveCursor(stream, JournalRetention.RESTORED_CURSOR, first);
        } else if (kept != model.cursor(stream, JournalRetention.RESTORED_CURSOR) && kept >= first && kept <= from) {
            // A crash came between an earlier restoration and its cursor, or a rule stopped between archive and record.
            model.force();
            model.moveCursor(stream, JournalRetention.RESTORED_CURSOR, kept);
        }
        model.pendingRestoration = null;
        model.firstIds.put(stream, first);
        options.retention().forEach(this::applyRetention);
        if (first < before && journal.firstId(stream) != first) {
            throw new Verifier.Violation("A rule removed restored entries of " + stream + " at once");
        }
    }

    /** Runs a round with the only rule. A crash leaves the stream as it was, or truncated as far as the rule allows. */
    private void applyRetention(String stream, Retention rule) {
        long cursor = model.cursors.getOrDefault(stream, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .filter(position -> position > 0)
                .min()
                .orElse(Long.MAX_VALUE);
        long most = Math.max(model.firstId(stream), rule.isPastCursors() ? Long.MAX_VALUE : cursor);
        model.pendingTruncation = stream;
        model.pendingTruncationTo = most;
        RetentionReport report = journal.applyRetention();
        if (report.segments() > 0) {
            model.force();
        }
        model.pendingTruncation = null;
        long first = journal.firstId(stream);
        boolean failed = !report.failures().stream().allMatch(RandomCalls::isOfArchive);
        if ((failed && !storage.hasLimit()) || first < model.firstId(stream) || first > most) {
            throw new Verifier.Violation(rule + " moved " + stream + " to " + first + ", although its readers are at "
                    + most + ". Failures: " + report.failures());
        }
        if (report.segments() > 0 && journal.get(stream, first - 1).isPresent()) {
            throw new Verifier.Violation("Entry " + (first - 1) + " of " + stream + " was removed but can be read");
        }
        if (model.size(stream) > 0) {
            model.firstIds.put(stream, first);
        }
    }

    /**
     * Requires that truncated entries are gone for readers and from the disk, including entries that were in no file.
     */
    private void verifyTruncated(String stream, long safeId) {
        long first = journal.firstId(stream);
        long least = model.firstId(stream);
        if (first < least || first > Math.max(safeId, least)) {
            throw new Verifier.Violation("Stream " + stream + " begins at " + first + " after truncation to " + safeId);
        }
        if (first > 0 && journal.get(stream, first - 1).isPresent()) {
            throw new Verifier.Violation("Entry " + (first - 1) + " of " + stream + " was truncated but can be read");
        }
        if (!storage.hasLimit()) {
            // Those below the first id are left of an interrupted restoration, and do not count.
            List<Long> segments = CrashedLives.segments(storage, stream).stream()
                    .filter(id -> id >= first)
                    .toList();
            List<Long> removable = segments.stream().filter(id -> id <= safeId).toList();
            if (removable.size() > 1 || (removable.isEmpty() && safeId >= least)) {
                throw new Verifier.Violation("After truncation of " + stream + " to " + safeId + " from " + least
                        + " there are segments " + segments);
            }
            if (safeId - first > mostPerSegment) {
                throw new Verifier.Violation("Stream " + stream + " was truncated to " + first + ", although segments"
                        + " of " + mostPerSegment + " entries at most end below " + safeId);
            }
        }
        model.firstIds.put(stream, first);
    }
}
