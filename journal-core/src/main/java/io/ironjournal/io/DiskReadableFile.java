package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads with a channel that all threads share. When a thread is interrupted while it reads, the channel closes for all
 * of them. A reader that finds it closed opens another channel and reads again.
 */
final class DiskReadableFile implements ReadableFile {

    /** Limit of one read: the JDK copies through a buffer of that size outside of the heap, and keeps it for each thread. */
    private static final int CHUNK = 132 * 1024;

    private final Path path;
    private final FileIdentity identity;
    private final ReentrantLock reopening = new ReentrantLock();
    private volatile FileChannel channel;
    private volatile boolean closed;

    DiskReadableFile(Path path) throws IOException {
        this.path = path;
        this.identity = FileIdentity.ofReadable(path);
        this.channel = open();
    }

    private FileChannel open() throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot open", e);
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int start = target.position();
        return (int) undisturbed(current -> {
            target.position(start);
            return readFully(current, position, target);
        });
    }

    private static int readFully(FileChannel channel, long position, ByteBuffer target) throws IOException {
        int limit = target.limit();
        int total = 0;
        try {
            while (target.position() < limit) {
                target.limit(Math.min(limit, target.position() + CHUNK));
                int count = channel.read(target, position + total);
                if (count < 0) {
                    break;
                }
                total += count;
            }
        } finally {
            target.limit(limit);
        }
        return total;
    }

    @Override
    public long size() throws IOException {
        return undisturbed(FileChannel::size);
    }

    @Override
    public ReadableFile map() throws IOException {
        MappedByteBuffer[] mapped = new MappedByteBuffer[1];
        try {
            undisturbed(current -> {
                long size = current.size();
                if (size <= Integer.MAX_VALUE) {
                    mapped[0] = current.map(FileChannel.MapMode.READ_ONLY, 0, size);
                }
                return size;
            });
        } catch (IOException e) {
            if (closed || Files.notExists(path)) {
                throw e;
            }
            // The system has no room for another mapping. The file is read without one.
            return this;
        }
        return mapped[0] == null ? this : new MappedFile(this, mapped[0]);
    }

    private long undisturbed(ChannelRead operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel current = channel;
                checkOpen();
                try {
                    return operation.from(current);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    replace(current);
                } catch (IOException e) {
                    throw DiskErrors.at(path, "Cannot read", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void replace(FileChannel broken) throws IOException {
        reopening.lock();
        try {
            checkOpen();
            if (channel != broken) {
                return;
            }
            FileChannel replacement = open();
            if (!identity.stillAtPath()) {
                replacement.close();
                throw new NoSuchFileException(
                        toString(), null, "replaced by another file while it was open for reading");
            }
            channel = replacement;
        } finally {
            reopening.unlock();
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException(this + " has been closed");
        }
    }

    @Override
    public void close() throws IOException {
        reopening.lock();
        try {
            closed = true;
            channel.close();
        } finally {
            reopening.unlock();
        }
    }

    @Override
    public String toString() {
        return Printable.path(path);
    }

    private interface ChannelRead {
        long from(FileChannel channel) throws IOException;
    }
}
