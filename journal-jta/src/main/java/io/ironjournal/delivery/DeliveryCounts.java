package io.ironjournal.delivery;

import io.ironjournal.Journal;

/**
 * Keeps the number of deliveries of an entry in a stream, so that an entry that ends the process is not delivered for
 * ever. Only two kinds of deliveries are recorded, because each record costs a force: repeated ones, and the first one
 * of a worker, which may be a repetition of a delivery that ended the process before. So one delivery of such an entry
 * is not counted: the one that ended a process that had delivered others before.
 *
 * <p>After a batch that may have ended the process, its entries are delivered alone, and each of these deliveries is
 * recorded. A batch does not count as a delivery of its entries. For one thread.
 */
public final class DeliveryCounts {

    private final DeliveryRecords records;
    private final String cursor;
    private final String source;
    private boolean read;
    private boolean recorded;

    /** The entry of the last record, until the entry is finished. */
    private long open = -1;

    /** The id behind the last entry of a batch that may have ended the process; 0 if there is none. */
    private long aloneUntil;

    /**
     * Creates the counts of one worker.
     *
     * @param records the records of earlier workers
     * @param cursor the cursor of the worker
     * @param source the stream that the worker consumes
     */
    public DeliveryCounts(DeliveryRecords records, String cursor, String source) {
        this.records = records;
        this.cursor = cursor;
        this.source = source;
    }

    /**
     * Creates the counts of one worker, which reads the records of earlier workers.
     *
     * @param journal the journal without transactions
     * @param deadLetterStream the stream for dead letters of the worker
     * @param cursor the cursor of the worker
     * @param source the stream that the worker consumes
     */
    public DeliveryCounts(Journal journal, String deadLetterStream, String cursor, String source) {
        this(new DeliveryRecords(journal, deadLetterStream), cursor, source);
    }

    /** Returns how often earlier workers have delivered an entry. After the first call this is 0. */
    public long deliveredBefore(long entry) {
        if (read) {
            return 0;
        }
        DeliveryRecords.Last mine = records.last(cursor, source);
        read = true;
        if (mine == null || entry < mine.entry() || entry >= mine.behind()) {
            return 0;
        }
        aloneUntil = mine.end();
        open = mine.entry();
        return entry == mine.entry() ? mine.number() : 0;
    }

    /** Returns whether an entry must be delivered alone, because a batch with it may have ended the process. */
    public boolean isSuspect(long entry) {
        return entry < aloneUntil;
    }

    /** Records a delivery, if it is one that is recorded, before the entry is delivered. */
    public void begin(long entry, long number) {
        if (number > 1 || !recorded || isSuspect(entry)) {
            append(entry, number);
        }
    }

    /**
     * Records the delivery of a batch, if it is one that is recorded, before the batch is delivered.
     *
     * @param first the first entry
     * @param end the id behind the last entry
     */
    public void beginBatch(long first, long end) {
        if (!recorded) {
            aloneUntil = end;
            append(first, 0);
            // This worker goes on if the batch does not end the process.
            aloneUntil = 0;
        }
    }

    private void append(long entry, long number) {
        records.append(cursor, source, entry, number, aloneUntil);
        recorded = true;
        open = entry;
    }

    /** Forgets the count of an entry that is consumed or a dead letter. An operator may reset the cursor to it. */
    public void finished(long entry) {
        if (open < 0 || entry < open || isSuspect(entry + 1)) {
            return;
        }
        aloneUntil = 0;
        append(entry, 0);
        open = -1;
    }
}
