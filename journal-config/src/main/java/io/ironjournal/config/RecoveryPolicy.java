package io.ironjournal.config;

/**
 * Says what happens when no transaction manager can recover a journal.
 *
 * @since 0.1.0
 */
public enum RecoveryPolicy {
    /**
     * The application does not start: a crash could leave a journal and a database different for ever.
     *
     * @since 0.1.0
     */
    REQUIRED,

    /**
     * The journal is not registered for recovery: an operator decides branches that a crash leaves in doubt.
     *
     * @since 0.1.0
     */
    NONE
}
