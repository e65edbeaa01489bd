package io.ironjournal.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A caller that finds no other caller writing becomes the leader. It writes what is queued, then makes a waiting caller the leader. */
final class RawLeader extends RawGroups {

    private final AtomicBoolean led = new AtomicBoolean();

    RawLeader(Opening opening) throws IOException {
        this(new RawFile(opening.directory(), null));
    }

    /** Also writes every byte to a second file. */
    static RawLeader twice(Opening opening) throws IOException {
        return new RawLeader(new RawFile(opening.directory(), new RawTier(opening.directory())));
    }

    private RawLeader(RawFile file) {
        super(file);
    }

    @Override
    void commit(List<byte[]> parts) {
        Queued own = push(parts);
        boolean leads = led.compareAndSet(false, true);
        while (!own.done || leads) {
            if (leads || own.leads) {
                lead();
                leads = false;
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void lead() {
        try {
            writeQueued();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        do {
            Queued next = newest();
            if (next != null) {
                next.leads = true;
                LockSupport.unpark(next.caller);
                return;
            }
            led.set(false);
        } while (newest() != null && led.compareAndSet(false, true));
    }
}
