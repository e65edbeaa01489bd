package io.ironjournal.narayana;

import static io.ironjournal.narayana.ModelRule.COMMIT_FORCE;
import static io.ironjournal.narayana.ModelRule.DATABASE_COMMIT_FORCE;
import static io.ironjournal.narayana.ModelRule.DATABASE_PREPARE_FORCE;
import static io.ironjournal.narayana.ModelRule.DECISION_FORCE;
import static io.ironjournal.narayana.ModelRule.LAST_RESOURCE;
import static io.ironjournal.narayana.ModelRule.PREPARE_FORCE;
import static io.ironjournal.narayana.ModelRule.REMOVAL_AFTER_COMMIT_FORCE;
import static io.ironjournal.narayana.ModelRule.REMOVAL_AFTER_ROLLBACK_FORCE;
import static io.ironjournal.narayana.ModelRule.ROLLBACK_FORCE;
import static io.ironjournal.narayana.ModelRule.SEPARATE_COMMIT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The operations of the transaction manager in {@link DecisionModel}, and their order. */
enum ModelOperation {
    PREPARE_JOURNAL,
    FORCE_PREPARE,
    PREPARE_DATABASE,
    FORCE_DATABASE_PREPARE,
    COMMIT_LAST_RESOURCE,
    DECIDE,
    FORCE_DECISION,
    COMMIT_JOURNAL,
    FORCE_COMMIT,
    COMMIT_DATABASE,
    FORCE_DATABASE_COMMIT,
    ROLL_BACK_JOURNAL,
    FORCE_ROLLBACK,
    ROLL_BACK_DATABASE,
    REMOVE_STATE,
    FORCE_REMOVAL;

    /** Returns the operations of a transaction that nobody refuses. */
    static List<ModelOperation> commit(Set<ModelRule> rules, boolean databaseFirst) {
        List<ModelOperation> prepareJournal = chosen(rules, PREPARE_JOURNAL, PREPARE_FORCE, FORCE_PREPARE);
        List<ModelOperation> prepareDatabase = rules.contains(LAST_RESOURCE)
                ? chosen(rules, COMMIT_LAST_RESOURCE, DATABASE_COMMIT_FORCE, FORCE_DATABASE_COMMIT)
                : chosen(rules, PREPARE_DATABASE, DATABASE_PREPARE_FORCE, FORCE_DATABASE_PREPARE);
        List<ModelOperation> commitJournal =
                rules.contains(SEPARATE_COMMIT) ? chosen(rules, COMMIT_JOURNAL, COMMIT_FORCE, FORCE_COMMIT) : List.of();
        List<ModelOperation> commitDatabase = rules.contains(LAST_RESOURCE)
                ? List.of()
                : chosen(rules, COMMIT_DATABASE, DATABASE_COMMIT_FORCE, FORCE_DATABASE_COMMIT);
        List<ModelOperation> all = new ArrayList<>();
        all.addAll(databaseFirst ? prepareDatabase : prepareJournal);
        all.addAll(databaseFirst ? prepareJournal : prepareDatabase);
        all.addAll(chosen(rules, DECIDE, DECISION_FORCE, FORCE_DECISION));
        all.addAll(databaseFirst ? commitDatabase : commitJournal);
        all.addAll(databaseFirst ? commitJournal : commitDatabase);
        all.addAll(chosen(rules, REMOVE_STATE, REMOVAL_AFTER_COMMIT_FORCE, FORCE_REMOVAL));
        return List.copyOf(all);
    }

    /** Returns the operations of a rollback. Those that do not apply are skipped. */
    static List<ModelOperation> rollback(Set<ModelRule> rules, boolean databaseFirst) {
        List<ModelOperation> rollBackJournal = chosen(rules, ROLL_BACK_JOURNAL, ROLLBACK_FORCE, FORCE_ROLLBACK);
        List<ModelOperation> all = new ArrayList<>(databaseFirst ? List.of(ROLL_BACK_DATABASE) : rollBackJournal);
        all.addAll(databaseFirst ? rollBackJournal : List.of(ROLL_BACK_DATABASE));
        all.addAll(chosen(rules, REMOVE_STATE, REMOVAL_AFTER_ROLLBACK_FORCE, FORCE_REMOVAL));
        return List.copyOf(all);
    }

    private static List<ModelOperation> chosen(
            Set<ModelRule> rules, ModelOperation write, ModelRule rule, ModelOperation force) {
        return rules.contains(rule) ? List.of(write, force) : List.of(write);
    }
}
