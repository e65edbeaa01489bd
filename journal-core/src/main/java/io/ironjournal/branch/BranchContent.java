package io.ironjournal.branch;

import io.ironjournal.Cursor;
import io.ironjournal.NewEntry;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.cursor.ReadingCursor;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.Expectation;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.WriteLimits;
import java.util.List;

/** The uncommitted content of a branch that is in memory only. Used under the branch's lock. */
final class BranchContent {

    private final BranchId id;
    private final WriteLimits limits;
    private final CursorAdvance cursors;
    private final EntryBodyBuilder entries = new EntryBodyBuilder();

    BranchContent(BranchId id, WriteLimits limits, CursorAdvance cursors) {
        this.id = id;
        this.limits = limits;
        this.cursors = cursors;
    }

    void add(String stream, NewEntry entry) {
        limits.check(entries, stream, entry);
        entries.add(stream, entry);
    }

    void addToShard(int shard, NewEntry entry) {
        String stream = limits.shard(shard);
        limits.checkSize(entries, stream, entry);
        entries.add(stream, entry);
    }

    void expect(String stream, long nextId) {
        limits.expect(entries, stream, nextId);
    }

    void checkpoint(byte[] checkpointId) {
        limits.checkCheckpoint(entries, checkpointId);
        limits.checkPosition(entries, checkpointId.length);
        entries.checkpoint(checkpointId);
    }

    void advance(Cursor cursor, long to) {
        if (!(cursor instanceof ReadingCursor reading)) {
            throw new IllegalArgumentException("Only cursors that Journal.cursor returned can be moved by a branch");
        }
        CursorMove earlier = entries.move(reading.key());
        if (earlier != null && to < earlier.position()) {
            throw new IllegalArgumentException("Cursor '" + cursor.name() + "' is at " + earlier.position()
                    + " in branch " + id + " and can only move forward, not to " + to);
        }
        limits.checkPosition(entries, CursorMove.MAX_SIZE);
        entries.move(cursors.claim(reading.key(), reading.expected(), to, id));
        reading.readFrom(to);
    }

    /** Moves a producer, unless the sequence is already written. */
    boolean advance(String producer, long sequence) {
        WriteLimits.checkProducer(producer);
        WriteLimits.requireSequence(sequence);
        ProducerMove earlier = entries.producer(producer);
        if (earlier != null && sequence <= earlier.sequence()) {
            return false;
        }
        limits.checkPosition(entries, EntryBodyBuilder.PRODUCER_SIZE);
        ProducerMove move = cursors.claimProducer(producer, sequence, id);
        if (move == null) {
            return false;
        }
        entries.move(move);
        return true;
    }

    boolean isEmpty() {
        return entries.isEmpty() && !entries.hasExpectations();
    }

    /** Returns the expected positions of streams. */
    List<Expectation> expectations() {
        return entries.expectations();
    }

    /** Returns the approximate size of its record in bytes. */
    long size() {
        return entries.size();
    }

    /** Encodes the content for a commit in one phase. */
    EntryBody build(SectionCompression compression) {
        return entries.build(new byte[0], compression);
    }

    /** Encodes the content for a PREPARE, behind the given bytes. */
    EntryBody buildVote(byte[] prefix, SectionCompression compression) {
        return entries.buildVote(prefix, compression);
    }

    /** Releases the cursors and producers. */
    void releaseClaims() {
        cursors.release(entries.moves(), id);
        cursors.releaseProducers(entries.producers(), id);
    }
}
