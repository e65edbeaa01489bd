package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.NewEntry;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.Expectation;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.text.Printable;
import io.ironjournal.write.WriteLimits;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * One import: copies entries with their times into a stream that has none. A record has one time, so consecutive entries
 * with the same time share a record. Each record expects the stream to end where the import has brought it.
 */
final class StreamImport {

    private static final int RECORD_BYTES = 1 << 20;

    private final EngineWriter writer;
    private final WriteLimits limits;
    private final String stream;
    private EntryBodyBuilder record = new EntryBodyBuilder();
    private long collected;
    private long committed;
    private long time;

    /**
     * Begins an import.
     *
     * @param firstId the id of the first entry
     */
    StreamImport(EngineWriter writer, WriteLimits limits, String stream, long firstId) {
        this.writer = writer;
        this.limits = limits;
        this.stream = stream;
        this.committed = firstId;
    }

    /** Copies all entries and forces them. Returns their number. */
    long copy(Iterator<Entry> entries) {
        Objects.requireNonNull(entries, "entries");
        long number = copyUnforced(entries);
        writer.sync();
        return number;
    }

    /** Copies all entries without forcing them. Returns their number. */
    long copyUnforced(Iterator<Entry> entries) {
        long before = committed;
        // Without entries this only checks that the stream is empty.
        commit();
        while (entries.hasNext()) {
            add(Objects.requireNonNull(entries.next(), "entry in entries"));
        }
        commit();
        return committed - before;
    }

    private void add(Entry entry) {
        if (entry.timeMicros() < time) {
            throw new IllegalArgumentException("Entry " + entry.id() + " cannot be imported into stream '"
                    + Printable.name(stream) + "': its time " + entry.time()
                    + " is before that of the entry before it. Import the entries of a stream in their order");
        }
        if (collected > 0 && (entry.timeMicros() != time || !fits(entry))) {
            commit();
        }
        time = entry.timeMicros();
        NewEntry copy = NewEntry.of(entry.data()).headers(entry.headers());
        limits.checkSize(record, stream, copy);
        record.add(stream, copy);
        collected++;
    }

    private boolean fits(Entry entry) {
        int length = entry.data().length + StoredEntry.sizeOf(entry.headers());
        return record.sizeWith(stream, length) <= Math.min(RECORD_BYTES, limits.maxTransactionSize());
    }

    private void commit() {
        long at = time;
        List<Expectation> expected = List.of(new Expectation(stream, committed));
        writer.commit(record, body -> writer.writes().entriesAt(at, body, expected));
        committed += collected;
        collected = 0;
        record = new EntryBodyBuilder();
    }
}
