package io.ironjournal.stream;

import io.ironjournal.CorruptionException;
import io.ironjournal.IdRange;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ids that a record gives to its entries, stream by stream in the order of the body's sections. They stand at the
 * beginning of the content of each record that commits entries:
 *
 * <pre>
 *                      4  number of streams
 *   for each stream:   8  id of its first entry in this record
 *                      8  incarnation of the stream
 * </pre>
 */
public final class Grants {

    private static final int GRANT_SIZE = 2 * Long.BYTES;

    private final Streams streams;
    private final EntryBody body;
    private final StreamState[] states;
    private final long[] firstIds;

    Grants(Streams streams, EntryBody body) {
        this.streams = streams;
        this.body = body;
        this.states = new StreamState[body.sections().size()];
        this.firstIds = new long[states.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = streams.forWriting(body.sections().get(i).stream());
        }
    }

    /** Bytes that grants for so many streams take in a record. */
    public static int size(int streams) {
        return Integer.BYTES + streams * GRANT_SIZE;
    }

    public int size() {
        return size(states.length);
    }

    /** Gives the ids; the committer calls this in the order of the log. */
    public void assign(long lsn) {
        for (int i = 0; i < states.length; i++) {
            states[i] = states[i].current();
            firstIds[i] = states[i].assign(body.sections().get(i).count(), lsn);
        }
    }

    public void write(ByteBuffer out) {
        out.putInt(states.length);
        for (int i = 0; i < states.length; i++) {
            out.putLong(firstIds[i]).putLong(states[i].incarnation());
        }
    }

    /**
     * Puts the entries into the tails, where readers see them.
     *
     * @param lsn the record that commits them
     * @param floor the record that holds them
     */
    public void publish(long lsn, long floor) {
        for (int i = 0; i < states.length; i++) {
            EntrySection section = body.sections().get(i);
            states[i].publish(Chunk.of(section, body.bytes(), firstIds[i], lsn, floor));
            streams.dirty(states[i]);
        }
    }

    /** The id of the first entry. */
    long firstId() {
        return firstIds[0];
    }

    /** What was given, by stream. */
    public Map<String, IdRange> ranges() {
        Map<String, IdRange> ranges = new LinkedHashMap<>();
        for (int i = 0; i < states.length; i++) {
            EntrySection section = body.sections().get(i);
            ranges.put(section.stream(), new IdRange(firstIds[i], firstIds[i] + section.count()));
        }
        return ranges;
    }

    /** Memory that the entries will hold in the tails. */
    static long memory(EntryBody body) {
        long memory = 0;
        for (EntrySection section : body.sections()) {
            memory += Chunk.memory(section);
        }
        return memory;
    }

    /** Grants as recovery reads them from a record. */
    public record Read(long[] firstIds, long[] incarnations) {

        /** Consumes the grants at the beginning of a record's content. */
        public static Read from(ByteBuffer content) {
            int count = content.remaining() < Integer.BYTES ? -1 : content.getInt();
            if (count < 0 || content.remaining() / GRANT_SIZE < count) {
                throw new CorruptionException("A record of the commit log grants ids that do not fit into it");
            }
            Read grants = new Read(new long[count], new long[count]);
            for (int i = 0; i < count; i++) {
                grants.firstIds[i] = content.getLong();
                grants.incarnations[i] = content.getLong();
            }
            return grants;
        }

        /** Fails unless there is a grant for each section. */
        public void requireFor(List<EntrySection> sections) {
            if (sections.size() != firstIds.length) {
                throw new CorruptionException("A record of the commit log grants ids to " + firstIds.length
                        + " streams, but has entries for " + sections.size());
            }
        }
    }
}
