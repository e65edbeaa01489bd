package io.ironjournal.write;

import io.ironjournal.log.Write;
import org.jspecify.annotations.Nullable;

/** A write of entries, with a listener when its caller does not wait for the outcome. */
abstract class ListenedWrite extends Write {

    private final @Nullable WriteListener listener;

    ListenedWrite(@Nullable WriteListener listener) {
        this.listener = listener;
    }

    /** Returns the id of the first entry, once it is committed. */
    abstract long firstId();

    @Override
    protected boolean hasListener() {
        return listener != null;
    }

    @Override
    protected void onCompletion() {
        if (listener != null) {
            listener.ended();
        }
    }

    @Override
    protected void notifyListener(@Nullable RuntimeException failed) {
        if (listener == null) {
            return;
        }
        if (failed == null) {
            listener.completed(firstId());
        } else {
            listener.failed(failed);
        }
    }
}
