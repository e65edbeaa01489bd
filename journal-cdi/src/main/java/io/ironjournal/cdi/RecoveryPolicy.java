package io.ironjournal.cdi;

/** What the deployment does when no transaction manager can recover a journal. */
enum RecoveryPolicy {
    /** It fails: a crash could leave a journal and a database different for ever. */
    REQUIRED,

    /** The journal is not registered for recovery: an operator decides what a crash leaves in doubt. */
    NONE
}
