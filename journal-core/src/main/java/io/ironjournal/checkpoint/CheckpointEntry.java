package io.ironjournal.checkpoint;

import io.ironjournal.format.ConsistentCut;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A checkpoint that can be loaded. Its offsets are in memory until they are in the file. */
final class CheckpointEntry {

    private final byte[] id;
    private final Instant at;
    private final long lsn;

    /** The fields below change only under the file's lock. */
    private long @Nullable [] offsets;

    private long position;

    private CheckpointEntry(byte[] id, Instant at, long lsn) {
        this.id = id;
        this.at = at;
        this.lsn = lsn;
    }

    static CheckpointEntry inMemory(byte[] id, ConsistentCut cut, long lsn) {
        CheckpointEntry entry = new CheckpointEntry(id, cut.at(), lsn);
        entry.offsets = cut.offsets();
        return entry;
    }

    static CheckpointEntry inFile(byte[] id, Instant at, long lsn, long position) {
        CheckpointEntry entry = new CheckpointEntry(id, at, lsn);
        entry.position = position;
        return entry;
    }

    /** Returns the key by which the checkpoint is found. */
    ByteBuffer key() {
        return ByteBuffer.wrap(id);
    }

    byte[] id() {
        return id;
    }

    Instant at() {
        return at;
    }

    long lsn() {
        return lsn;
    }

    long @Nullable [] offsets() {
        return offsets;
    }

    long position() {
        return position;
    }

    /** Records that the file has the checkpoint at this offset. */
    void movedToFile(long newPosition) {
        position = newPosition;
        offsets = null;
    }
}
