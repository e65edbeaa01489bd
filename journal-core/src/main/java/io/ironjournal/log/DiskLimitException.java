package io.ironjournal.log;

import io.ironjournal.spi.log.LogFullException;

/** Thrown when entries would take the journal's files beyond their limit. */
final class DiskLimitException extends LogFullException {

    private static final long serialVersionUID = 1L;

    DiskLimitException(String message) {
        super(message, null);
    }
}
