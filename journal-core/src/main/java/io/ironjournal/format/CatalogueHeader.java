package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The header of the catalogue of streams. {@code sorted} entries in the order of the bytes of their names follow, then
 * appended entries.
 *
 * <pre>
 *   0  8  magic "IRONJCAT"
 *   8  4  format version
 *  12  4  features
 *  16 16  journal UUID
 *  32  8  born: the log was forced up to this LSN when the file was made
 *  40  8  number of sorted entries
 *  48  1  1 when entries were lost to damage, so that a stream may be missing; else 0
 *  49     zeros
 * 124  4  CRC32C of all before
 * </pre>
 *
 * @param journalId the journal's identity
 * @param born identifies the file among those that it replaced
 * @param sorted how many entries are in order
 * @param incomplete whether a stream may be missing in the catalogue
 */
public record CatalogueHeader(UUID journalId, long born, long sorted, boolean incomplete) {

    /** Size of the header in bytes: that of an entry, so that entries begin at multiples of their size. */
    public static final int SIZE = CatalogueEntry.SIZE;

    private static final int CRC_OFFSET = SIZE - Integer.BYTES;

    /** Returns the position of the first appended entry. */
    public long sortedEnd() {
        return SIZE * (1 + sorted);
    }

    public ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(Magic.CATALOGUE).putInt(Magic.VERSION).putInt(Magic.FEATURES);
        out.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
        out.putLong(born).putLong(sorted).put((byte) (incomplete ? 1 : 0));
        out.putInt(CRC_OFFSET, Crc32c.of(out.array(), 0, CRC_OFFSET));
        return out.clear();
    }

    /**
     * Reads a header.
     *
     * @param bytes {@link #SIZE} bytes
     * @param file the file as shown in error messages
     * @throws CorruptionException when it is damaged, or belongs to another journal
     * @throws io.ironjournal.UnsupportedFormatException when this release does not read its format
     */
    public static CatalogueHeader decode(byte[] bytes, UUID journalId, String file) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(CRC_OFFSET) != Crc32c.of(bytes, 0, CRC_OFFSET)) {
            throw new CorruptionException(
                    "The header of " + file + " is damaged (offset 0)" + LossRemedy.RESTORE,
                    ErrorContext.ofFile(file).withOffset(0),
                    null);
        }
        Magic.check(in, Magic.CATALOGUE, file);
        Magic.checkFeatures(in.getInt(), file);
        UUID found = new UUID(in.getLong(), in.getLong());
        if (!found.equals(journalId)) {
            throw new CorruptionException(
                    file + " belongs to journal " + found + ", not to " + journalId + LossRemedy.RESTORE,
                    ErrorContext.ofFile(file),
                    null);
        }
        return new CatalogueHeader(found, in.getLong(), in.getLong(), in.get() != 0);
    }
}
