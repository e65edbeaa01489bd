package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The content of a MARK record: which part of the log is no longer needed, because its entries are in segments, and the
 * files that this relies on. Between the two LSNs only the records of undecided branches are needed. Replay reads
 * nothing else there, and does not expect the PREPARE of a COMMIT between them.
 *
 * <pre>
 *   0  8  low-water mark: below this LSN the log is not needed
 *   8  8  flushed: below this LSN all committed entries are in segments; at least the low-water mark
 *  16 16  catalogue:   born, length
 *  32 16  checkpoints: born, length
 *  48 16  cursors:     born, length
 * </pre>
 *
 * @param lowWaterMark LSN below which the log is not needed
 * @param flushed LSN below which all entries are in segments
 * @param catalogue the file {@code catalogue}
 * @param checkpoints the file {@code checkpoints.log}
 * @param cursors the file {@code cursors}
 */
public record FlushMark(
        long lowWaterMark, long flushed, FileState catalogue, FileState checkpoints, FileState cursors) {

    public static final int SIZE = 64;

    /** The mark of a log from which nothing was flushed. */
    public static final FlushMark NONE = new FlushMark(0, 0, FileState.NONE, FileState.NONE, FileState.NONE);

    /** Returns a mark whose record was lost, so that only its low-water mark is known. */
    public static FlushMark lost(long lowWaterMark) {
        return new FlushMark(lowWaterMark, 0, FileState.UNKNOWN, FileState.UNKNOWN, FileState.UNKNOWN);
    }

    /** Returns this mark with other LSNs. */
    public FlushMark at(long newMark, long newFlushed) {
        return new FlushMark(newMark, newFlushed, catalogue, checkpoints, cursors);
    }

    public byte[] encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(lowWaterMark).putLong(flushed);
        put(out, catalogue);
        put(out, checkpoints);
        put(out, cursors);
        return bytes;
    }

    private static void put(ByteBuffer out, FileState state) {
        out.putLong(state.born()).putLong(state.length());
    }

    /**
     * Reads the content of a MARK.
     *
     * @param lsn LSN of the record, for messages
     * @throws CorruptionException when it is too short
     */
    public static FlushMark decode(ByteBuffer in, long lsn) {
        if (in.remaining() < SIZE) {
            throw new CorruptionException("The MARK record at LSN " + lsn + " of the commit log is too short");
        }
        return new FlushMark(in.getLong(), in.getLong(), state(in), state(in), state(in));
    }

    private static FileState state(ByteBuffer in) {
        return new FileState(in.getLong(), in.getLong());
    }
}
