package io.ironjournal.branch;

/** A call on a branch. */
enum BranchCall {
    /** Adds content. */
    CHANGE("adding to it"),

    /** Makes rollback the only possible outcome. */
    SET_ROLLBACK_ONLY("setRollbackOnly"),
    PREPARE("prepare"),
    COMMIT_ONE_PHASE("commit in one phase"),

    /** Commits a prepared branch. */
    COMMIT("commit"),
    ROLLBACK("rollback"),

    /** Rolls back a branch that is in memory only, in use or not. */
    ABANDON("abandon"),

    /** Commits a prepared branch together with a state of the transaction manager. */
    DECIDE("decide");

    private final String text;

    BranchCall(String text) {
        this.text = text;
    }

    /** Returns whether an active branch must not be in use for this call. */
    boolean endsUse() {
        return this == PREPARE || this == COMMIT_ONE_PHASE || this == ROLLBACK;
    }

    @Override
    public String toString() {
        return text;
    }
}
