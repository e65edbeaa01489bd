package io.ironjournal.simulation;

import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.EntryScan;
import io.ironjournal.inspect.InspectedArchive;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the archives of a journal with a model. Each machine has an archive of its own.
 *
 * @param machines the storages of all machines that had the journal open
 * @param directory the directory of the archive on each of them
 */
record ArchiveVerifier(Model model, List<SimulatedStorage> machines, Path directory) {

    /** An archived stream, and where it is. */
    private record Archived(InspectedArchive archive, ArchivedStream stream) {}

    /** Requires that each truncated entry of a stream is in the archive of a machine, and that archived entries are right. */
    void verify(Journal journal) {
        Map<String, List<Archived>> newest = newestGenerations();
        for (String stream : journal.streams()) {
            long first = journal.firstId(stream);
            if (first > 0) {
                BitSet found = new BitSet();
                newest.getOrDefault(stream, List.of()).forEach(archived -> compare(archived, found));
                if (found.nextClearBit(0) < first) {
                    throw new Verifier.Violation("Stream " + stream + " begins at " + first + ", but entry "
                            + found.nextClearBit(0) + " is not archived");
                }
            }
        }
    }

    /** Returns the archived parts of the newest generation of each stream. */
    private Map<String, List<Archived>> newestGenerations() {
        Map<String, List<Archived>> newest = new HashMap<>();
        for (SimulatedStorage machine : machines) {
            InspectedArchive archived = archiveOf(machine);
            for (ArchivedStream stream : archived.streams()) {
                List<Archived> parts = newest.computeIfAbsent(stream.stream(), name -> new ArrayList<>());
                parts.removeIf(part -> part.stream.generation() < stream.generation());
                if (parts.isEmpty() || parts.get(0).stream.generation() == stream.generation()) {
                    parts.add(new Archived(archived, stream));
                }
            }
        }
        return newest;
    }

    private InspectedArchive archiveOf(SimulatedStorage machine) {
        try {
            return new InspectedArchive(machine.another(directory, Set.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(Archived archived, BitSet found) {
        List<byte[]> entries = model.stream(archived.stream.stream());
        try (EntryScan scan = archived.archive.entries(archived.stream, 0)) {
            while (scan.hasNext()) {
                Entry entry = scan.next();
                if (entry.id() >= entries.size() || !Arrays.equals(entry.data(), entries.get((int) entry.id()))) {
                    throw new Verifier.Violation(
                            "The archived entry " + entry.id() + " of " + archived.stream + " is wrong: " + entry);
                }
                found.set((int) entry.id());
            }
        }
    }
}
