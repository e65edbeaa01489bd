package io.ironjournal.jta;

import java.io.Serializable;
import java.util.UUID;

/**
 * The resource of one connection. Unlike handles, two of them are never equal: a transaction manager that takes them
 * for one would start only the first.
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

    /** In a transaction manager's log there are handles only. */
    private Object writeReplace() {
        return new JournalRecoveryHandle(journalId);
    }
}
