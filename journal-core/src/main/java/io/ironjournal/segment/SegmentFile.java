package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.io.ReadableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One segment, opened for reading. Returns headers and payloads that are valid, or null. Callers decide what a failed
 * check means. Thread-safe.
 */
final class SegmentFile implements Closeable {

    private static final int CHUNK = 1 << 16;

    private final StreamFiles stream;
    private final long firstId;
    private final ReadableFile file;
    private final AtomicBoolean told = new AtomicBoolean();
    private long timeBefore;

    /** Runs for each damage that a reader finds. */
    private Runnable onDamage = () -> {};

    private SegmentFile(StreamFiles stream, long firstId, ReadableFile file) {
        this.stream = stream;
        this.firstId = firstId;
        this.file = file;
    }

    /**
     * Opens a segment and checks its header.
     *
     * @throws SegmentNotFoundException if there is no such file
     * @throws CorruptionException if its header is not that of this segment
     */
    static SegmentFile open(StreamFiles stream, long firstId) throws IOException {
        SegmentFile segment = new SegmentFile(stream, firstId, openFile(stream, firstId));
        try {
            SegmentHeader found = segment.readHeader();
            if (!found.isFor(stream.header(firstId, found.timeBefore()))) {
                throw new CorruptionException(
                        "The segment is of another journal, stream, generation or place (" + segment.at(0)
                                + "): expected " + stream.header(firstId, found.timeBefore()) + ", found " + found
                                + ". Restore the right file from a copy",
                        segment.context(0),
                        null);
            }
            segment.timeBefore = found.timeBefore();
            return segment;
        } catch (Throwable e) {
            segment.close();
            throw e;
        }
    }

    /** Sets an action for each damage that a reader finds. */
    SegmentFile onDamage(Runnable action) {
        onDamage = action;
        return this;
    }

    /** Opens a segment whose header may be damaged. Its frames tell themselves where they belong. */
    static SegmentFile openWithoutHeader(StreamFiles stream, long firstId) throws IOException {
        return new SegmentFile(stream, firstId, openFile(stream, firstId));
    }

    /** Returns this segment mapped into memory, if possible. The result replaces this object. */
    SegmentFile mapped() throws IOException {
        ReadableFile map = file.map();
        if (map == file) {
            return this;
        }
        SegmentFile mapped = new SegmentFile(stream, firstId, map);
        mapped.timeBefore = timeBefore;
        mapped.onDamage = onDamage;
        return mapped;
    }

    /** Reads the header of a segment of which only the path is known. */
    static SegmentHeader header(StreamFiles place, long firstId) throws IOException {
        try (SegmentFile segment = new SegmentFile(place, firstId, openFile(place, firstId))) {
            return segment.readHeader();
        }
    }

    private static ReadableFile openFile(StreamFiles stream, long firstId) throws IOException {
        try {
            return stream.storage().openForRead(stream.path(firstId));
        } catch (NoSuchFileException e) {
            throw new SegmentNotFoundException(
                    "A segment is missing: " + stream.at(firstId, 0) + ". Restore it from a copy",
                    stream.context(firstId),
                    e);
        }
    }

    private SegmentHeader readHeader() throws IOException {
        byte[] block = new byte[SegmentHeader.SIZE];
        int length = file.read(0, ByteBuffer.wrap(block));
        return SegmentHeader.decode(block, length, at(0), context(0));
    }

    StreamFiles stream() {
        return stream;
    }

    long firstId() {
        return firstId;
    }

    /** Returns the time of the last entry of the stream before this segment. */
    long timeBefore() {
        return timeBefore;
    }

    long size() throws IOException {
        return file.size();
    }

    /** Returns whether damage of the index was not reported yet. The caller reports it. */
    boolean tellsOfIndex() {
        return told.compareAndSet(false, true);
    }

    /** Returns the path as messages show it. */
    String path() {
        return stream.storage().describe(stream.path(firstId));
    }

    String at(long offset) {
        return stream.at(firstId, offset);
    }

    /** Returns the context for the accessors of an error. */
    ErrorContext context(long offset) {
        return stream.context(firstId).withOffset(offset);
    }

    /**
     * Returns the error for damaged bytes, and counts it.
     *
     * @param offset where the frame begins
     * @param id the first entry that cannot be read
     */
    ChecksumMismatchException damage(String message, long offset, long id) {
        onDamage.run();
        return new ChecksumMismatchException(message, context(offset).withId(id), null);
    }

    /**
     * Reads the header of the frame that begins at an offset.
     *
     * @param limit the end of the readable part; a frame that extends beyond it is invalid
     */
    @Nullable
    FrameHeader header(long offset, long limit) throws IOException {
        if (offset + FrameHeader.SIZE + FrameHeader.TRAILER_SIZE > limit) {
            return null;
        }
        ByteBuffer bytes = buffer(FrameHeader.SIZE);
        if (file.read(offset, bytes) < FrameHeader.SIZE) {
            return null;
        }
        return header(bytes, 0, offset, limit);
    }

    /**
     * Decodes the header of the frame that begins at an offset.
     *
     * @param bytes little-endian
     * @param at the offset of the whole header in the bytes
     */
    @Nullable
    FrameHeader header(ByteBuffer bytes, int at, long offset, long limit) {
        return hasHeader(bytes, at, offset, limit) ? FrameHeader.read(bytes, at, offset) : null;
    }

    /** Returns whether a valid frame of this segment begins at an offset. Takes what {@link #header} takes. */
    boolean hasHeader(ByteBuffer bytes, int at, long offset, long limit) {
        return FrameHeader.isValid(bytes, at, offset)
                && FrameHeader.streamTag(bytes, at) == stream.tag()
                && FrameHeader.generation(bytes, at) == stream.generation()
                && FrameHeader.firstId(bytes, at) >= firstId
                && offset + FrameHeader.SIZE + FrameHeader.storedLength(bytes, at) + FrameHeader.TRAILER_SIZE <= limit;
    }

    /** Reads up to this number of bytes, and returns how many were read. */
    int readUpTo(long offset, byte[] target, int length) throws IOException {
        return file.read(offset, ByteBuffer.wrap(target, 0, length));
    }

    /** Reads until the buffer is full or the file ends. */
    void read(long offset, ByteBuffer target) throws IOException {
        file.read(offset, target);
    }

    /** Reads up to so many bytes. */
    ByteBuffer readUpTo(long offset, int length) throws IOException {
        ByteBuffer bytes = buffer(length);
        file.read(offset, bytes);
        return bytes.flip();
    }

    /** Reads bytes of the file. Returns null if the file ends before. */
    byte @Nullable [] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        return file.read(offset, ByteBuffer.wrap(bytes)) == length ? bytes : null;
    }

    /** Reads a payload in its stored form. Returns null if its checksum is wrong. */
    byte @Nullable [] payload(FrameHeader header) throws IOException {
        byte[] bytes = read(header.payloadOffset(), header.storedLength());
        return bytes != null && Crc32c.of(bytes, 0, bytes.length) == header.payloadCrc() ? bytes : null;
    }

    /** Returns whether the payload's checksum is right. Reads a large payload in parts. */
    boolean payloadIsWhole(FrameHeader header) throws IOException {
        ByteBuffer part = buffer(Math.min(CHUNK, header.storedLength()));
        Crc32c crc = new Crc32c();
        int done = 0;
        while (done < header.storedLength()) {
            part.clear().limit(Math.min(part.capacity(), header.storedLength() - done));
            int length = part.limit();
            if (file.read(header.payloadOffset() + done, part) < length) {
                return false;
            }
            crc.update(part.flip());
            done += length;
        }
        return crc.value() == header.payloadCrc();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
