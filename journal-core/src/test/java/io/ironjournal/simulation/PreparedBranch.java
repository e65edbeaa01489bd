package io.ironjournal.simulation;

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

    /** A running prepare has not voted yet. */
    Fate fate = Fate.PREPARED_OR_GONE;

    PreparedBranch(W writes) {
        this.writes = writes;
    }
}
