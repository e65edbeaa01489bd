package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The content of TRUNCATE and DELETE records.
 *
 * <pre>
 *   0  8  generation of the stream
 *   8  8  the new first id of the stream; 0 in a DELETE
 *  16     the stream's name in UTF-8
 * </pre>
 *
 * @param stream the stream's name
 * @param generation the generation of the stream
 * @param firstId the first id that is kept
 */
public record StreamChange(String stream, long generation, long firstId) {

    private static final int HEADER = 2 * Long.BYTES;

    public byte[] encode() {
        byte[] name = stream.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
        return out.putLong(generation).putLong(firstId).put(name).array();
    }

    /** Reads the content of a record. */
    public static StreamChange decode(ByteBuffer content) {
        if (content.remaining() <= HEADER || content.remaining() > HEADER + StreamName.MAX_BYTES) {
            throw new CorruptionException("A record of the commit log changes a stream without a valid name");
        }
        long generation = content.getLong();
        long firstId = content.getLong();
        return new StreamChange(StandardCharsets.UTF_8.decode(content).toString(), generation, firstId);
    }
}
