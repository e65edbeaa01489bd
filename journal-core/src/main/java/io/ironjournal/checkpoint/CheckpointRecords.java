package io.ironjournal.checkpoint;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.ErrorContext;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the records in {@code checkpoints.log}. {@link CheckpointFile} calls it under its lock, and chooses
 * the file.
 */
final class CheckpointRecords {

    /** In place of a position: the record is in the old file only, and is damaged there. */
    static final long DAMAGED = -1;

    private static final int BUFFER = 1 << 16;

    private final int shards;
    private final String name;

    /**
     * Reads and writes records of a journal.
     *
     * @param shards the number of offsets in each record
     * @param name the file's name, for messages
     */
    CheckpointRecords(int shards, String name) {
        this.shards = shards;
        this.name = name;
    }

    /**
     * Writes records.
     *
     * @param from the position of the first record
     * @param old the file with the offsets that are not in memory
     * @return the position of each record, or {@link #DAMAGED}, and the position behind the last one
     */
    long[] write(WritableFile file, long from, List<CheckpointEntry> added, @Nullable ReadableFile old)
            throws IOException {
        long[] positions = new long[added.size() + 1];
        ByteBuffer buffer = ByteBuffer.allocate(
                        Math.max(BUFFER, CheckpointRecord.size(CheckpointRecord.MAX_ID, shards)))
                .order(ByteOrder.LITTLE_ENDIAN);
        long written = from;
        for (int i = 0; i < added.size(); i++) {
            CheckpointEntry entry = added.get(i);
            if (buffer.remaining() < CheckpointRecord.size(entry.id().length, shards)) {
                written += flush(file, written, buffer);
            }
            long position = written + buffer.position();
            positions[i] = encode(entry, old, buffer) ? position : DAMAGED;
        }
        positions[added.size()] = written + flush(file, written, buffer);
        return positions;
    }

    private static int flush(WritableFile file, long position, ByteBuffer buffer) throws IOException {
        int length = buffer.position();
        file.write(position, buffer.flip());
        buffer.clear();
        return length;
    }

    /** Encodes a record. Returns false if only the old file has the record, and it is damaged there. */
    private boolean encode(CheckpointEntry entry, @Nullable ReadableFile old, ByteBuffer buffer) throws IOException {
        try {
            ConsistentCut cut = new ConsistentCut(entry.at(), offsets(entry, old));
            new CheckpointRecord(entry.id(), entry.lsn(), cut).encode(buffer);
            return true;
        } catch (ChecksumMismatchException e) {
            // The logger is looked up here because the first logger of a process takes long to make.
            System.getLogger("io.ironjournal")
                    .log(System.Logger.Level.WARNING, "A checkpoint is lost: {0}", e.getMessage());
            return false;
        }
    }

    /** Returns the offsets of a checkpoint, from memory or from the file. */
    long[] offsets(CheckpointEntry entry, @Nullable ReadableFile file) throws IOException {
        long[] offsets = entry.offsets();
        if (offsets != null || file == null) {
            return Objects.requireNonNull(offsets);
        }
        ByteBuffer bytes = ByteBuffer.allocate(CheckpointRecord.size(entry.id().length, shards))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.read(entry.position(), bytes);
        CheckpointRecord record = CheckpointRecord.decode(bytes.flip(), shards);
        if (record == null || record.lsn() != entry.lsn()) {
            throw new ChecksumMismatchException(
                    "The checkpoint at offset " + entry.position() + " of " + name
                            + " is damaged. Other checkpoints can be loaded.",
                    ErrorContext.ofFile(name).withOffset(entry.position()).withCheckpoint(entry.id()),
                    null);
        }
        return record.cut().offsets();
    }
}
