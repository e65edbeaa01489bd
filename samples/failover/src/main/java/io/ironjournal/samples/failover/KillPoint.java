package io.ironjournal.samples.failover;

import static io.ironjournal.samples.failover.KillPoint.Participant.BOOKS;
import static io.ironjournal.samples.failover.KillPoint.Participant.JOURNAL;
import static io.ironjournal.samples.failover.KillPoint.Participant.SWITCH;

import java.util.List;

/**
 * The points of a two-phase commit at which a machine is lost or paused. Participants vote, and later commit, in the
 * order of their enlistment. After all votes, the transaction manager writes its decision.
 */
enum KillPoint {
    JOURNAL_VOTED("the journal has voted and the database has not", Turn.VOTE, JOURNAL, SWITCH, BOOKS),
    ALL_VOTED("both have voted and the decision is not written", Turn.VOTE, JOURNAL, BOOKS, SWITCH),
    DECIDED("the decision is written and neither has committed", Turn.COMMIT, SWITCH, JOURNAL, BOOKS),
    JOURNAL_COMMITTED("the journal has committed and the database has not", Turn.COMMIT, JOURNAL, SWITCH, BOOKS),
    BOOKS_COMMITTED("the database has committed and the journal has not", Turn.COMMIT, BOOKS, SWITCH, JOURNAL),
    ALL_COMMITTED(
            "both have committed and the transaction manager has not recorded that",
            Turn.COMMIT,
            JOURNAL,
            BOOKS,
            SWITCH);

    /** A participant of the transaction. */
    enum Participant {
        JOURNAL,
        BOOKS,
        SWITCH
    }

    /** A call to a participant. */
    enum Turn {
        VOTE,
        COMMIT
    }

    final String description;
    final Turn turn;

    @SuppressWarnings("ImmutableEnumChecker") // created by List.of
    final List<Participant> joining;

    KillPoint(String description, Turn turn, Participant... joining) {
        this.description = description;
        this.turn = turn;
        this.joining = List.of(joining);
    }

    /** Returns whether the order must exist after the failover. Otherwise nothing of it may exist. */
    boolean survives() {
        return turn == Turn.COMMIT;
    }
}
