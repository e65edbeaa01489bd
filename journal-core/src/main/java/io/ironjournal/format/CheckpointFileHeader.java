package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The header of {@code checkpoints.log}.
 *
 * <pre>
 *   0  8  magic "IRONJCKP"
 *   8  4  format version
 *  12  4  shard count
 *  16 16  journal UUID
 *  32  8  born: the log was forced up to this LSN when the file was made
 *  40  4  features
 *  44  4  CRC32C of all before
 * </pre>
 *
 * @param manifest the identity of the journal
 * @param born identifies the file among those that it replaced
 */
public record CheckpointFileHeader(Manifest manifest, long born) {

    public static final int SIZE = 48;

    private static final int CRC_OFFSET = SIZE - Integer.BYTES;

    public void encode(ByteBuffer out) {
        int start = out.position();
        UUID id = manifest.journalId();
        out.putLong(Magic.CHECKPOINTS).putInt(Magic.VERSION).putInt(manifest.shardCount());
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        out.putLong(born).putInt(Magic.FEATURES);
        out.putInt(Crc32c.of(out.array(), out.arrayOffset() + start, CRC_OFFSET));
    }

    /**
     * Reads a header and advances the buffer.
     *
     * @param file the file as shown in error messages
     * @throws CorruptionException when it is damaged, of another journal, or of a newer version
     */
    public static CheckpointFileHeader decode(ByteBuffer in, Manifest expected, String file) {
        assert in.order() == ByteOrder.LITTLE_ENDIAN;
        int start = in.position();
        if (in.remaining() < SIZE
                || in.getInt(start + CRC_OFFSET) != Crc32c.of(in.array(), in.arrayOffset() + start, CRC_OFFSET)) {
            throw new CorruptionException(
                    "The header of " + file + " is damaged (offset 0)" + LossRemedy.RESTORE,
                    ErrorContext.ofFile(file).withOffset(0),
                    null);
        }
        Magic.check(in, Magic.CHECKPOINTS, file);
        Manifest found = new Manifest(in.getInt(), new UUID(in.getLong(), in.getLong()));
        if (!found.equals(expected)) {
            throw new CorruptionException(
                    file + " belongs to journal " + found.journalId() + " of " + found.shardCount()
                            + " shards, not to this one" + LossRemedy.RESTORE,
                    ErrorContext.ofFile(file),
                    null);
        }
        CheckpointFileHeader header = new CheckpointFileHeader(found, in.getLong());
        Magic.checkFeatures(in.getInt(), file);
        in.position(start + SIZE);
        return header;
    }
}
