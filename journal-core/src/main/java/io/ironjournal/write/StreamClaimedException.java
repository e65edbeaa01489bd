package io.ironjournal.write;

import io.ironjournal.log.NotAdmittedException;
import io.ironjournal.text.Printable;

/**
 * Says that a write must wait, because prepared branches claim one of its streams. Nothing was written. The caller waits
 * for the claim with {@link StreamClaims#awaitRelease}, and repeats the write. Applications never get this exception.
 */
public final class StreamClaimedException extends NotAdmittedException {

    private static final long serialVersionUID = 1L;

    private final String stream;
    private final boolean exclusively;

    StreamClaimedException(String stream, boolean exclusively) {
        super("Stream '" + Printable.name(stream) + "' is claimed");
        this.stream = stream;
        this.exclusively = exclusively;
    }

    String stream() {
        return stream;
    }

    /** Returns whether the write needs an exclusive claim, so that it also waits for shared ones. */
    boolean exclusively() {
        return exclusively;
    }
}
