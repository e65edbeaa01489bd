package io.ironjournal.benchmarks.contender;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** A thread that writes every byte a second time, to a file that grows. It forces this file whenever half of the first file's size has been written. This is the minimum cost of two tiers. */
final class RawTier implements Closeable {

    private static final int MEMORY = 64 << 20;

    /** The last one has no bytes. */
    private record Group(ByteBuffer bytes, long end) {}

    private final LinkedBlockingQueue<Group> queue = new LinkedBlockingQueue<>();
    private final Semaphore memory = new Semaphore(MEMORY);
    private final FileChannel file;
    private final Thread thread = new Thread(this::run, "raw-tier");
    private volatile long forced;

    RawTier(Path directory) throws IOException {
        file = FileChannel.open(directory.resolve("tier"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        thread.start();
    }

    /** Takes over the bytes of the first file up to a position. */
    void add(ByteBuffer bytes, long end) {
        memory.acquireUninterruptibly(bytes.remaining());
        queue.add(new Group(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip(), end));
    }

    void awaitForced(long position) {
        while (forced < position) {
            LockSupport.parkNanos(50_000);
        }
    }

    private void run() {
        try {
            for (Group group = queue.take(); group.bytes().hasRemaining(); group = queue.take()) {
                int length = group.bytes().remaining();
                file.write(group.bytes());
                memory.release(length);
                if (group.end() - forced >= RawFile.SIZE / 2) {
                    file.force(false);
                    forced = group.end();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        queue.add(new Group(ByteBuffer.allocate(0), 0));
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        file.close();
    }
}
