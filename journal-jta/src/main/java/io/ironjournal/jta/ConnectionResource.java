package io.ironjournal.jta;

import java.io.Serializable;
import java.util.UUID;

/**
 * The XA resource of one connection. Unlike two handles, two of these are never equal: a transaction manager that
 * treats equal resources as one would start only the first.
 */
final class ConnectionResource extends JournalXAResource implements Serializable {

    private static final long serialVersionUID = 1L;

    private final UUID journalId;

    ConnectionResource(UUID journalId) {
        this.journalId = journalId;
    }

    @Override
    public UUID journalId() {
        return journalId;
    }

    /** Serializes a handle, because only handles may be in the log of a transaction manager. */
    private Object writeReplace() {
        return new JournalRecoveryHandle(journalId);
    }
}
