package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The position at which a stream must end when a transaction commits. A PREPARE record has the expectations of its
 * branch.
 *
 * <pre>
 *   0  8  next id of the stream
 *   8     the stream's name in UTF-8
 * </pre>
 *
 * @param stream the stream's name
 * @param nextId the id that the stream's next entry must get
 */
public record Expectation(String stream, long nextId) {

    /** Returns the size of an encoded expectation in bytes. */
    public static int size(String stream) {
        return Long.BYTES + stream.getBytes(StandardCharsets.UTF_8).length;
    }

    byte[] encode() {
        byte[] name = stream.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + name.length).order(ByteOrder.LITTLE_ENDIAN);
        return out.putLong(nextId).put(name).array();
    }

    /** Reads the bytes of {@link #encode} from a buffer without other bytes. */
    static Expectation decode(ByteBuffer in) {
        if (in.remaining() <= Long.BYTES) {
            throw inconsistent();
        }
        long nextId = in.getLong();
        if (nextId < 0) {
            throw inconsistent();
        }
        return new Expectation(StandardCharsets.UTF_8.decode(in).toString(), nextId);
    }

    private static CorruptionException inconsistent() {
        return new CorruptionException("An expected position has a valid checksum but inconsistent content");
    }
}
