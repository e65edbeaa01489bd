package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * CRC32C as segments use it. An instance is kept by whoever computes many, by one thread; the static method serves the
 * others.
 */
public final class Crc32c {

    /**
     * What computes the checksum of an entry, for each thread. It has only types of the JDK: an object of this class would
     * keep its class loader, and with it an undeployed application, as long as the thread lives.
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

    /** As {@link #of}, without an object for each. */
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

    /** Adds the bytes between position and limit, neither of which changes. */
    public void update(ByteBuffer bytes) {
        crc.update(bytes.duplicate());
    }

    public int value() {
        return (int) crc.getValue();
    }

    /** As {@link #ofEntry}, for those who have no instance. */
    public static int entry(long id, int streamTag, byte[] bytes, int offset, int length) {
        Map.Entry<CRC32C, ByteBuffer> own = OWN.get();
        return ofEntry(own.getKey(), own.getValue(), id, streamTag, bytes, offset, length);
    }

    /**
     * The checksum of one entry in a frame: over its id, its stream's tag and its bytes, so that it proves not only the
     * bytes but whose they are.
     */
    public int ofEntry(long id, int streamTag, byte[] bytes, int offset, int length) {
        return ofEntry(crc, identity, id, streamTag, bytes, offset, length);
    }

    private static ByteBuffer identityBuffer() {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int ofEntry(
            CRC32C crc, ByteBuffer identity, long id, int streamTag, byte[] bytes, int offset, int length) {
        identity.putLong(0, id).putInt(Long.BYTES, streamTag);
        crc.reset();
        crc.update(identity.array(), identity.arrayOffset(), identity.capacity());
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
