package io.ironjournal.branch;

/** What can be asked of a branch. */
enum BranchCall {
    /** Adds content. */
    CHANGE("adding to it"),

    /** Lets it only be rolled back. */
    SET_ROLLBACK_ONLY("setRollbackOnly"),
    PREPARE("prepare"),
    COMMIT_ONE_PHASE("commit in one phase"),

    /** Commits it once it is prepared. */
    COMMIT("commit"),
    ROLLBACK("rollback"),

    /** Rolls it back if it is in memory only, in use or not. */
    ABANDON("abandon");

    private final String text;

    BranchCall(String text) {
        this.text = text;
    }

    /** Whether nobody may work for an active branch when it is called. */
    boolean endsUse() {
        return this == PREPARE || this == COMMIT_ONE_PHASE || this == ROLLBACK;
    }

    @Override
    public String toString() {
        return text;
    }
}
