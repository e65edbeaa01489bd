package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The new position of a producer, as encoded in records and in the file of cursors.
 *
 * <pre>
 *   0  8  sequence, or -1 if the producer is deleted
 *   8  8  time of the move, in milliseconds since 1970 UTC
 *  16     the producer's name in UTF-8
 * </pre>
 *
 * @param producer the producer's name
 * @param sequence the sequence of the last input that is written, or {@link #DELETED}
 * @param movedAt the time of the move, in milliseconds since 1970 UTC
 */
public record ProducerMove(String producer, long sequence, long movedAt) {

    /** The sequence of a deleted producer. */
    public static final long DELETED = -1;

    /** Size with the longest name. */
    public static final int MAX_SIZE = 2 * Long.BYTES + StreamName.MAX_BYTES;

    private static final int HEADER = 2 * Long.BYTES;

    /** Returns whether the move deletes the producer. */
    public boolean deletes() {
        return sequence == DELETED;
    }

    public byte[] encode() {
        byte[] name = producer.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
        return out.putLong(sequence).putLong(movedAt).put(name).array();
    }

    /** Reads the bytes of {@link #encode} from a buffer without other bytes. */
    public static ProducerMove decode(ByteBuffer in) {
        if (in.remaining() <= HEADER) {
            throw inconsistent();
        }
        long sequence = in.getLong();
        long movedAt = in.getLong();
        if (sequence < DELETED) {
            throw inconsistent();
        }
        return new ProducerMove(StandardCharsets.UTF_8.decode(in).toString(), sequence, movedAt);
    }

    private static CorruptionException inconsistent() {
        return new CorruptionException("A producer's position has a valid checksum but inconsistent content");
    }
}
