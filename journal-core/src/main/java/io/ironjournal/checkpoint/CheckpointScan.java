package io.ironjournal.checkpoint;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.format.CheckpointFileHeader;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code checkpoints.log} from its beginning. The flush mark distinguishes a torn tail from damage. */
final class CheckpointScan {

    private static final int BUFFER = 1 << 20;

    private final ReadableFile file;
    private final Manifest manifest;
    private final String name;
    private final CheckpointFileHeader header;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    /** The offset in the file of the buffer's first byte. */
    private long base;

    private long end = CheckpointFileHeader.SIZE;

    CheckpointScan(ReadableFile file, Manifest manifest, String name) throws IOException {
        this.file = file;
        this.manifest = manifest;
        this.name = name;
        fill(0);
        this.header = CheckpointFileHeader.decode(buffer, manifest, name);
    }

    CheckpointFileHeader header() {
        return header;
    }

    /**
     * Reads the checkpoints whose records are below the mark.
     *
     * @param forced the size of the part that is proven to be forced
     */
    void readBelow(long flushed, long forced, Consumer<CheckpointEntry> target) throws IOException {
        long last = -1;
        CheckpointRecord record = next();
        while (record != null && record.lsn() < flushed && record.lsn() > last) {
            target.accept(CheckpointEntry.inFile(record.id(), record.cut().at(), record.lsn(), end));
            last = record.lsn();
            end = base + buffer.position();
            record = next();
        }
        boolean damaged = record == null || record.lsn() <= last;
        if (damaged && (end < forced || hasRecordBehind(last, flushed))) {
            throw new CorruptionException(
                    name + " is damaged at offset " + end + ", in its forced part. Restore it from a"
                            + " copy. If there is none, open with the corruptionPolicy TRUNCATE, which records the loss"
                            + " and continues without the checkpoints in it.",
                    ErrorContext.ofFile(name).withOffset(end),
                    null);
        }
    }

    /**
     * Returns whether a complete record follows damage that is below the mark, which was therefore forced. Nothing else
     * can follow it, because the file is not appended to while it ends in invalid bytes.
     */
    private boolean hasRecordBehind(long last, long flushed) throws IOException {
        int shards = manifest.shardCount();
        long size = file.size();
        for (long at = end + Long.BYTES; at + CheckpointRecord.HEADER <= size; at += Long.BYTES) {
            if (at + CheckpointRecord.HEADER > base + buffer.limit()) {
                fill(at);
            }
            buffer.position((int) (at - base));
            int length = CheckpointRecord.length(buffer, shards);
            if (length > buffer.remaining()) {
                fill(at);
            }
            CheckpointRecord record = length < 0 ? null : CheckpointRecord.decode(buffer, shards);
            if (record != null && record.lsn() > last && record.lsn() < flushed) {
                return true;
            }
        }
        return false;
    }

    /** Returns the record behind the previous one, or null if there is no complete one. */
    private @Nullable CheckpointRecord next() throws IOException {
        int shards = manifest.shardCount();
        int length = CheckpointRecord.length(buffer, shards);
        if (length < 0 || length > buffer.remaining()) {
            fill(base + buffer.position());
        }
        return CheckpointRecord.decode(buffer, shards);
    }

    private void fill(long position) throws IOException {
        base = position;
        buffer.clear();
        file.read(position, buffer);
        buffer.flip();
    }

    long end() {
        return end;
    }
}
