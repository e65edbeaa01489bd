package io.ironjournal.narayana;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What {@link DecisionModel} can do or leave out: forces, variants of the protocol, and errors that must be found. */
enum ModelRule {
    /** The journal forces PREPARE before it votes. */
    PREPARE_FORCE,
    /** The manager forces STATE, and the COMMIT behind it, before it goes on. */
    DECISION_FORCE,
    /** The journal forces a COMMIT that is not in the group of the decision. */
    COMMIT_FORCE,
    /** The journal forces the ROLLBACK of a transaction that has a state. */
    ROLLBACK_FORCE,
    /** The manager forces the removal of the state after such a rollback. */
    REMOVAL_AFTER_ROLLBACK_FORCE,
    /** The manager forces the removal of the state after a commit. */
    REMOVAL_AFTER_COMMIT_FORCE,
    /** The journal forces the COMMIT of a branch that recovery commits. */
    RECOVERED_COMMIT_FORCE,
    /** Recovery forces the removals of states. */
    RECOVERED_REMOVAL_FORCE,
    /** A log that is opened forces what it has read before it shows it. */
    OPENING_FORCE,
    DATABASE_PREPARE_FORCE,
    DATABASE_COMMIT_FORCE,
    /** The database forces the rollback if it refuses to commit what it has voted for. */
    DATABASE_REFUSAL_FORCE,

    /** A force of the journal may fail. */
    FAILING_FORCES,
    /** The journal votes without I/O. The decision writes PREPARE before STATE. */
    PREPARE_WITH_DECISION,
    /** The states are in a log of their own. */
    STATE_ELSEWHERE,
    /** The journal's COMMIT is written when the manager commits the branch, not with the decision. */
    SEPARATE_COMMIT,
    /** The database commits in one phase, before the decision. */
    LAST_RESOURCE,
    /** The database may refuse to commit what it has voted for. */
    DATABASE_REFUSAL,

    /** Error: COMMIT is before STATE. */
    COMMIT_BEFORE_STATE,
    /** Error: a PREPARE that the decision writes is behind STATE. */
    PREPARE_BEHIND_STATE,
    /** Error: COMMIT is written although STATE is refused, because the disk is full. */
    COMMIT_THOUGH_REFUSED,
    /** Error: entries are readable before the decision is durable. */
    READABLE_BEFORE_FORCE,
    /** Error: the manager rolls back after the force of the decision failed. */
    ROLLBACK_AFTER_FAILED_FORCE,
    /** Error: a failed log answers recovery that it has no states. */
    FAILED_LOG_READS_AS_EMPTY;

    /** The local root coordinator with its store in the journal's log. */
    static final Set<ModelRule> ONE_LOG = Set.of(
            FAILING_FORCES,
            DECISION_FORCE,
            RECOVERED_COMMIT_FORCE,
            RECOVERED_REMOVAL_FORCE,
            OPENING_FORCE,
            DATABASE_PREPARE_FORCE,
            DATABASE_COMMIT_FORCE);

    /** The same, and PREPARE is written with the decision. */
    static final Set<ModelRule> ONE_GROUP = with(ONE_LOG, PREPARE_WITH_DECISION);

    /** The store in another log. */
    static final Set<ModelRule> TWO_LOGS = with(ONE_LOG, STATE_ELSEWHERE, SEPARATE_COMMIT, PREPARE_FORCE, COMMIT_FORCE);

    /** The store in the journal's log, three forces, and a database that may break its vote. */
    static final Set<ModelRule> BROKEN_VOTES = with(
            ONE_LOG,
            SEPARATE_COMMIT,
            PREPARE_FORCE,
            COMMIT_FORCE,
            DATABASE_REFUSAL,
            DATABASE_REFUSAL_FORCE,
            ROLLBACK_FORCE,
            REMOVAL_AFTER_ROLLBACK_FORCE);

    static Set<ModelRule> with(Collection<ModelRule> rules, ModelRule... more) {
        Set<ModelRule> all = EnumSet.copyOf(rules);
        all.addAll(Set.of(more));
        return all;
    }

    static Set<ModelRule> without(Collection<ModelRule> rules, ModelRule... fewer) {
        Set<ModelRule> rest = EnumSet.copyOf(rules);
        rest.removeAll(Set.of(fewer));
        return rest;
    }
}
