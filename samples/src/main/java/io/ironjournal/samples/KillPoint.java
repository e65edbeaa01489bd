package io.ironjournal.samples;

import static io.ironjournal.samples.KillPoint.Participant.BOOKS;
import static io.ironjournal.samples.KillPoint.Participant.JOURNAL;
import static io.ironjournal.samples.KillPoint.Participant.KILL_SWITCH;

import io.ironjournal.samples.KillSwitch.Turn;
import java.util.List;

/**
 * The moments of a two-phase commit at which the sample is killed. Participants vote, and later commit, in the order in
 * which they joined; once all have voted, the transaction manager writes its decision, and that makes the difference.
 */
enum KillPoint {
    JOURNAL_VOTED("the journal has voted and the books have not", Turn.VOTE, JOURNAL, KILL_SWITCH, BOOKS),
    ALL_VOTED("both have voted and nothing is decided", Turn.VOTE, JOURNAL, BOOKS, KILL_SWITCH),
    DECIDED("it is decided and neither has committed", Turn.COMMIT, KILL_SWITCH, JOURNAL, BOOKS),
    JOURNAL_COMMITTED("the journal has committed and the books have not", Turn.COMMIT, JOURNAL, KILL_SWITCH, BOOKS),
    ALL_COMMITTED("both have committed and nobody has noted that", Turn.COMMIT, JOURNAL, BOOKS, KILL_SWITCH);

    /** Who takes part in the transaction. */
    enum Participant {
        JOURNAL,
        BOOKS,
        KILL_SWITCH
    }

    final String description;
    final Turn turn;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    final List<Participant> joining;

    KillPoint(String description, Turn turn, Participant... joining) {
        this.description = description;
        this.turn = turn;
        this.joining = List.of(joining);
    }

    /** Whether the order must be there after recovery; otherwise it must have left no trace. */
    boolean survives() {
        return turn == Turn.COMMIT;
    }
}
