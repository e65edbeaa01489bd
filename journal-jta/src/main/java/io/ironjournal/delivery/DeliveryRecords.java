package io.ironjournal.delivery;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The stream with the records of {@link DeliveryCounts}, next to a dead-letter stream. It is read once, for all consumers
 * that use the same object. Thread-safe.
 */
public final class DeliveryRecords {

    private static final String SUFFIX = ".deliveries";

    /** The longest name of a dead-letter stream, in bytes of UTF-8. */
    static final int MAX_DEAD_LETTER_BYTES = 85 - SUFFIX.length();

    private static final String VERSION = "delivery";

    /**
     * The last record of a consumer.
     *
     * @param at the id of the record
     * @param entry the entry that was delivered, or the first one of a batch
     * @param number how often the entry was delivered alone; 0 for a batch, and when the entry is finished
     * @param end the id behind the last entry of the batch that contained the entry; 0 if there was no batch
     */
    record Last(long at, long entry, long number, long end) {

        /** Returns the id behind the last entry that the record is about. */
        long behind() {
            return number > 0 ? Math.max(end, entry + 1) : end;
        }
    }

    private final Journal journal;
    private final String stream;
    private final ReentrantLock loading = new ReentrantLock();
    private @Nullable Map<List<String>, Last> lasts;

    /**
     * Creates the records next to a dead-letter stream. Reads nothing yet.
     *
     * @param journal the journal without transactions
     * @param deadLetterStream the stream for dead letters
     */
    public DeliveryRecords(Journal journal, String deadLetterStream) {
        this.journal = journal;
        this.stream = streamOf(deadLetterStream);
    }

    /** Returns the name of the stream with the records of the consumers that use a dead-letter stream. */
    public static String streamOf(String deadLetterStream) {
        return deadLetterStream + SUFFIX;
    }

    /** Returns the last record that an earlier consumer wrote, or null. */
    @Nullable
    Last last(String cursor, String source) {
        loading.lock();
        try {
            Map<List<String>, Last> known = lasts;
            if (known == null) {
                known = load();
                lasts = known;
            }
            return known.remove(List.of(cursor, source));
        } finally {
            loading.unlock();
        }
    }

    private Map<List<String>, Last> load() {
        // First, because other consumers may append while this reads. Their records must not be truncated.
        long end = journal.nextId(stream);
        Map<List<String>, Last> read = new HashMap<>();
        try (EntryIterator records = journal.iterate(stream, journal.firstId(stream))) {
            while (records.hasNext()) {
                Entry next = records.next();
                TextLines lines = TextLines.parse(next.data(), VERSION);
                read.put(
                        List.of(lines.text("cursor"), lines.text("stream")),
                        new Last(
                                next.id(),
                                lines.number("id"),
                                lines.number("number"),
                                lines.text("end").isEmpty() ? 0 : lines.number("end")));
            }
        }
        forgetOld(read, end);
        return read;
    }

    /** Truncates records of entries that have been consumed. */
    private void forgetOld(Map<List<String>, Last> read, long end) {
        long keep = end;
        for (Map.Entry<List<String>, Last> last : read.entrySet()) {
            long behind = last.getValue().behind();
            if (behind > 0 && isPending(last.getKey().get(0), last.getKey().get(1), behind)) {
                keep = Math.min(keep, last.getValue().at());
            }
        }
        if (keep > journal.firstId(stream)) {
            journal.truncate(stream, keep);
        }
    }

    private boolean isPending(String cursor, String source, long behind) {
        try {
            return journal.cursor(cursor, source).position() < behind;
        } catch (RuntimeException unreadable) {
            return true;
        }
    }

    void append(String cursor, String source, long entry, long number, long end) {
        byte[] lines = end > 0
                ? TextLines.encode(
                        VERSION, 1, "cursor", cursor, "stream", source, "id", entry, "number", number, "end", end)
                : TextLines.encode(VERSION, 1, "cursor", cursor, "stream", source, "id", entry, "number", number);
        journal.append(stream, lines);
    }
}
