package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Thrown when another program moved, replaced or deleted a file or directory of an open journal. */
public final class ExchangedException extends IOException {

    private static final long serialVersionUID = 1L;

    ExchangedException(Path path, Object before, @Nullable Object now) {
        super(Printable.path(path) + " was " + (now == null ? "moved or deleted" : "exchanged")
                + " while the journal was open: it was " + before
                + (now == null ? " and is gone" : " and is now " + now)
                + ". The journal stops writing. Acknowledged entries are in the directory that it opened. Find that directory,"
                + " put it back, and open the journal again.");
    }
}
