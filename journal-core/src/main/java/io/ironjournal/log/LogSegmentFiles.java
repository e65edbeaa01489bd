package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Creates the files of segments. A segment is filled with zeros, forced and named before its first record, so that a
 * force of a group does not write metadata.
 */
final class LogSegmentFiles {

    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 20);

    private LogSegmentFiles() {}

    /** Returns a random salt, which an earlier use of the file has with negligible probability. */
    static long newSalt() {
        return ThreadLocalRandom.current().nextLong();
    }

    /**
     * Creates a segment of zeros, and gives it its live name after all of it is forced.
     *
     * @param spare a spare file of the same size to use again; its old bytes have another salt
     * @param records the records at the beginning of the segment
     */
    static LogSegment create(
            Storage storage, LogSegmentHeader header, @Nullable String spare, @Nullable RecordCopy records)
            throws IOException {
        String unnamed = spare != null ? spare : LogFiles.fresh(header.base());
        WritableFile file = spare != null ? storage.openForWrite(spare) : storage.create(unnamed);
        try {
            file.write(0, header.encode());
            long filled = records == null ? LogSegmentHeader.SIZE : records.writeTo(file, header);
            if (spare == null) {
                fill(file, filled, header.size());
            }
            file.force();
        } catch (NoSpaceException e) {
            // Deletes the file, since its force may not have written everything.
            file.close();
            storage.delete(unnamed);
            throw e;
        }
        String path = LogFiles.live(header.base());
        try {
            storage.rename(unnamed, path);
            storage.forceDirectory(LogFiles.DIRECTORY);
        } catch (NoSpaceException e) {
            throw new IOException("Naming " + storage.describe(path) + " failed: " + e.getMessage(), e);
        } finally {
            file.close();
        }
        return new LogSegment(path, header, storage.openForWrite(path));
    }

    static void fill(WritableFile file, long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            int length = (int) Math.min(ZEROS.capacity(), to - at);
            file.write(at, ZEROS.duplicate().limit(length));
            at += length;
        }
    }
}
