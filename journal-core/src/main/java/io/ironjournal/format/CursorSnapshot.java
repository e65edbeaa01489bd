package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The file {@code cursors}.
 *
 * <pre>
 *   0  8  magic "IRONJCUR"
 *   8  4  format version
 *  12  4  number of cursors
 *  16 16  journal UUID
 *  32  8  born: the log was forced up to this LSN when the file was made
 *  40  4  features
 *  44  4  number of producers
 *   for each cursor:  4  length
 *                        {@link CursorMove}
 *   for each producer: 4  length
 *                         {@link ProducerMove}
 *   at the end:       4  CRC32C of all before
 * </pre>
 *
 * @param born identifies the file among those that it replaced
 * @param moves the position of each cursor
 * @param producers the position of each producer
 */
public record CursorSnapshot(long born, List<CursorMove> moves, List<ProducerMove> producers) {

    private static final int HEADER = 48;

    /** Encodes a snapshot with its checksum. */
    public ByteBuffer encode(UUID journalId) {
        List<byte[]> encoded = new ArrayList<>();
        moves.forEach(move -> encoded.add(move.encode()));
        producers.forEach(move -> encoded.add(move.encode()));
        int size = HEADER + Integer.BYTES;
        for (byte[] bytes : encoded) {
            size = Math.addExact(size, Integer.BYTES + bytes.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(Magic.CURSORS).putInt(Magic.VERSION).putInt(moves.size());
        out.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
        out.putLong(born).putInt(Magic.FEATURES).putInt(producers.size());
        encoded.forEach(bytes -> out.putInt(bytes.length).put(bytes));
        out.putInt(Crc32c.of(out.array(), 0, size - Integer.BYTES));
        return out.clear();
    }

    /**
     * Reads a snapshot.
     *
     * @param file the file as shown in error messages
     * @throws CorruptionException when it is damaged, of another journal, or of a newer version
     */
    public static CursorSnapshot decode(byte[] bytes, UUID journalId, String file) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.length - Integer.BYTES;
        if (end < HEADER || in.getInt(end) != Crc32c.of(bytes, 0, end)) {
            throw new CorruptionException(
                    file + " is damaged (offset 0): the positions of all cursors and producers are in it."
                            + " Restore it from a copy. If there is no copy, open with the corruptionPolicy TRUNCATE, which records"
                            + " the loss. Cursors without a move in the log then start again at the first entry,"
                            + " and producers without one begin without a sequence.",
                    ErrorContext.ofFile(file).withOffset(0),
                    null);
        }
        Magic.check(in, Magic.CURSORS, file);
        int count = in.getInt();
        if (!new UUID(in.getLong(), in.getLong()).equals(journalId)) {
            throw new CorruptionException(
                    file + " belongs to another journal" + LossRemedy.RESTORE, ErrorContext.ofFile(file), null);
        }
        long born = in.getLong();
        Magic.checkFeatures(in.getInt(), file);
        int producerCount = in.getInt();
        in.limit(end);
        List<CursorMove> moves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moves.add(CursorMove.decode(next(in, file)));
        }
        List<ProducerMove> producers = new ArrayList<>();
        for (int i = 0; i < producerCount; i++) {
            producers.add(ProducerMove.decode(next(in, file)));
        }
        return new CursorSnapshot(born, moves, producers);
    }

    private static ByteBuffer next(ByteBuffer in, String file) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new CorruptionException(
                    file + " has a valid checksum but inconsistent content", ErrorContext.ofFile(file), null);
        }
        ByteBuffer item = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return item;
    }
}
