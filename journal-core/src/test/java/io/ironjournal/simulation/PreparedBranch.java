package io.ironjournal.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A branch that was prepared, as a model of a journal knows it.
 *
 * @param <W> what the branch writes
 */
final class PreparedBranch<W> {

    /** The states in which a branch may be found. */
    enum Fate {
        PREPARED,
        PREPARED_OR_GONE,
        PREPARED_OR_COMMITTED
    }

    final W writes;

    /** Whether the branch voted before its PREPARE was forced, and nothing was forced since then. */
    boolean unforced;

    /** Whether the log has no PREPARE of the branch: its decision writes it. */
    boolean held;

    /** How many writes were not forced when the branch voted; they are before it in the log. */
    int unforcedBefore;

    /** The key of the state that decides the branch in the running call, or null. */
    @Nullable
    String decidedBy;

    /** A running prepare has not voted yet. */
    Fate fate = Fate.PREPARED_OR_GONE;

    PreparedBranch(W writes) {
        this.writes = writes;
    }
}
