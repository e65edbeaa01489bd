package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The new position of a cursor, as encoded in records and in the file of cursors.
 *
 * <pre>
 *   0  8  generation of the stream
 *   8  8  position, or -1 if the cursor is deleted
 *  16  8  time of the move, in milliseconds since 1970 UTC
 *  24  2  length of the cursor's name in UTF-8
 *  26     the cursor's name, then the stream's
 * </pre>
 *
 * @param cursor the cursor's name
 * @param stream the stream's name
 * @param generation the generation of the stream
 * @param position the id of the next entry to be consumed, or {@link #DELETED}
 * @param movedAt the time of the move, in milliseconds since 1970 UTC
 */
public record CursorMove(String cursor, String stream, long generation, long position, long movedAt) {

    /** The position of a deleted cursor. */
    public static final long DELETED = -1;

    /** Size with the longest names. */
    public static final int MAX_SIZE = 3 * Long.BYTES + Short.BYTES + 2 * StreamName.MAX_BYTES;

    private static final int HEADER = 3 * Long.BYTES + Short.BYTES;

    /** Returns the identity of the cursor. */
    public CursorKey key() {
        return new CursorKey(cursor, stream);
    }

    /** Returns whether the move deletes the cursor. */
    public boolean deletes() {
        return position == DELETED;
    }

    /** Returns the same move to another position. */
    public CursorMove to(long other) {
        return new CursorMove(cursor, stream, generation, other, movedAt);
    }

    public byte[] encode() {
        byte[] name = cursor.getBytes(StandardCharsets.UTF_8);
        byte[] followed = stream.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + name.length + followed.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(generation).putLong(position).putLong(movedAt).putShort((short) name.length);
        return out.put(name).put(followed).array();
    }

    /** Reads the bytes of {@link #encode} from a buffer without other bytes. */
    public static CursorMove decode(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            throw tooShort();
        }
        long generation = in.getLong();
        long position = in.getLong();
        long movedAt = in.getLong();
        int nameLength = Short.toUnsignedInt(in.getShort());
        if (in.remaining() <= nameLength || position < DELETED) {
            throw tooShort();
        }
        byte[] name = new byte[nameLength];
        in.get(name);
        String stream = StandardCharsets.UTF_8.decode(in).toString();
        return new CursorMove(new String(name, StandardCharsets.UTF_8), stream, generation, position, movedAt);
    }

    private static CorruptionException tooShort() {
        return new CorruptionException("A cursor's position has a valid checksum but inconsistent content");
    }
}
