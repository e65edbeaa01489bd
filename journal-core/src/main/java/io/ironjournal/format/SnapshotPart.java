package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a SNAPSHOT record. A snapshot is a sequence of such records, perhaps with other records between them. It
 * has the state of the journal after all records below its cut. It may also have effects of records at or above the cut,
 * which must be replayed. It counts only if its last record, of kind END, is in the log.
 *
 * <pre>
 *   0  8  cut: an LSN, the same in all records of the snapshot
 *   8  4  the number of records of the snapshot before this one
 *  12  4  kind of items: 1 streams, 2 cursors, 3 checkpoints, 4 END, 5 producers
 *   for each item:  4  length
 *                      {@link CatalogueEntry}, {@link CursorMove}, {@link CheckpointRecord} or {@link ProducerMove}
 * </pre>
 *
 * @param cut the LSN
 * @param index the number of records before this one
 * @param kind the kind of all items
 * @param items the items
 */
public record SnapshotPart(long cut, int index, Kind kind, List<byte[]> items) {

    private static final int HEADER = 16;

    /** The kinds of items. */
    public enum Kind {
        STREAMS(1),
        CURSORS(2),
        CHECKPOINTS(3),
        END(4),
        PRODUCERS(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static @Nullable Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    public byte[] encode() {
        int size = HEADER;
        for (byte[] item : items) {
            size += Integer.BYTES + item.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(cut).putInt(index).putInt(kind.code);
        items.forEach(item -> out.putInt(item.length).put(item));
        return out.array();
    }

    /**
     * Reads the content of a record.
     *
     * @param lsn the LSN of the record, for messages
     * @throws CorruptionException when it is damaged
     */
    public static SnapshotPart decode(ByteBuffer in, long lsn) {
        if (in.remaining() < HEADER) {
            throw invalid(lsn);
        }
        long cut = in.getLong();
        int index = in.getInt();
        Kind kind = Kind.ofCode(in.getInt());
        if (kind == null) {
            throw invalid(lsn);
        }
        List<byte[]> items = new ArrayList<>();
        while (in.hasRemaining()) {
            int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw invalid(lsn);
            }
            byte[] item = new byte[length];
            in.get(item);
            items.add(item);
        }
        return new SnapshotPart(cut, index, kind, items);
    }

    private static CorruptionException invalid(long lsn) {
        return new CorruptionException("The SNAPSHOT record at LSN " + lsn + " of the commit log is damaged");
    }
}
