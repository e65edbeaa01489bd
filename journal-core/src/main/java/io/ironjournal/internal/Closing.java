package io.ironjournal.internal;

import java.io.Closeable;
import java.io.IOException;

/** Closes what is given up anyway, when there is a more important error to tell of. */
final class Closing {

    private Closing() {}

    static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // Nothing depends on it: what had to be durable was forced before.
        }
    }
}
