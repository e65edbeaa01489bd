package io.ironjournal.narayana;

import static io.ironjournal.narayana.ModelRule.BROKEN_VOTES;
import static io.ironjournal.narayana.ModelRule.ONE_GROUP;
import static io.ironjournal.narayana.ModelRule.ONE_LOG;
import static io.ironjournal.narayana.ModelRule.TWO_LOGS;
import static io.ironjournal.narayana.ModelRule.with;
import static io.ironjournal.narayana.ModelRule.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.narayana.ModelTransaction.Answer;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which forces a transaction of a journal and a database needs, by a search through all states of {@link
 * DecisionModel}. With each force removed that the protocol has, the search must find a violation, and without those that
 * it omits, none. With {@code -Ddecision.model.print=true} it prints what it finds.
 */
class DecisionModelTest {

    private static final boolean PRINT = Boolean.getBoolean("decision.model.print");

    @Test
    void stateInTheJournalsLog_oneForce_keepsAllInvariants() {
        ModelSearch.Result result = assertNoViolation(ONE_LOG, ModelInvariant.ALWAYS);
        assertTrue(result.states() >= 37_000, result::toString);
        assertTrue(result.outcomes() >= 3_600, result::toString);
        assertEquals(EnumSet.of(Answer.NONE, Answer.COMMITTED, Answer.ROLLED_BACK, Answer.UNKNOWN), result.answers());
    }

    @Test
    void prepareWithTheDecision_oneForce_keepsAllInvariants() {
        ModelSearch.Result result = assertNoViolation(ONE_GROUP, ModelInvariant.ALWAYS);
        assertTrue(result.states() >= 15_000, result::toString);
        assertEquals(EnumSet.of(Answer.NONE, Answer.COMMITTED, Answer.ROLLED_BACK, Answer.UNKNOWN), result.answers());
    }

    @ParameterizedTest
    @EnumSource(names = {"DECISION_FORCE", "OPENING_FORCE", "DATABASE_PREPARE_FORCE", "DATABASE_COMMIT_FORCE"})
    void prepareWithTheDecision_forceRemoved_isFound(ModelRule force) {
        assertFound(without(ONE_GROUP, force), ModelInvariant.AGREEMENT);
    }

    @Test
    void prepareBehindTheDecision_isFound() {
        ModelSearch.Result result =
                assertFound(with(ONE_GROUP, ModelRule.PREPARE_BEHIND_STATE), ModelInvariant.AGREEMENT);
        assertTrue(result.violation().endsWith("split: only the database has committed"), result::toString);
    }

    @Test
    void stateInTheJournalsLog_furtherForces_changeNoOutcome() {
        assertNoViolation(
                with(ONE_LOG, ModelRule.PREPARE_FORCE, ModelRule.REMOVAL_AFTER_COMMIT_FORCE), ModelInvariant.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource({
        "DECISION_FORCE, AGREEMENT",
        "DECISION_FORCE, READABLE_ENTRIES_STAY",
        "OPENING_FORCE, AGREEMENT",
        "OPENING_FORCE, READABLE_ENTRIES_STAY",
        "DATABASE_PREPARE_FORCE, AGREEMENT",
        "DATABASE_COMMIT_FORCE, AGREEMENT",
        "RECOVERED_COMMIT_FORCE, READABLE_ENTRIES_STAY",
        "RECOVERED_REMOVAL_FORCE, RECOVERED_STATES_STAY_REMOVED"
    })
    void stateInTheJournalsLog_forceRemoved_isFound(ModelRule force, ModelInvariant invariant) {
        assertFound(without(ONE_LOG, force), invariant);
    }

    /** The other forces of recovery are for readers, and for resources that cannot tell that they have ended. */
    @Test
    void stateInTheJournalsLog_recoveryWithoutForces_stillAgrees() {
        assertNoViolation(
                without(ONE_LOG, ModelRule.RECOVERED_COMMIT_FORCE, ModelRule.RECOVERED_REMOVAL_FORCE),
                EnumSet.of(ModelInvariant.AGREEMENT));
    }

    @Test
    void stateInTheJournalsLog_commitBeforeState_isFound() {
        ModelSearch.Result result = assertFound(with(ONE_LOG, ModelRule.COMMIT_BEFORE_STATE), ModelInvariant.AGREEMENT);
        assertEquals("transaction 2: split: only the journal has committed", result.violation());
    }

    @ParameterizedTest
    @CsvSource({
        "COMMIT_THOUGH_REFUSED, AGREEMENT",
        "ROLLBACK_AFTER_FAILED_FORCE, AGREEMENT",
        "FAILED_LOG_READS_AS_EMPTY, AGREEMENT",
        "READABLE_BEFORE_FORCE, READABLE_ENTRIES_STAY"
    })
    void stateInTheJournalsLog_error_isFound(ModelRule error, ModelInvariant invariant) {
        assertFound(with(ONE_LOG, error), invariant);
    }

    @Test
    void stateInAnotherLog_threeForces_keepsAllInvariants() {
        ModelSearch.Result result = assertNoViolation(TWO_LOGS, ModelInvariant.ALWAYS);
        assertTrue(result.states() >= 19_000, result::toString);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "PREPARE_FORCE",
                "DECISION_FORCE",
                "COMMIT_FORCE",
                "RECOVERED_COMMIT_FORCE",
                "OPENING_FORCE",
                "DATABASE_PREPARE_FORCE",
                "DATABASE_COMMIT_FORCE"
            })
    void stateInAnotherLog_forceRemoved_isFound(ModelRule force) {
        assertFound(without(TWO_LOGS, force), ModelInvariant.AGREEMENT);
    }

    @Test
    void stateInAnotherLog_prepareNotForced_commitsTheDatabaseAlone() {
        ModelSearch.Result result = assertFound(without(TWO_LOGS, ModelRule.PREPARE_FORCE), ModelInvariant.AGREEMENT);
        assertEquals("transaction 2: split: only the database has committed", result.violation());
    }

    @Test
    void stateInAnotherLog_recoveredRemovalNotForced_mayReturnTheState() {
        Set<ModelRule> rules = without(TWO_LOGS, ModelRule.RECOVERED_REMOVAL_FORCE);
        assertNoViolation(rules, EnumSet.of(ModelInvariant.AGREEMENT));
        assertFound(rules, ModelInvariant.RECOVERED_STATES_STAY_REMOVED);
    }

    /** The removal is behind COMMIT in the same log, so it never survives COMMIT. */
    @Test
    void separateCommitInTheJournalsLog_onlyTheDecisionForced_agrees() {
        Set<ModelRule> rules = with(ONE_LOG, ModelRule.SEPARATE_COMMIT);
        assertNoViolation(rules, EnumSet.of(ModelInvariant.AGREEMENT));
        // But entries are readable then before they are durable.
        assertFound(rules, ModelInvariant.READABLE_ENTRIES_STAY);
        assertNoViolation(with(rules, ModelRule.COMMIT_FORCE), ModelInvariant.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lastResource_crashBeforeTheDecision_splits(boolean prepareForced) {
        Set<ModelRule> rules = with(ONE_LOG, ModelRule.LAST_RESOURCE);
        ModelSearch.Result result =
                assertFound(prepareForced ? with(rules, ModelRule.PREPARE_FORCE) : rules, ModelInvariant.AGREEMENT);
        assertEquals("transaction 2: split: only the database has committed", result.violation());
    }

    /** With the force, an operator finds the entries, and can commit them before recovery rolls them back. */
    @Test
    void lastResource_prepareForced_leavesATrace() {
        Set<ModelRule> rules = with(ONE_LOG, ModelRule.LAST_RESOURCE);
        assertFound(rules, ModelInvariant.LAST_RESOURCE_LEAVES_A_TRACE);
        assertNoViolation(
                with(rules, ModelRule.PREPARE_FORCE), EnumSet.of(ModelInvariant.LAST_RESOURCE_LEAVES_A_TRACE));
    }

    @Test
    void databaseThatRefusesToCommit_commitWithTheDecision_isReportedAsMixed() {
        Set<ModelRule> rules = with(ONE_LOG, ModelRule.DATABASE_REFUSAL, ModelRule.DATABASE_REFUSAL_FORCE);
        ModelSearch.Result result = assertNoViolation(rules, ModelInvariant.ALWAYS);
        assertEquals(EnumSet.allOf(Answer.class), result.answers());
        assertFound(rules, ModelInvariant.NOTHING_MIXED_IF_THE_DATABASE_IS_FIRST);
    }

    @Test
    void databaseThatRefusesToCommit_separateCommit_endsInARollbackIfTheDatabaseIsFirst() {
        Set<ModelInvariant> invariants = EnumSet.copyOf(ModelInvariant.ALWAYS);
        invariants.add(ModelInvariant.NOTHING_MIXED_IF_THE_DATABASE_IS_FIRST);
        ModelSearch.Result result = assertNoViolation(BROKEN_VOTES, invariants);
        assertTrue(result.states() >= 72_000, result::toString);
    }

    @Test
    void rollbackAfterAState_nothingForced_isFound() {
        ModelSearch.Result result = assertFound(
                without(
                        BROKEN_VOTES,
                        ModelRule.FAILING_FORCES,
                        ModelRule.ROLLBACK_FORCE,
                        ModelRule.REMOVAL_AFTER_ROLLBACK_FORCE),
                ModelInvariant.AGREEMENT);
        assertEquals("transaction 2: the answer is 'rolled back', but something is committed", result.violation());
    }

    /** The removal may fail, and then the state returns. */
    @Test
    void rollbackAfterAState_rollbackNotForced_isFound() {
        assertFound(without(BROKEN_VOTES, ModelRule.ROLLBACK_FORCE), ModelInvariant.AGREEMENT);
    }

    /** The database may forget that it has refused, and then recovery commits its branch. */
    @Test
    void rollbackAfterAState_removalNotForced_isFound() {
        Set<ModelRule> rules = without(BROKEN_VOTES, ModelRule.DATABASE_REFUSAL_FORCE, ModelRule.FAILING_FORCES);
        assertNoViolation(rules, ModelInvariant.ALWAYS);
        assertFound(without(rules, ModelRule.REMOVAL_AFTER_ROLLBACK_FORCE), ModelInvariant.AGREEMENT);
    }

    /** A known limit: the database breaks its vote, forgets that, and the removal of the state fails. */
    @Test
    void rollbackAfterAState_databaseForgetsAndRemovalFails_isNotCovered() {
        assertFound(without(BROKEN_VOTES, ModelRule.DATABASE_REFUSAL_FORCE), ModelInvariant.AGREEMENT);
    }

    private static ModelSearch.Result assertNoViolation(Set<ModelRule> rules, Set<ModelInvariant> invariants) {
        ModelSearch.Result result = search(rules, invariants);
        assertNull(result.violation(), () -> rules + ": " + result);
        return result;
    }

    private static ModelSearch.Result assertFound(Set<ModelRule> rules, ModelInvariant invariant) {
        ModelSearch.Result result = search(rules, EnumSet.of(invariant));
        assertNotNull(result.violation(), () -> "no violation of " + invariant + " with " + rules + ": " + result);
        return result;
    }

    private static ModelSearch.Result search(Set<ModelRule> rules, Set<ModelInvariant> invariants) {
        long start = System.nanoTime();
        ModelSearch.Result result = ModelSearch.search(EnumSet.copyOf(rules), invariants);
        if (PRINT) {
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            System.out.println(rules + ", " + invariants + ": " + milliseconds + " ms, " + result);
        }
        return result;
    }
}
