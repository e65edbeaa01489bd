package io.ironjournal.bookkeeper.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Copies one direction of a connection. Bytes that arrive later are not delayed by those before, so the rate stays. */
final class DelayedCopy {

    /** Bytes, and the time before which they may not be written. */
    private record Chunk(byte[] bytes, long dueNanos) {}

    private static final Chunk END = new Chunk(new byte[0], 0);

    private final InputStream in;
    private final OutputStream out;
    private final LongSupplier delayNanos;
    private final Closeable connection;
    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>(1000);

    /**
     * Creates a copy that is not started.
     *
     * @param connection is closed when either side is closed
     */
    DelayedCopy(InputStream in, OutputStream out, LongSupplier delayNanos, Closeable connection) {
        this.in = in;
        this.out = out;
        this.delayNanos = delayNanos;
        this.connection = connection;
    }

    void start() {
        Threads.start("link-reader", this::read);
        Threads.start("link-writer", this::write);
    }

    private void read() {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                long due = System.nanoTime() + delayNanos.getAsLong();
                underWay.put(new Chunk(Arrays.copyOf(buffer, length), due));
            }
        } catch (IOException | InterruptedException e) {
            // The connection is closed.
        } finally {
            Threads.closeQuietly(connection);
            underWay.clear();
            underWay.add(END);
        }
    }

    @SuppressWarnings("ReferenceEquality") // END is a marker, and only this object ends the loop
    private void write() {
        try {
            for (Chunk chunk = underWay.take(); chunk != END; chunk = underWay.take()) {
                long wait = chunk.dueNanos - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                out.write(chunk.bytes);
            }
        } catch (IOException | InterruptedException e) {
            // The connection is closed.
        } finally {
            Threads.closeQuietly(connection);
        }
    }
}
