package io.ironjournal.manager;

import io.ironjournal.CorruptionException;
import io.ironjournal.spi.transaction.ManagerStates;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The content of STATE records.
 *
 * <pre>
 *   0  1  kind: 1 the state is put, 2 it is removed
 *   1  1  0
 *   2  2  size of the key in bytes, at most 1,024
 *   4     the key in UTF-8
 *         the state, if it is put
 * </pre>
 */
public final class StateRecord {

    private static final int HEADER = 4;
    private static final byte PUT = 1;
    private static final byte REMOVED = 2;

    private final boolean removed;
    private final String key;
    private final byte[] content;
    private final int stateOffset;

    private StateRecord(boolean removed, String key, byte[] content, int stateOffset) {
        this.removed = removed;
        this.key = key;
        this.content = content;
        this.stateOffset = stateOffset;
    }

    static StateRecord put(String key, byte[] state) {
        return encode(PUT, key, state);
    }

    static StateRecord removal(String key) {
        return encode(REMOVED, key, new byte[0]);
    }

    private static StateRecord encode(byte kind, String key, byte[] state) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(HEADER + name.length + state.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind)
                .put((byte) 0)
                .putShort((short) name.length)
                .put(name)
                .put(state)
                .array();
        return new StateRecord(kind == REMOVED, key, content, HEADER + name.length);
    }

    /** Reads the content of a record. */
    public static StateRecord decode(ByteBuffer in) {
        ByteBuffer from = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        byte[] content = new byte[from.remaining()];
        from.get(content);
        if (content.length < HEADER) {
            throw damaged();
        }
        ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        byte kind = header.get();
        byte reserved = header.get();
        int length = header.getShort();
        if ((kind != PUT && kind != REMOVED)
                || reserved != 0
                || length < 1
                || length > ManagerStates.MAX_KEY_SIZE
                || length > content.length - HEADER
                || (kind == REMOVED && length != content.length - HEADER)) {
            throw damaged();
        }
        String key = new String(content, HEADER, length, StandardCharsets.UTF_8);
        return new StateRecord(kind == REMOVED, key, content, HEADER + length);
    }

    private static CorruptionException damaged() {
        return new CorruptionException("A STATE record of the commit log has no valid content");
    }

    /** Returns the size of the content of a removal, in bytes. */
    static int removalSize(String key) {
        return HEADER + key.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns whether the record removes the state. */
    public boolean isRemoval() {
        return removed;
    }

    /** Returns the key. */
    public String key() {
        return key;
    }

    byte[] content() {
        return content;
    }

    /** Returns a copy of the state; empty in a removal. */
    public byte[] state() {
        return Arrays.copyOfRange(content, stateOffset, content.length);
    }
}
