package io.ironjournal.log;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The completed writes whose listeners must be notified, oldest first. Used by the thread that runs the committer. */
final class CompletedWrites {

    private final Executor callbacks;
    private @Nullable Write first;
    private @Nullable Write last;

    /**
     * Creates an empty list.
     *
     * @param callbacks runs listeners
     */
    CompletedWrites(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /**
     * Completes a write, or fails it with a cause. A write with a listener is never used again, so its link can serve
     * this list.
     */
    void complete(Write write, @Nullable RuntimeException cause) {
        if (write.hasListener()) {
            write.next = null;
            if (last == null) {
                first = write;
            } else {
                last.next = write;
            }
            last = write;
        }
        write.complete(cause);
    }

    /**
     * Notifies the listeners, after {@link Write#onCompletion} of all writes: a listener may wait for that, as close
     * does.
     */
    void notifyListeners() {
        Write oldest = first;
        if (oldest == null) {
            return;
        }
        first = null;
        last = null;
        for (Write write = oldest; write != null; write = write.next) {
            write.onCompletion();
        }
        try {
            callbacks.execute(() -> notifyFrom(oldest));
        } catch (RuntimeException | Error e) {
            // No thread is available. The listeners must be notified all the same, and the committer continues.
            notifyFrom(oldest);
        }
    }

    private static void notifyFrom(@Nullable Write oldest) {
        for (Write write = oldest; write != null; write = write.next) {
            write.notifyListener();
        }
    }
}
