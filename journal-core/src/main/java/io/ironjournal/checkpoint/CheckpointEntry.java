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

    /** What follows changes under the lock of the file only. */
    private long @Nullable [] offsets;

    private long position;

    private CheckpointEntry(byte[] id, Instant at, long lsn) {
        this.id = id;
        this.at = at;
        this.lsn = lsn;
    }

    static CheckpointEntry inMemory(byte[] id, ConsistentCut cut, long lsn) {
        CheckpointEntry held = new CheckpointEntry(id, cut.at(), lsn);
        held.offsets = cut.offsets();
        return held;
    }

    static CheckpointEntry inFile(byte[] id, Instant at, long lsn, long position) {
        CheckpointEntry held = new CheckpointEntry(id, at, lsn);
        held.position = position;
        return held;
    }

    /** What finds it by its id. */
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

    /** From now on the file has it, at this offset. */
    void stored(long newPosition) {
        position = newPosition;
        offsets = null;
    }
}
