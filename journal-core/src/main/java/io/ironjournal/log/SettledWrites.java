package io.ironjournal.log;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Writes that are settled, and whose listeners are to be told; oldest first. Used by who runs the committer. */
final class SettledWrites {

    private final Executor callbacks;
    private @Nullable Write first;
    private @Nullable Write last;

    /**
     * Starts without any.
     *
     * @param callbacks runs the code of those who did not wait
     */
    SettledWrites(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Settles a write. One with a listener has a single life, so that it can be linked once more, to be told. */
    void finish(Write write, @Nullable RuntimeException cause) {
        if (write.hasListener()) {
            write.next = null;
            if (last == null) {
                first = write;
            } else {
                last.next = write;
            }
            last = write;
        }
        write.finish(cause);
    }

    /** Tells the listeners. All writes are over before the first is told, who may wait for that, as close does. */
    void tellListeners() {
        Write oldest = first;
        if (oldest == null) {
            return;
        }
        first = null;
        last = null;
        for (Write write = oldest; write != null; write = write.next) {
            write.over();
        }
        try {
            callbacks.execute(() -> tell(oldest));
        } catch (RuntimeException | Error e) {
            // No thread to be had. Whoever waits for them must hear nevertheless, and the committer goes on.
            tell(oldest);
        }
    }

    private static void tell(@Nullable Write oldest) {
        for (Write write = oldest; write != null; write = write.next) {
            write.tell();
        }
    }
}
