package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.files.LostRange;
import io.ironjournal.files.RepairReport;
import io.ironjournal.inspect.SavedContent;
import io.ironjournal.text.Printable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Copies streams into a new journal, with ids, times and headers. A lost entry before a saved one gets a placeholder, so
 * that the saved one keeps its id: an entry without bytes, with the header {@value SavedContent#LOST}.
 */
final class StreamsCopy {

    private final JournalEngine target;
    private final List<LostRange> lost = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private long streams;
    private long entries;
    private long salvaged;

    StreamsCopy(JournalEngine target) {
        this.target = target;
    }

    private record Lost(String stream, long firstId, long endId) implements LostRange {

        @Override
        public String toString() {
            return "LostRange['" + Printable.name(stream) + "', ids " + firstId + " to " + (endId - 1) + "]";
        }
    }

    private record Report(
            long streams, long entries, long salvaged, List<LostRange> lost, List<String> notes, List<String> losses)
            implements RepairReport {}

    /**
     * Copies a stream.
     *
     * @param saved its entries, in the order of their ids
     * @param firstId the id of the first entry that it should have
     * @param endId the id behind the last one that it should have; -1 if the last saved one is the last
     */
    void copy(String stream, Iterator<Entry> saved, long firstId, long endId) {
        Consecutive all = new Consecutive(stream, saved, firstId, endId);
        if (all.hasNext()) {
            if (all.nextId > 0) {
                target.writer().writes().begin(stream, all.nextId);
            }
            target.writer().importInto(stream, all.nextId).copyUnforced(all);
            streams++;
        }
    }

    /** Adds a fact for the report. */
    void note(String fact) {
        notes.add(fact);
    }

    /** Adds a loss that the new journal records. */
    void loss(String loss) {
        losses.add(loss);
    }

    /** Counts entries that were behind the end of the log. */
    void salvaged(long number) {
        salvaged += number;
    }

    RepairReport report() {
        target.writer().sync();
        return new Report(streams, entries, salvaged, List.copyOf(lost), List.copyOf(notes), List.copyOf(losses));
    }

    /** The saved entries, and placeholders for lost ones between them and behind the last one. */
    private final class Consecutive implements Iterator<Entry> {

        private final String stream;
        private final Iterator<Entry> saved;
        private final long endId;
        private @Nullable Entry next;
        private long nextId;
        private long time;

        /** Skips lost entries at the beginning: the stream begins at the first saved one. */
        Consecutive(String stream, Iterator<Entry> saved, long firstId, long endId) {
            this.stream = stream;
            this.saved = saved;
            this.endId = endId;
            next = saved.hasNext() ? saved.next() : null;
            nextId = next == null ? endId : next.id();
            time = next == null ? 0 : next.timeMicros();
            lost(firstId, nextId);
        }

        private void lost(long from, long to) {
            if (to > from) {
                lost.add(new Lost(stream, from, to));
            }
        }

        @Override
        public boolean hasNext() {
            return next != null || nextId < endId;
        }

        @Override
        public Entry next() {
            Entry found = next;
            if (found == null && nextId >= endId) {
                throw new NoSuchElementException();
            }
            if (found == null || found.id() > nextId) {
                return Entry.of(nextId++, time, Headers.none().with(SavedContent.LOST, "1"), new byte[0]);
            }
            if (found.id() < nextId) {
                throw new IllegalArgumentException("Entry " + found.id() + " of stream '" + Printable.name(stream)
                        + "' follows entry " + (nextId - 1) + ". Order the entries of a stream by their ids");
            }
            next = saved.hasNext() ? saved.next() : null;
            nextId++;
            lost(nextId, next == null ? endId : next.id());
            time = Math.max(time, found.timeMicros());
            entries++;
            return Entry.of(found.id(), time, found.headers(), found.data());
        }
    }
}
