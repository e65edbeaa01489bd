package io.ironjournal.io;

import java.io.IOException;

/** The process, or the system, has as many files open as it may. Whoever keeps files open can close some and try again. */
public final class TooManyOpenFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    public TooManyOpenFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}
