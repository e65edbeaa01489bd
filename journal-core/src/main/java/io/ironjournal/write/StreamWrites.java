package io.ironjournal.write;

import io.ironjournal.figures.Buckets;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryTime;
import io.ironjournal.format.Expectation;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.ShardName;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.log.Write;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Creates the writes that append entries to streams, truncate streams, and delete them. */
public final class StreamWrites {

    private final Streams streams;
    private final MemtableMemory memory;
    private final NamedPositions positions;
    private final StreamClaims claims;
    private final int shards;
    private final Clock clock;
    private final ClockWarning clocks;
    private final JournalFigures figures;
    private volatile StreamState @Nullable [] pinnedShards;
    private final WritePool pool = new WritePool();

    /**
     * Creates a source of writes to streams.
     *
     * @param memory the memory for the entries of writes
     * @param positions the checkpoints and cursors that writes change
     * @param claims the streams that prepared branches claim
     * @param shards the number of streams that are shards of a sharded journal
     * @param clock the clock for the times of checkpoints and producers
     * @param logging runs the logger
     * @param figures counts the durations of appends
     */
    public StreamWrites(
            Streams streams,
            MemtableMemory memory,
            NamedPositions positions,
            StreamClaims claims,
            int shards,
            Clock clock,
            Executor logging,
            JournalFigures figures) {
        this.figures = figures;
        this.streams = streams;
        this.memory = memory;
        this.positions = positions;
        this.claims = claims;
        this.shards = shards;
        this.clock = clock;
        this.clocks = new ClockWarning(logging);
    }

    /**
     * Returns a write of entries for the committer. Waits for memory.
     *
     * @param lazy whether the caller may return before the entries are forced
     */
    public EntriesWrite entries(EntryBody body, boolean lazy) {
        return new EntriesWrite(this, body, ExpectedEnds.NONE, producers(body, null, false), lazy, null);
    }

    /**
     * Returns a write of entries and of the move of a producer. It succeeds without effect if the sequence is already
     * written. Waits for memory.
     *
     * @param lazy whether the caller may return before the entries are forced
     */
    public EntriesWrite produce(EntryBody body, boolean lazy) {
        return new EntriesWrite(this, body, ExpectedEnds.NONE, producers(body, null, true), lazy, null);
    }

    /** Returns the decision about the producers that a record moves. */
    private ProducerAdmission producers(EntryBody body, @Nullable Object owner, boolean duplicatesSucceed) {
        return new ProducerAdmission(positions.producers(), body.positions().producers(), owner, duplicatesSucceed);
    }

    /** Returns the decision about the producers that the PREPARE of a branch moves. */
    public ProducerAdmission claimed(EntryBody body, Object owner) {
        return producers(body, owner, false);
    }

    /**
     * Returns a write of entries that expects positions of streams. Waits for memory.
     *
     * @param body the entries; without content, the write only checks the expectations
     * @param owner the branch that has claimed the producers, or null
     * @param lazy whether the caller may return before the entries are forced
     */
    public EntriesWrite entries(EntryBody body, List<Expectation> expectations, @Nullable Object owner, boolean lazy) {
        return new EntriesWrite(this, body, expected(expectations), producers(body, owner, false), lazy, null);
    }

    /** Returns the expected positions, which the committer checks. */
    public ExpectedEnds expected(List<Expectation> expectations) {
        return ExpectedEnds.of(expectations, streams);
    }

    /** Returns a write of entries for a caller that does not wait for the outcome. Waits for memory. */
    public Write entries(EntryBody body, List<Expectation> expectations, boolean lazy, WriteListener listener) {
        return new EntriesWrite(this, body, expected(expectations), producers(body, null, false), lazy, listener);
    }

    /**
     * Returns a write of entries that keep their time, instead of getting that of the clock. Its caller may return before
     * they are forced. Waits for memory.
     *
     * @param time the time of all the entries, in microseconds since 1970 UTC
     */
    public EntriesWrite entriesAt(long time, EntryBody body, List<Expectation> expectations) {
        EntriesWrite write = entries(body, expectations, null, true);
        write.keepTime(time);
        return write;
    }

    /**
     * Returns a write of a checkpoint that keeps its cut, instead of getting that at its place in the log. Its caller may
     * return before it is forced.
     */
    public EntriesWrite checkpointAt(ConsistentCut cut, EntryBody body) {
        EntriesWrite write = entries(body, List.of(), null, true);
        write.keepCut(cut);
        return write;
    }

    /**
     * Has a stream without entries begin at an id above 0. Called before anything else uses the stream. The record of its
     * first entry, which creates the stream, has this id: so replay knows that nothing is missing before.
     */
    public void begin(String stream, long firstId) {
        streams.put(StreamState.beginningAt(firstId, stream));
    }

    /** Returns the generation of a stream, or 0 if it has no entries. */
    public long generation(String stream) {
        return streams.extent(stream).generation();
    }

    /** Returns the number of shards; 0 for a plain journal. */
    public int shardCount() {
        return shards;
    }

    /**
     * Returns a write of one entry for the committer. Waits for memory.
     *
     * @param stored the bytes of the entry, see {@link StoredEntry}; the array belongs to the journal from now on
     * @param headers whether they begin with headers
     * @param lazy whether the caller may return before the entry is forced
     */
    public EntryWrite entry(String stream, byte[] stored, boolean headers, boolean lazy) {
        EntryWrite write = pool.take();
        if (write == null) {
            write = new EntryWrite(this, null);
        }
        write.measure();
        write.begin(stream, stored, headers, lazy);
        return write;
    }

    /** Returns a write of one entry for a caller that does not wait for the outcome. Waits for memory. */
    public Write entry(String stream, byte[] stored, boolean headers, boolean lazy, WriteListener listener) {
        EntryWrite write = new EntryWrite(this, listener);
        write.begin(stream, stored, headers, lazy);
        return write;
    }

    /** Takes back a completed write of one entry that its caller no longer uses. */
    public void recycle(EntryWrite write) {
        write.end(figures.appends());
        pool.put(write);
    }

    /** Returns the assignment of ids to the entries of a prepared branch. */
    public IdAssignment ids(EntryBody body) {
        return new IdAssignment(streams, body, this);
    }

    /**
     * Returns a write that truncates a stream. It is forced before the files change.
     *
     * @param firstId the first id after the truncation
     * @param allowed is asked at the write's place in the log, by the committer, so it must not wait. If it returns false,
     *     nothing is written
     * @param automatic whether a rule asks for it. It does not use the room that is kept for outcomes of branches
     */
    public TruncateWrite truncation(StreamState state, long firstId, BooleanSupplier allowed, boolean automatic) {
        return new TruncateWrite(state, firstId, allowed, automatic);
    }

    /** Returns a write that deletes a stream. It is forced before the files are deleted. */
    public Write deletion(StreamState state) {
        return new DeleteWrite(state, this);
    }

    /** Returns the shards. They stay in memory after the first checkpoint, because the next one needs them again. */
    ShardEnds shards() {
        StreamState[] pinned = pinnedShards;
        if (pinned == null) {
            pinned = new StreamState[shards];
            for (int i = 0; i < shards; i++) {
                pinned[i] = streams.forWriting(ShardName.of(i));
            }
            pinnedShards = pinned;
        }
        return new ShardEnds(pinned, clock);
    }

    /** Returns how far the system clock is behind the newest time of an entry that was written since the opening. */
    public Duration clockBehind() {
        return Duration.of(clocks.behind(EntryTime.of(clock.instant())), ChronoUnit.MICROS);
    }

    /** Returns what counts the durations of appends. */
    public Buckets durations() {
        return figures.appends();
    }

    ClockWarning clocks() {
        return clocks;
    }

    Streams streams() {
        return streams;
    }

    MemtableMemory memory() {
        return memory;
    }

    /** Returns checkpoints, cursors and producers. */
    public NamedPositions positions() {
        return positions;
    }

    public ProducerTable producers() {
        return positions.producers();
    }

    /** Returns the move of a producer now. */
    public ProducerMove move(String producer, long sequence) {
        return new ProducerMove(producer, sequence, clock.millis());
    }

    StreamClaims claims() {
        return claims;
    }
}
