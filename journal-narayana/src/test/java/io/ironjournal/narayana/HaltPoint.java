package io.ironjournal.narayana;

/**
 * Where a process crashes, in the order of a transaction: in a call of the journal, or around Narayana's log. Narayana
 * writes its log after the last prepare and removes it after the last commit.
 */
enum HaltPoint {
    BEFORE_PREPARE(Site.JOURNAL, false),
    /** Half of the record is written: a torn end of the log. */
    DURING_PREPARE(Site.JOURNAL, false),
    AFTER_PREPARE(Site.JOURNAL, false),
    BEFORE_LOG(Site.STORE, false),
    AFTER_LOG(Site.STORE, true),
    BEFORE_COMMIT(Site.JOURNAL, true),
    DURING_COMMIT(Site.JOURNAL, true),
    AFTER_COMMIT(Site.JOURNAL, true),
    BEFORE_LOG_REMOVAL(Site.STORE, true),
    AFTER_LOG_REMOVAL(Site.STORE, true),

    /** The force of the decision fails, and it is not there after the next opening. */
    LOG_FORCE_FAILS_LOST(Site.LOG_JOURNAL, false),
    /** The force of the decision fails, and it is there after the next opening. */
    LOG_FORCE_FAILS_WRITTEN(Site.LOG_JOURNAL, true),

    /** Half of the decision is written: a torn end of the log. */
    DURING_LOG(Site.LOG_JOURNAL, false),

    BEFORE_ONE_PHASE_COMMIT(Site.ONLY_JOURNAL, false),
    DURING_ONE_PHASE_COMMIT(Site.ONLY_JOURNAL, false),
    AFTER_ONE_PHASE_COMMIT(Site.ONLY_JOURNAL, true),

    /** While the journal is opened, in one of its writes. */
    DURING_OPEN(Site.RECOVERY, false),
    BEFORE_ROLLBACK(Site.RECOVERY, false),
    DURING_ROLLBACK(Site.RECOVERY, false),
    AFTER_ROLLBACK(Site.RECOVERY, false),

    /** Recovery runs, but the log cannot be read: it must decide nothing. */
    LOG_UNREADABLE(Site.RECOVERY, false);

    private enum Site {
        JOURNAL,
        ONLY_JOURNAL,
        STORE,
        LOG_JOURNAL,
        RECOVERY
    }

    /** The exit code of a process that died where it was to. */
    static final int EXIT_CODE = 42;

    private final Site site;
    private final boolean decided;

    HaltPoint(Site site, boolean decided) {
        this.site = site;
        this.decided = decided;
    }

    static void halt() {
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    boolean isOnePhase() {
        return site == Site.ONLY_JOURNAL;
    }

    boolean isInJournal() {
        return site == Site.JOURNAL;
    }

    /** Whether it only exists if Narayana's log is in a journal. */
    boolean isInLogJournal() {
        return site == Site.LOG_JOURNAL;
    }

    boolean isInRecoveryOnly() {
        return site == Site.RECOVERY;
    }

    /** Whether the transaction must be committed in the end. */
    boolean isDecided() {
        return decided;
    }

    /** The journal's method in which the process dies; empty when it dies elsewhere. */
    String method() {
        return switch (this) {
            case BEFORE_PREPARE, DURING_PREPARE, AFTER_PREPARE -> "prepare";
            case BEFORE_COMMIT, DURING_COMMIT, AFTER_COMMIT -> "commit";
            case BEFORE_ONE_PHASE_COMMIT, DURING_ONE_PHASE_COMMIT, AFTER_ONE_PHASE_COMMIT -> "commitOnePhase";
            case BEFORE_ROLLBACK, DURING_ROLLBACK, AFTER_ROLLBACK -> "rollback";
            default -> "";
        };
    }

    boolean isOnPreparedBranch() {
        return method().equals("commit") || method().equals("rollback");
    }

    boolean isBefore() {
        return name().startsWith("BEFORE_");
    }

    boolean isDuring() {
        return name().startsWith("DURING_");
    }
}
