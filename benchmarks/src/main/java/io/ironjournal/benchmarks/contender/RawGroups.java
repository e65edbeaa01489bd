package io.ironjournal.benchmarks.contender;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** The limit of the disk. Callers queue bytes. One thread copies all queued bytes into one buffer, writes and forces them by one call, and wakes the callers. There are no ids, no checksums and no readers. */
abstract class RawGroups implements Contender {

    private static final int GROUP_SIZE = 1 << 20;

    /** Bytes that are queued for the file. */
    static final class Queued {
        final List<byte[]> parts;
        final Thread caller = Thread.currentThread();

        @Nullable
        Queued below;

        volatile boolean done;
        volatile boolean leads;

        Queued(List<byte[]> parts) {
            this.parts = parts;
        }
    }

    private final RawFile file;
    private final AtomicReference<@Nullable Queued> newest = new AtomicReference<>();
    private final ArrayDeque<Queued> group = new ArrayDeque<>();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(GROUP_SIZE + (64 << 10));

    RawGroups(RawFile file) {
        this.file = file;
    }

    /** Returns when the bytes are durable. */
    abstract void commit(List<byte[]> parts);

    final Queued push(List<byte[]> parts) {
        Queued queued = new Queued(parts);
        Queued top;
        do {
            top = newest.get();
            queued.below = top;
        } while (!newest.compareAndSet(top, queued));
        return queued;
    }

    final @Nullable Queued newest() {
        return newest.get();
    }

    /** Writes all queued bytes in groups of limited size. Only one thread at a time calls this. */
    final void writeQueued() throws IOException {
        for (Queued queued = newest.getAndSet(null); queued != null; queued = queued.below) {
            group.addFirst(queued);
        }
        Queued first = group.peekFirst();
        while (first != null) {
            buffer.clear();
            int count = 0;
            for (Queued queued : group) {
                copy(queued.parts);
                count++;
                if (buffer.position() >= GROUP_SIZE) {
                    break;
                }
            }
            file.write(buffer.flip());
            for (; count > 0; count--) {
                first = group.removeFirst();
                first.done = true;
                LockSupport.unpark(first.caller);
            }
            first = group.peekFirst();
        }
    }

    private void copy(List<byte[]> parts) {
        for (byte[] part : parts) {
            if (part.length > buffer.remaining()) {
                ByteBuffer larger = ByteBuffer.allocateDirect(buffer.capacity() + 2 * part.length);
                buffer = larger.put(buffer.flip());
            }
            buffer.put(part);
        }
    }

    @Override
    public Session session() {
        return new Session() {
            private final RawBranch branch = new RawBranch(RawGroups.this);

            @Override
            public void append(int stream, byte[] entry) {
                commit(List.of(entry));
            }

            @Override
            public void appendBatch(int stream, List<byte[]> entries) {
                commit(entries);
            }

            @Override
            public XAResource resource() {
                return branch;
            }

            @Override
            public void join(List<byte[]> entries) {
                branch.entries = entries;
            }
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
