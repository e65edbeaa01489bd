package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Computes CRC32C checksums. An instance is for one thread that computes many checksums; the static methods are for
 * other callers.
 */
public final class Crc32c {

    /**
     * The objects of each thread for the checksum of an entry. They have only types of the JDK: an object of this class
     * would keep its class loader, and with it an undeployed application, as long as the thread exists.
     */
    private static final ThreadLocal<Map.Entry<CRC32C, ByteBuffer>> OWN =
            ThreadLocal.withInitial(() -> Map.entry(new CRC32C(), identityBuffer()));

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer identity = identityBuffer();

    public static int of(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** Returns the same as {@link #of} without creating an object. */
    public int compute(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    public void reset() {
        crc.reset();
    }

    public void update(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
    }

    /** Adds the bytes between position and limit of a buffer, which do not change. */
    public void update(ByteBuffer bytes) {
        crc.update(bytes.duplicate());
    }

    public int value() {
        return (int) crc.getValue();
    }

    /** Returns the same as {@link #ofEntry}, for callers without an instance. */
    public static int entry(long id, int streamTag, long stamp, byte[] bytes, int offset, int length) {
        Map.Entry<CRC32C, ByteBuffer> own = OWN.get();
        return ofEntry(own.getKey(), own.getValue(), id, streamTag, stamp, bytes, offset, length);
    }

    /**
     * Returns the checksum of one entry in a frame. It covers the id, the tag of the stream, the stamp and the
     * stored bytes, see {@link StoredEntry}. So it also proves to which stream and id the bytes belong.
     */
    public int ofEntry(long id, int streamTag, long stamp, byte[] bytes, int offset, int length) {
        return ofEntry(crc, identity, id, streamTag, stamp, bytes, offset, length);
    }

    private static ByteBuffer identityBuffer() {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int ofEntry(
            CRC32C crc, ByteBuffer identity, long id, int streamTag, long stamp, byte[] bytes, int offset, int length) {
        identity.putLong(0, id).putInt(Long.BYTES, streamTag).putLong(Long.BYTES + Integer.BYTES, stamp);
        crc.reset();
        crc.update(identity.array(), identity.arrayOffset(), identity.capacity());
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
