package io.ironjournal.ra;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the number of deliveries of an entry in a stream, so that an entry that ends the process is not delivered for
 * ever. Only two kinds of deliveries are recorded, because each record costs a force: repeated ones, and the first one
 * of a worker, which may be a repetition of a delivery that ended the process before. So one delivery of such an entry
 * is not counted: the one that ended a process that had delivered others before.
 */
final class DeliveryCounts {

    private static final String SUFFIX = ".deliveries";
    private static final String VERSION = "delivery";

    private final Journal journal;
    private final String stream;
    private final String cursor;
    private final String source;
    private boolean read;
    private boolean recorded;

    /** The entry of the last record, until the entry is finished. */
    private long open = -1;

    /**
     * Creates the counts of one worker.
     *
     * @param journal the journal without transactions
     * @param deadLetterStream the stream for dead letters of the worker
     * @param cursor the cursor of the worker
     * @param source the stream that the worker consumes
     */
    DeliveryCounts(Journal journal, String deadLetterStream, String cursor, String source) {
        this.journal = journal;
        this.stream = streamOf(deadLetterStream);
        this.cursor = cursor;
        this.source = source;
    }

    /** Returns the name of the stream with the counts of the workers that use a dead-letter stream. */
    static String streamOf(String deadLetterStream) {
        return deadLetterStream + SUFFIX;
    }

    /** The last record of a worker, and where it is. */
    private record Last(long at, long entry, long number) {}

    /** Returns how often earlier workers have delivered an entry. After the first call this is 0. */
    long deliveredBefore(long entry) {
        if (read) {
            return 0;
        }
        Map<List<String>, Last> lasts = lasts();
        forgetOld(lasts);
        Last mine = lasts.get(List.of(cursor, source));
        read = true;
        if (mine == null || mine.entry() != entry) {
            return 0;
        }
        open = entry;
        return mine.number();
    }

    private Map<List<String>, Last> lasts() {
        Map<List<String>, Last> lasts = new HashMap<>();
        try (EntryIterator records = journal.iterate(stream, journal.firstId(stream))) {
            while (records.hasNext()) {
                Entry next = records.next();
                TextLines lines = TextLines.parse(next.data(), VERSION);
                lasts.put(
                        List.of(lines.text("cursor"), lines.text("stream")),
                        new Last(next.id(), lines.number("id"), lines.number("number")));
            }
        }
        return lasts;
    }

    /** Truncates records of entries that have been consumed. */
    private void forgetOld(Map<List<String>, Last> lasts) {
        long keep = journal.nextId(stream);
        for (Map.Entry<List<String>, Last> last : lasts.entrySet()) {
            if (last.getValue().number() > 0
                    && isPending(
                            last.getKey().get(0),
                            last.getKey().get(1),
                            last.getValue().entry())) {
                keep = Math.min(keep, last.getValue().at());
            }
        }
        if (keep > journal.firstId(stream)) {
            journal.truncate(stream, keep);
        }
    }

    private boolean isPending(String otherCursor, String otherStream, long entry) {
        try {
            return journal.cursor(otherCursor, otherStream).position() <= entry;
        } catch (RuntimeException unreadable) {
            return true;
        }
    }

    /** Records a delivery, if it is one that is recorded, before the endpoint is called. */
    void begin(long entry, long number) {
        if (number > 1 || !recorded) {
            append(entry, number);
            recorded = true;
            open = entry;
        }
    }

    /** Forgets the count of an entry that is consumed or a dead letter. An operator may reset the cursor to it. */
    void finished(long entry) {
        if (open == entry) {
            append(entry, 0);
            open = -1;
        }
    }

    private void append(long entry, long number) {
        journal.append(
                stream,
                TextLines.encode(VERSION, 1, "cursor", cursor, "stream", source, "id", entry, "number", number));
    }
}
