package io.ironjournal.samples.spring;

/** Where a process dies in the commit of a transaction of the database and the journal. */
enum KillPoint {
    /** Both have voted, and the transaction manager has not decided yet: all rolls back. */
    BEFORE_DECISION(false),
    /** The manager has decided and no resource has committed: all resources commit. */
    AFTER_DECISION(true),
    /** The first of the two has committed, the second has not: it does, too. */
    BETWEEN_COMMITS(true);

    private final boolean committed;

    KillPoint(boolean committed) {
        this.committed = committed;
    }

    /** Whether the transaction must be committed after the restart. */
    boolean isCommitted() {
        return committed;
    }
}
