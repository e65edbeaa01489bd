package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a journal. The headers of log segments contain it too, so that the manifest can be rebuilt.
 *
 * <pre>
 *   0  8  magic "IRONJMAN"
 *   8  4  format version
 *  12  4  shard count, 0 for a plain journal
 *  16 16  journal UUID
 *  32  4  features
 *  36  4  CRC32C of all before; the last four bytes in every version
 * </pre>
 *
 * @param shardCount 0 for a plain journal
 * @param journalId the journal's identity
 */
public record Manifest(int shardCount, UUID journalId) {

    public static final int SIZE = 40;

    private static final int CRC_OFFSET = SIZE - Integer.BYTES;

    /** Written by hand: creating the generated methods of records takes 20 ms of each first opening. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Manifest other && shardCount == other.shardCount && journalId.equals(other.journalId);
    }

    @Override
    public int hashCode() {
        return 31 * journalId.hashCode() + shardCount;
    }

    public ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(Magic.MANIFEST).putInt(Magic.VERSION).putInt(shardCount);
        out.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
        out.putInt(Magic.FEATURES);
        out.putInt(Crc32c.of(out.array(), 0, CRC_OFFSET));
        return out.clear();
    }

    /** Returns whether the bytes have a valid checksum, which is at the end in every version. */
    public static boolean isWhole(byte[] bytes) {
        int crcOffset = bytes.length - Integer.BYTES;
        return crcOffset >= Long.BYTES + Integer.BYTES
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(crcOffset)
                        == Crc32c.of(bytes, 0, crcOffset);
    }

    /**
     * Reads a manifest.
     *
     * @param file the file as shown in error messages
     * @throws CorruptionException when it is damaged
     * @throws io.ironjournal.UnsupportedFormatException when this release does not read its format
     */
    public static Manifest decode(byte[] bytes, String file) {
        if (!isWhole(bytes)) {
            throw new CorruptionException(
                    file + " is damaged (offset 0)", ErrorContext.ofFile(file).withOffset(0), null);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Magic.check(in, Magic.MANIFEST, file);
        if (bytes.length != SIZE) {
            throw new CorruptionException(
                    file + " has " + bytes.length + " bytes instead of " + SIZE, ErrorContext.ofFile(file), null);
        }
        Manifest manifest = new Manifest(in.getInt(), new UUID(in.getLong(), in.getLong()));
        Magic.checkFeatures(in.getInt(), file);
        return manifest;
    }
}
