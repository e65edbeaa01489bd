package io.ironjournal.io;

import java.io.IOException;

/** Thrown when the limit of open files is reached. Callers that keep files open can close some and try again. */
public final class TooManyOpenFilesException extends IOException {

    private static final long serialVersionUID = 1L;

    public TooManyOpenFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}
