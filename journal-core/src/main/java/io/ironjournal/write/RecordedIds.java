package io.ironjournal.write;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.EntrySection;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a record gave to its entries, as recovery reads them; written by {@link IdAssignment}.
 *
 * @param firstIds for each section of the record's body, the id of its first entry
 * @param generations for each section, the generation of its stream
 * @param cut the checkpoint's cut; null without a checkpoint
 */
public record RecordedIds(
        long[] firstIds, long[] generations, @Nullable ConsistentCut cut) {

    /** Consumes the ids at the beginning of a record's content. */
    public static RecordedIds from(ByteBuffer content) {
        if (content.remaining() < Integer.BYTES) {
            throw tooShort();
        }
        int count = Short.toUnsignedInt(content.getShort());
        int shards = Short.toUnsignedInt(content.getShort());
        if (content.remaining() / IdAssignment.SIZE_OF_ONE < count) {
            throw tooShort();
        }
        long[] firstIds = new long[count];
        long[] generations = new long[count];
        for (int i = 0; i < count; i++) {
            firstIds[i] = content.getLong();
            generations[i] = content.getLong();
        }
        return new RecordedIds(firstIds, generations, shards == 0 ? null : ConsistentCut.read(content, shards));
    }

    private static CorruptionException tooShort() {
        return new CorruptionException("A record of the commit log is too short for the ids that it assigns");
    }

    /** Fails unless there is an id for each section. */
    public void requireFor(List<EntrySection> sections) {
        if (sections.size() != firstIds.length) {
            throw new CorruptionException("A record of the commit log assigns ids to " + firstIds.length
                    + " streams, but has entries for " + sections.size());
        }
    }
}
