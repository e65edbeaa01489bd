package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.SnapshotPart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot in the log, while its records are read and afterwards. */
final class SnapshotState {

    private final long cut;
    private final int shards;
    private final Map<String, CatalogueEntry> streams = new HashMap<>();
    private final List<CursorMove> cursors = new ArrayList<>();
    private final List<ProducerMove> producers = new ArrayList<>();
    private final List<CheckpointRecord> checkpoints = new ArrayList<>();
    private int parts;
    private boolean complete;

    /**
     * Creates a snapshot without content.
     *
     * @param shards the number of shards that a checkpoint covers
     */
    SnapshotState(long cut, int shards) {
        this.cut = cut;
        this.shards = shards;
    }

    /** Adds the next record. */
    void add(SnapshotPart part, long lsn) {
        if (part.cut() != cut || part.index() != parts) {
            throw new CorruptionException("The SNAPSHOT record at LSN " + lsn + " of the commit log has number "
                    + part.index() + " of the snapshot at " + part.cut() + ", but number " + parts
                    + " of the snapshot at " + cut + " must follow. A part of the log is missing");
        }
        parts++;
        for (byte[] item : part.items()) {
            ByteBuffer in = ByteBuffer.wrap(item).order(ByteOrder.LITTLE_ENDIAN);
            switch (part.kind()) {
                case STREAMS -> {
                    CatalogueEntry stream = required(CatalogueEntry.decode(in), lsn);
                    streams.put(stream.stream(), stream);
                }
                case CURSORS -> cursors.add(CursorMove.decode(in));
                case PRODUCERS -> producers.add(ProducerMove.decode(in));
                case CHECKPOINTS -> checkpoints.add(required(CheckpointRecord.decode(in, shards), lsn));
                case END -> {
                    // It has no items.
                }
            }
        }
        complete = part.kind() == SnapshotPart.Kind.END;
    }

    private static <T> T required(@Nullable T decoded, long lsn) {
        if (decoded == null) {
            throw new CorruptionException("The SNAPSHOT record at LSN " + lsn + " of the commit log is damaged");
        }
        return decoded;
    }

    /** Returns whether the first record of the snapshot was added. */
    boolean hasBegun() {
        return parts > 0;
    }

    /** Returns whether the last record of the snapshot was added. */
    boolean isComplete() {
        return complete;
    }

    /** Returns the LSN below which all records have their effects in the snapshot. */
    long cut() {
        return cut;
    }

    /** Returns the streams by name. */
    Map<String, CatalogueEntry> streams() {
        return streams;
    }

    /** Returns whether a generation of a stream is in the snapshot. */
    boolean contains(String stream, long generation) {
        CatalogueEntry listed = streams.get(stream);
        return listed != null && listed.generation() == generation;
    }

    List<CursorMove> cursors() {
        return cursors;
    }

    List<ProducerMove> producers() {
        return producers;
    }

    List<CheckpointRecord> checkpoints() {
        return checkpoints;
    }
}
