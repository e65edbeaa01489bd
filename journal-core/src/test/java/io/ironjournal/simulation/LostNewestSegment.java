package io.ironjournal.simulation;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.SimulatedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the newest segments of the log away from a copy of a crashed journal. Opening it must be refused, or find as much
 * as with them: in those that were prepared only, there is nothing.
 */
final class LostNewestSegment {

    private LostNewestSegment() {}

    /** Removes one segment, and then one more. */
    static void requireNoticed(SimulatedStorage crashed, JournalOptions options) {
        try {
            Map<String, Long> whole = contents(copy(crashed), options);
            SimulatedStorage copy = copy(crashed);
            for (int removed = 0; whole != null && removed < 2 && removeNewest(copy); removed++) {
                Map<String, Long> left = contents(copy(copy), options);
                if (left != null && !left.equals(whole)) {
                    throw new Verifier.Violation(
                            "Without its newest log segments the journal opens with " + left + " instead of " + whole);
                }
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

    /** The next ids of all streams, and how many branches are in doubt; null when opening is refused. */
    private static @Nullable Map<String, Long> contents(SimulatedStorage storage, JournalOptions options) {
        try (Journal journal = JournalOpener.open(options, storage, false)) {
            Map<String, Long> contents = new TreeMap<>();
            for (String stream : journal.streams()) {
                contents.put(stream, journal.nextId(stream));
            }
            contents.put("", (long) journal.transactions().inDoubt().size());
            return contents;
        } catch (CorruptionException refused) {
            return null;
        } catch (JournalException e) {
            throw new Verifier.Violation("A copy does not open: " + e, e);
        }
    }
}
