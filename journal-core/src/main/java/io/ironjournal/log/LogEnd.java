package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.util.List;

/**
 * The log end as recovery finds it: the first LSN without a valid record. Also says what proves that acknowledged
 * records are missing or damaged from there on.
 *
 * <p>Damage below a mark that follows it does not matter: {@link #passDamageBelowMarks} continues at that mark.
 */
final class LogEnd {

    private final Storage storage;
    private final LogChain chain;

    /** The newest mark; its low-water mark is at least that of the newest header. */
    private FlushMark mark;

    /** Whether the record of the newest mark follows damage, where a reader that starts at the mark does not reach it. */
    private boolean markBehindDamage;

    /** The highest durable LSN that headers and the records below the log end know. */
    private long durable;

    private long position;

    /** The base of the next segment according to the END of the newest one; 0 when the reader did not reach an END. */
    private long successor;

    private TornTail tail;

    /** Reads the log to its first invalid record, and looks at what follows. */
    LogEnd(Storage storage, LogChain chain) throws IOException {
        this.storage = storage;
        this.chain = chain;
        long known = chain.newest().mark();
        mark = known == 0 ? FlushMark.NONE : FlushMark.lost(known);
        for (LiveSegment segment : chain.live()) {
            durable = Math.max(durable, segment.header().durable());
        }
        readToEnd();
        tail = TornTail.find(storage, chain, position);
    }

    /**
     * Continues at a newer mark that follows damage, as often as there is one.
     *
     * @param notes gets a sentence about damage that does not matter
     */
    void passDamageBelowMarks(List<String> notes) throws IOException {
        while (isTailAcknowledged() && (tail.mark().lowWaterMark() > position || isReachableOnlyFrom(tail.mark()))) {
            if (tail.mark().lowWaterMark() > position) {
                notes.add("Damaged records in " + place() + " are not needed any more: everything below LSN "
                        + tail.mark().lowWaterMark() + " is in segments");
            }
            mark = tail.mark();
            // Everything below the mark was forced before the mark. The copy of unforced records must not begin in
            // damage.
            durable = Math.max(durable, lowWaterMark());
            markBehindDamage = true;
            readToEnd();
            tail = TornTail.find(storage, chain, position);
        }
    }

    /** Whether the log reaches back to a newer mark but not to the one that is known so far. */
    private boolean isReachableOnlyFrom(FlushMark newer) {
        return newer.lowWaterMark() > lowWaterMark() && !chain.reaches(lowWaterMark());
    }

    private void readToEnd() throws IOException {
        try (LogCursor cursor = new LogCursor(storage, chain.links(), lowWaterMark())) {
            for (LogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record.type() == RecordType.MARK.code()) {
                    note(FlushMark.decode(record.content(), record.lsn()));
                }
            }
            position = cursor.position();
            durable = Math.max(durable, cursor.maxDurable());
            successor = cursor.successor();
        }
    }

    private void note(FlushMark found) {
        if (found.flushed() >= mark.flushed()) {
            mark = found.at(Math.max(lowWaterMark(), found.lowWaterMark()), found.flushed());
            markBehindDamage = false;
        }
    }

    /** Whether the log reaches back to the low-water mark. */
    boolean isReachable() {
        return chain.reaches(lowWaterMark());
    }

    /** Fails unless the log reaches back to the low-water mark. */
    void requireReachable() {
        chain.requireReaches(lowWaterMark(), storage);
    }

    /** Returns the LSN behind the last valid record. */
    long position() {
        return position;
    }

    /** Returns the newest mark. */
    FlushMark mark() {
        return mark;
    }

    /** Returns whether the record of the newest mark follows damage, so that it is not part of the log. */
    boolean isMarkBehindDamage() {
        return markBehindDamage;
    }

    /** Returns the LSN below which the log is not needed. */
    long lowWaterMark() {
        return mark.lowWaterMark();
    }

    /** Returns the LSN below which all records of the log are proven durable. */
    long durable() {
        return Math.min(durable, position);
    }

    /** Returns what follows the log end. */
    TornTail tail() {
        return tail;
    }

    /** Whether acknowledged records follow the log end, damaged or lost. */
    boolean isDamaged() {
        return isTailAcknowledged() || missingSegment() > 0;
    }

    /** Counts everything that was acknowledged as part of the tail, valid or not. */
    void extendTailToAcknowledged() {
        tail.extendTo(Math.max(durable, tail.provenDurable()));
    }

    private boolean isTailAcknowledged() {
        return tail.provenDurable() > position || durable > position;
    }

    /** Returns the base of a segment that must follow the newest one but is missing; 0 when nothing proves that. */
    private long missingSegment() {
        long base = chain.newest().base();
        long proven = Math.max(chain.newestSegment().successor(), Math.max(tail.successor(), successor));
        return proven > base ? proven : 0;
    }

    /** Makes the error for a log that is {@linkplain #isDamaged damaged}. */
    CorruptionException damage() {
        long missing = missingSegment();
        return missing > 0
                ? LogDamage.segmentsAreMissing(storage, chain, missing)
                : LogDamage.recordsAreDamaged(place(), LogDamage.context(storage, chain, position));
    }

    /** Returns the file and offset of the log end. */
    String place() {
        return LogDamage.place(storage, chain, position, durable);
    }

    /**
     * Describes which acknowledged records are lost.
     *
     * @param quarantine the files that keep what was discarded
     * @param lost whole segments that are lost too
     */
    String describeLoss(List<String> quarantine, LostSegments lost) {
        String kept = quarantine.isEmpty() ? "" : ", kept in " + String.join(", ", quarantine);
        long missing = missingSegment();
        String gone = missing == 0
                ? ""
                : "; the segments from " + storage.describe(LogFiles.live(missing)) + " on are missing, with an unknown"
                        + " number of records";
        return (isTailAcknowledged() ? "Acknowledged records were damaged in " : "The log was truncated in ")
                + place() + ": " + tail.length() + " bytes with at least " + lostRecords(lost)
                + " records are lost from there on" + kept + gone + lost.describe();
    }

    /** Returns how many records are lost at least. */
    long lostRecords(LostSegments lost) {
        return (tail.length() > 0 ? tail.records() : 0) + lost.records();
    }
}
