package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The content of a MARK record: how much of the log the second tier has made superfluous, and on which files that relies.
 * Between the two LSNs stands what branches need that were not decided: replay takes nothing else from there, and misses no
 * PREPARE that a COMMIT between the two had below them.
 *
 * <pre>
 *   0  8  mark: below this LSN the log is not needed
 *   8  8  flushed: below this LSN all committed entries are in segments; at least the mark
 *  16 16  catalogue:   born, length
 *  32 16  checkpoints: born, length
 *  48 16  cursors:     born, length
 * </pre>
 *
 * @param mark the low-water mark
 * @param flushed what is in segments
 * @param catalogue the file of the streams
 * @param checkpoints the file of the checkpoints
 * @param cursors the file of the cursors
 */
public record FlushMark(long mark, long flushed, FileState catalogue, FileState checkpoints, FileState cursors) {

    public static final int SIZE = 64;

    /** Before anything was flushed. */
    public static final FlushMark NONE = new FlushMark(0, 0, FileState.NONE, FileState.NONE, FileState.NONE);

    /** A mark of which only the LSN is known: the record was lost. */
    public static FlushMark lost(long mark) {
        return new FlushMark(mark, 0, FileState.UNKNOWN, FileState.UNKNOWN, FileState.UNKNOWN);
    }

    /** The same with other LSNs. */
    public FlushMark at(long newMark, long newFlushed) {
        return new FlushMark(newMark, newFlushed, catalogue, checkpoints, cursors);
    }

    public byte[] encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(mark).putLong(flushed);
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
     * @param lsn of the record, for messages
     * @throws CorruptionException when it is too short
     */
    public static FlushMark decode(ByteBuffer in, long lsn) {
        if (in.remaining() < SIZE) {
            throw new CorruptionException("The mark at LSN " + lsn + " of the commit log is too short");
        }
        return new FlushMark(in.getLong(), in.getLong(), state(in), state(in), state(in));
    }

    private static FileState state(ByteBuffer in) {
        return new FileState(in.getLong(), in.getLong());
    }
}
