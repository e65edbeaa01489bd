package io.ironjournal.simulation;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.util.HashMap;
import java.util.Map;

/** The times of entries that are durable. They never change, and never decrease within a stream. */
final class DurableTimes {

    private final Map<String, Map<Long, Long>> streams = new HashMap<>();

    /** Forgets a stream that was deleted. A later stream of that name has times of its own. */
    void forget(String stream) {
        streams.remove(stream);
    }

    /** Compares all entries with the known times. All entries are durable now, so their times are known from now on. */
    void observe(Journal journal) {
        journal.streams().forEach(stream -> observe(journal, stream));
    }

    private void observe(Journal journal, String stream) {
        Map<Long, Long> known = streams.computeIfAbsent(stream, key -> new HashMap<>());
        long last = 0;
        try (EntryIterator entries = journal.iterate(stream, journal.firstId(stream))) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                Long before = known.put(entry.id(), entry.timeMicros());
                if ((before != null && before != entry.timeMicros()) || entry.timeMicros() < last) {
                    throw new Verifier.Violation("Entry " + entry.id() + " of stream " + stream + " has the time "
                            + entry.timeMicros() + " instead of " + before + ", after one of " + last);
                }
                last = entry.timeMicros();
            }
        }
    }
}
