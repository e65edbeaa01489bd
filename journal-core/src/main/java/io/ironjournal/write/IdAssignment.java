package io.ironjournal.write;

import io.ironjournal.IdRange;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.memtable.PlainRun;
import io.ironjournal.memtable.SectionRuns;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time of a record, and the ids that it assigns to its entries, stream by stream, in the order of the body's
 * sections. Every record that commits entries begins with them. All entries of a record have its time:
 *
 * <pre>
 *                      8  time, in microseconds since 1970 UTC
 *                      2  number of streams
 *                      2  number of shards if it creates a checkpoint, otherwise 0
 *   for each stream:   8  id of its first entry in this record
 *                      8  generation of the stream
 *                         with shards: a {@link ConsistentCut}
 * </pre>
 */
public final class IdAssignment {

    static final int HEADER = Long.BYTES + 2 * Short.BYTES;
    static final int SIZE_OF_ONE = 2 * Long.BYTES;

    private final Streams streams;
    private final StreamWrites writes;
    private final EntryBody body;
    private final StreamState[] states;
    private final long[] firstIds;
    private @Nullable ShardEnds shards;
    private @Nullable ConsistentCut cut;
    private long time;

    IdAssignment(Streams streams, EntryBody body, StreamWrites writes) {
        this.writes = writes;
        this.streams = streams;
        this.body = body;
        this.states = new StreamState[body.sections().size()];
        this.firstIds = new long[states.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = streams.forWriting(body.sections().get(i).stream());
        }
        this.shards = body.positions().checkpoint() == null ? null : writes.shards();
    }

    /** Gives the checkpoint of the record this cut, instead of that at its place in the log. */
    void keepCut(ConsistentCut kept) {
        shards = ShardEnds.at(kept);
    }

    /** Returns the size of the ids of this number of streams in a record. */
    public static int size(int streams) {
        return HEADER + streams * SIZE_OF_ONE;
    }

    public int size() {
        return size(states.length) + (shards == null ? 0 : ConsistentCut.size(shards.count()));
    }

    /** Returns the exception for a record that must wait for the claim on a stream; null if it need not wait. */
    @Nullable
    StreamClaimedException blocked(StreamClaims claims) {
        for (StreamState state : states) {
            StreamClaimedException blocked = claims.blocked(state.name());
            if (blocked != null) {
                return blocked;
            }
        }
        return null;
    }

    /**
     * Assigns the time and the ids. The committer calls this in the order of the log. The time is not before the last
     * entry of any of the streams.
     *
     * @param clock the time of the system clock
     */
    public void assign(long lsn, long clock) {
        time = clock;
        for (int i = 0; i < states.length; i++) {
            states[i] = states[i].current();
            long earliest = states[i].timeFor(clock);
            writes.clocks().check(states[i], earliest, clock);
            time = Math.max(time, earliest);
        }
        for (int i = 0; i < states.length; i++) {
            firstIds[i] = states[i].assign(body.sections().get(i).count(), lsn, time);
        }
        writes.positions().producers().assign(body.positions().producers());
        cut = shards == null ? null : shards.cut();
    }

    /** Writes the time and the id of a record that has one entry for one stream. */
    static void writeOne(ByteBuffer out, long time, long firstId, long generation) {
        out.putLong(time);
        out.putShort((short) 1).putShort((short) 0).putLong(firstId).putLong(generation);
    }

    public void write(ByteBuffer out) {
        out.putLong(time);
        out.putShort((short) states.length).putShort((short) (shards == null ? 0 : shards.count()));
        for (int i = 0; i < states.length; i++) {
            out.putLong(firstIds[i]).putLong(states[i].generation());
        }
        if (cut != null) {
            cut.write(out);
        }
    }

    /**
     * Adds the entries to the memtables, where they become visible, and applies the record's checkpoint and
     * moves.
     *
     * @param lsn the LSN of the record that commits them
     */
    public void publish(long lsn) {
        for (int i = 0; i < states.length; i++) {
            EntrySection section = body.sections().get(i);
            if (section.hasBlocks()) {
                states[i].publish(SectionRuns.of(section, body.bytes(), firstIds[i], lsn, time));
            } else {
                states[i].publish(PlainRun.of(section, body.bytes(), firstIds[i], lsn, time));
            }
            streams.queueForFlush(states[i]);
        }
        if (!body.positions().isEmpty()) {
            writes.positions().apply(body.positions(), cut, lsn);
        }
    }

    /** Returns the number of entries. */
    public long entries() {
        return body.count();
    }

    /** Returns the id of the first entry. */
    long firstId() {
        return firstIds[0];
    }

    /** Returns the assigned ids, by stream. */
    public Map<String, IdRange> ranges() {
        Map<String, IdRange> ranges = new LinkedHashMap<>();
        for (int i = 0; i < states.length; i++) {
            EntrySection section = body.sections().get(i);
            ranges.put(section.stream(), new IdRange(firstIds[i], firstIds[i] + section.count()));
        }
        return ranges;
    }

    /** Returns the memory that the record uses until it is flushed. */
    public long memory() {
        return memory(body, shards == null ? 0 : shards.count());
    }

    /**
     * Returns the memory that a record of these entries and positions uses until it is flushed.
     *
     * @param shards the number of shards that a checkpoint covers
     */
    public static long memory(EntryBody body, int shards) {
        long memory = 0;
        for (EntrySection section : body.sections()) {
            memory += SectionRuns.memory(section);
        }
        byte[] checkpoint = body.positions().checkpoint();
        return checkpoint == null ? memory : memory + ConsistentCut.memory(checkpoint.length, shards);
    }
}
