package io.ironjournal.log;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers that preparing a segment failed. Nothing is forced again after that: the next force might seem to succeed. */
final class SegmentFailure {

    private final Consumer<Throwable> onFailure;
    private volatile @Nullable Throwable failure;

    SegmentFailure(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    void failed(Throwable e) {
        failure = e;
        onFailure.accept(e);
    }

    void requireNone() throws IOException {
        Throwable failed = failure;
        if (failed != null) {
            throw new IOException("Preparing a segment of the commit log failed: " + failed.getMessage(), failed);
        }
    }
}
