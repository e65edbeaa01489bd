package io.ironjournal.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One thread writes group after group. All callers wait for it. */
final class RawWriter extends RawGroups {

    private final Thread writer = new Thread(this::run, "raw-writer");
    private volatile boolean idle;
    private volatile boolean closed;

    RawWriter(Opening opening) throws IOException {
        this(new RawFile(opening.directory(), null));
    }

    /** Also writes every byte to a second file. */
    static RawWriter twice(Opening opening) throws IOException {
        return new RawWriter(new RawFile(opening.directory(), new RawTier(opening.directory())));
    }

    private RawWriter(RawFile file) {
        super(file);
        writer.start();
    }

    @Override
    void commit(List<byte[]> parts) {
        Queued own = push(parts);
        if (idle) {
            LockSupport.unpark(writer);
        }
        while (!own.done) {
            LockSupport.park(this);
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (newest() != null) {
                    writeQueued();
                    continue;
                }
                idle = true;
                if (newest() == null && !closed) {
                    LockSupport.park(this);
                }
                idle = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        super.close();
    }
}
