package io.ironjournal.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown when there is no space left on the device, or in its quota. */
public final class NoSpaceException extends IOException {

    private static final long serialVersionUID = 1L;

    public NoSpaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
