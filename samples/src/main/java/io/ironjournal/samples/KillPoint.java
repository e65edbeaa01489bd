package io.ironjournal.samples;

import static io.ironjournal.samples.KillPoint.Participant.BOOKS;
import static io.ironjournal.samples.KillPoint.Participant.JOURNAL;
import static io.ironjournal.samples.KillPoint.Participant.KILL_SWITCH;

import io.ironjournal.samples.KillSwitch.Turn;
import java.util.List;

/**
 * The points of a two-phase commit at which the sample is killed. Participants vote, and later commit, in the order of
 * their enlistment. After all votes, the transaction manager writes its decision. The order survives if and only if the
 * decision was written.
 */
enum KillPoint {
    JOURNAL_VOTED("the journal has voted and the database has not", Turn.VOTE, JOURNAL, KILL_SWITCH, BOOKS),
    ALL_VOTED("both have voted and the decision is not written", Turn.VOTE, JOURNAL, BOOKS, KILL_SWITCH),
    DECIDED("the decision is written and neither has committed", Turn.COMMIT, KILL_SWITCH, JOURNAL, BOOKS),
    JOURNAL_COMMITTED("the journal has committed and the database has not", Turn.COMMIT, JOURNAL, KILL_SWITCH, BOOKS),
    ALL_COMMITTED(
            "both have committed and the transaction manager has not recorded that",
            Turn.COMMIT,
            JOURNAL,
            BOOKS,
            KILL_SWITCH);

    /** A participant of the transaction. */
    enum Participant {
        JOURNAL,
        BOOKS,
        KILL_SWITCH
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

    /** Returns whether the order must exist after recovery. Otherwise nothing of it may exist. */
    boolean survives() {
        return turn == Turn.COMMIT;
    }
}
