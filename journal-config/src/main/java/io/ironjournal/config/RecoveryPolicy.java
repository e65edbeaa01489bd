package io.ironjournal.config;

/**
 * Controls what happens when no transaction manager can recover a journal.
 *
 * @since 0.1.0
 */
public enum RecoveryPolicy {
    /**
     * The application does not start, because after a crash the journal and a database could differ permanently.
     *
     * @since 0.1.0
     */
    REQUIRED,

    /**
     * The journal is not registered for recovery. An operator decides branches that are in doubt after a crash.
     *
     * @since 0.1.0
     */
    NONE
}
