package io.ironjournal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of fixed size that is mapped for small unforced writes. All other operations use the file, since forcing a
 * mapping takes several times as long. On Linux, mapping and file always show the same bytes. On other systems nothing
 * is mapped.
 *
 * <p>A copy into a mapping may fail without notice: the JVM reports a failed page later, at any place in the thread. So
 * the bytes are read back through the file before a force, and their checksum is compared.
 */
final class MappedWritableFile implements WritableFile {

    /** From this size on, a system call takes no longer than page faults. */
    private static final int LARGE = 2 << 10;

    private static final int CHUNK = 1 << 16;

    /** Consecutive bytes that were copied into the mapping but not read back. */
    private static final class Copied {
        final long from;
        long to;
        final CRC32C crc = new CRC32C();

        Copied(long from) {
            this.from = from;
            this.to = from;
        }

        boolean isWithin(long position, long end) {
            return position <= from && to <= end;
        }
    }

    private final DiskWritableFile file;
    private final ReadableFile reader;
    private @Nullable MappedByteBuffer bytes;

    /** Held while {@link #unchecked} is used, since a force may run at the same time as a write. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Copied> unchecked = new ArrayList<>();

    /** All bytes from this position on are checked. Used only by the writer. */
    private long copiedEnd;

    private MappedWritableFile(DiskWritableFile file, ReadableFile reader, MappedByteBuffer bytes) {
        this.file = file;
        this.reader = reader;
        this.bytes = bytes;
    }

    /** Maps a file; returns the file itself when that is not possible. */
    static WritableFile of(DiskWritableFile file, Path path) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return file;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            return new MappedWritableFile(file, new DiskReadableFile(path), bytes);
        } catch (IOException | IllegalArgumentException e) {
            // The file is too large, or there is no address space. Writes only take longer.
            return file;
        }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        MappedByteBuffer target = bytes;
        if (target == null) {
            throw new IOException(file + " has been closed");
        }
        int length = source.remaining();
        if (position < copiedEnd) {
            // Overwritten bytes would no longer have the checksum that they are compared with.
            checkCopied();
            copiedEnd = 0;
        }
        if (length >= LARGE) {
            file.write(position, source);
            return;
        }
        int at = Math.toIntExact(position);
        lock.lock();
        try {
            target.put(at, source, source.position(), length);
            Copied last = unchecked.isEmpty() ? null : unchecked.get(unchecked.size() - 1);
            if (last == null || last.to != position) {
                last = new Copied(position);
                unchecked.add(last);
            }
            last.crc.update(source.array(), source.arrayOffset() + source.position(), length);
            last.to += length;
            copiedEnd = last.to;
        } finally {
            lock.unlock();
        }
        source.position(source.position() + length);
    }

    @Override
    public void writeForced(long position, ByteBuffer source) throws IOException {
        long end = position + source.remaining();
        if (position < copiedEnd && overwritesInPart(position, end)) {
            checkCopied();
        }
        file.writeForced(position, source);
        lock.lock();
        try {
            // The bytes that were copied there are now written through the file.
            for (int i = unchecked.size() - 1; i >= 0; i--) {
                if (unchecked.get(i).isWithin(position, end)) {
                    unchecked.remove(i);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean overwritesInPart(long position, long end) {
        lock.lock();
        try {
            for (Copied part : unchecked) {
                if (part.from < end && position < part.to && !part.isWithin(position, end)) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void verify() throws IOException {
        file.verify();
    }

    @Override
    public void force() throws IOException {
        checkCopied();
        file.force();
    }

    private void checkCopied() throws IOException {
        List<Copied> copied;
        lock.lock();
        try {
            copied = List.copyOf(unchecked);
            unchecked.clear();
        } finally {
            lock.unlock();
        }
        for (Copied part : copied) {
            check(part);
        }
    }

    private void check(Copied part) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, part.to - part.from));
        for (long at = part.from; at < part.to; at += chunk.position()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), part.to - at));
            if (reader.read(at, chunk) <= 0) {
                throw new IOException(file + " ends at " + at + ", although more bytes were written to it");
            }
            crc.update(chunk.array(), 0, chunk.position());
        }
        if (crc.getValue() != part.crc.getValue()) {
            throw new IOException(
                    "Bytes written to " + file + " from " + part.from + " to " + part.to + " are not in the file");
        }
    }

    @Override
    public void setSize(long size) throws IOException {
        throw new IOException("Cannot change the size of " + file + " while it is mapped");
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        bytes = null;
        try {
            reader.close();
        } finally {
            file.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
