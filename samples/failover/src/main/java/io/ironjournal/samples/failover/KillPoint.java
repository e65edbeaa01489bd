package io.ironjournal.samples.failover;

import static io.ironjournal.samples.failover.KillPoint.Participant.BOOKS;
import static io.ironjournal.samples.failover.KillPoint.Participant.JOURNAL;
import static io.ironjournal.samples.failover.KillPoint.Participant.SWITCH;

import java.util.List;

/**
 * The points of a two-phase commit at which a machine is lost or paused. Participants vote, and later commit, in the
 * order of their enlistment, except the journal, which is always first. After all votes, the transaction manager writes
 * its decision to the journal. This also commits the entries of the journal.
 */
enum KillPoint {
    JOURNAL_VOTED("the journal has voted and the database has not", Turn.VOTE, JOURNAL, SWITCH, BOOKS),
    ALL_VOTED("both have voted and the decision is not written", Turn.VOTE, JOURNAL, BOOKS, SWITCH),
    /** A random moment after the votes. */
    DECIDING("the decision is being written, or soon after that", Turn.VOTE, JOURNAL, BOOKS, SWITCH),
    DECIDED("the decision is written and the database has not committed", Turn.COMMIT, JOURNAL, SWITCH, BOOKS),
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
}
