package io.ironjournal.simulation;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes the newest log segments in a copy of a crashed journal. Opening the copy must be refused, or find everything
 * that was acknowledged. A segment that is only prepared, or that an opening created before it died, has no
 * acknowledged record.
 */
final class LostNewestSegment {

    private LostNewestSegment() {}

    /** Deletes one segment, and then another one. */
    static void requireNoticed(Model model, SimulatedStorage crashed, JournalOptions options) {
        try {
            SimulatedStorage copy = copy(crashed);
            for (int removed = 0; removed < 2 && removeNewest(copy); removed++) {
                requireAllOrRefusal(model, copy(copy), options);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SimulatedStorage copy(SimulatedStorage original) throws IOException {
        SimulatedStorage copy = new SimulatedStorage(1);
        for (String file : original.files()) {
            copy.writeAll(file, original.readAll(file));
        }
        return copy;
    }

    private static boolean removeNewest(SimulatedStorage storage) throws IOException {
        List<String> live = storage.files().stream()
                .filter(file -> file.startsWith("log/") && file.endsWith(".log"))
                .toList();
        if (live.size() < 2) {
            return false;
        }
        storage.delete(live.get(live.size() - 1));
        return true;
    }

    /** Requires that the journal does not open, or has everything that was acknowledged and forced. */
    private static void requireAllOrRefusal(Model model, SimulatedStorage storage, JournalOptions options) {
        try (Journal journal = JournalOpener.open(options, storage, false)) {
            Set<BranchId> inDoubt = new HashSet<>();
            Transactions.of(journal).inDoubt().forEach(branch -> inDoubt.add(branch.id()));
            model.streams.forEach((stream, entries) -> {
                if (!stream.equals(model.pendingDeletion) && journal.nextId(stream) < entries.size()) {
                    throw new Verifier.Violation("Without its newest log segments the journal opens with "
                            + journal.nextId(stream) + " of " + entries.size() + " entries of " + stream);
                }
            });
            model.branches.forEach((id, prepared) -> {
                boolean durable = prepared.fate == PreparedBranch.Fate.PREPARED && !prepared.unforced && !prepared.held;
                if (durable && !inDoubt.contains(id)) {
                    throw new Verifier.Violation(
                            "Without its newest log segments the journal opens, and branch " + id + " is not in doubt");
                }
            });
        } catch (CorruptionException refused) {
            return;
        } catch (JournalException e) {
            throw new Verifier.Violation("A copy does not open: " + e, e);
        }
    }
}
