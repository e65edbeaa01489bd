package io.ironjournal.log;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes that wait for the committer. Any thread adds. The thread that runs the committer takes all of them at once. */
final class WriteQueue {

    /** The newest write, which links to the next older one. */
    private final AtomicReference<@Nullable Write> newest = new AtomicReference<>();

    void add(Write write) {
        Write top;
        do {
            top = newest.get();
            write.next = top;
        } while (!newest.compareAndSet(top, write));
    }

    /** Adds writes directly one after the other. */
    void addAll(List<? extends Write> writes) {
        for (int i = 1; i < writes.size(); i++) {
            writes.get(i).next = writes.get(i - 1);
        }
        Write oldest = writes.get(0);
        Write top;
        do {
            top = newest.get();
            oldest.next = top;
        } while (!newest.compareAndSet(top, writes.get(writes.size() - 1)));
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /** Takes all writes, linked oldest first. Reuses the links of the queue, since there may be no memory for others. */
    @Nullable
    Write takeAll() {
        Write oldest = null;
        Write write = newest.getAndSet(null);
        while (write != null) {
            Write older = write.next;
            write.next = oldest;
            oldest = write;
            write = older;
        }
        return oldest;
    }
}
