package io.ironjournal.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The device, or a quota on it, has no space left. */
public final class NoSpaceException extends IOException {

    private static final long serialVersionUID = 1L;

    public NoSpaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
