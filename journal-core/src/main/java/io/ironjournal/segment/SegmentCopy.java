package io.ironjournal.segment;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Copies whole segment files between a journal and its archive. Used by one thread at a time. */
final class SegmentCopy {

    /** The name of a copy that is not complete. */
    static final String PART = ".part";

    private static final int BUFFER = 256 << 10;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /** Copies a file, and forces its content. The caller forces its name. */
    void copy(Storage source, String from, Storage target, String to) throws IOException {
        String part = to + PART;
        target.delete(part);
        try (ReadableFile in = source.openForRead(from);
                WritableFile out = target.create(part)) {
            long size = in.size();
            for (long at = 0; at < size; at += buffer.limit()) {
                in.read(at, buffer.clear());
                out.write(at, buffer.flip());
                buffer.flip();
            }
            out.force();
        }
        target.rename(part, to);
    }
}
