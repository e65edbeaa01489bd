package io.ironjournal.internal;

import java.io.Closeable;
import java.io.IOException;

/** Closes a resource without reporting a failure, because a more important error is reported. */
final class Closing {

    private Closing() {}

    static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // Nothing depends on this failure: everything that must be durable was forced before.
        }
    }
}
