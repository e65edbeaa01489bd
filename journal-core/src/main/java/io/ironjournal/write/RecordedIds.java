package io.ironjournal.write;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.EntrySection;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a record assigned to its entries, as recovery reads them. {@link IdAssignment} writes them.
 *
 * @param time the time of the record, in microseconds since 1970 UTC
 * @param firstIds the id of the first entry of each section of the record's body
 * @param generations the generation of each section's stream
 * @param cut the cut of the record's checkpoint, or null
 */
public record RecordedIds(
        long time,
        long[] firstIds,
        long[] generations,
        @Nullable ConsistentCut cut) {

    /** Reads the ids at the beginning of a record's content. */
    public static RecordedIds from(ByteBuffer content) {
        if (content.remaining() < IdAssignment.HEADER) {
            throw tooShort();
        }
        long time = content.getLong();
        int count = Short.toUnsignedInt(content.getShort());
        int shards = Short.toUnsignedInt(content.getShort());
        if (time < 0 || content.remaining() / IdAssignment.SIZE_OF_ONE < count) {
            throw tooShort();
        }
        long[] firstIds = new long[count];
        long[] generations = new long[count];
        for (int i = 0; i < count; i++) {
            firstIds[i] = content.getLong();
            generations[i] = content.getLong();
        }
        return new RecordedIds(time, firstIds, generations, shards == 0 ? null : ConsistentCut.read(content, shards));
    }

    private static CorruptionException tooShort() {
        return new CorruptionException(
                "A record of the commit log has no valid time, or is too short for the ids that it assigns");
    }

    /** Fails unless each section has an id. */
    public void requireFor(List<EntrySection> sections) {
        if (sections.size() != firstIds.length) {
            throw new CorruptionException("A record of the commit log assigns ids to " + firstIds.length
                    + " streams, but has entries for " + sections.size());
        }
    }
}
