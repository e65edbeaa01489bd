package io.ironjournal.bookkeeper;

import java.io.IOException;

/** Thrown when a journal's node was changed by another process. Nothing was written. */
final class LostRaceException extends IOException {

    private static final long serialVersionUID = 1L;

    LostRaceException(String message) {
        super(message);
    }
}
