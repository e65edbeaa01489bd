package io.ironjournal.jta;

import io.ironjournal.BeyondEndException;
import io.ironjournal.sharded.InvalidCheckpointIdException;

/** What a transaction is told to commit, and whether it may commit the rest when that is refused. */
enum Content {
    /** An entry. Without it the others must not be committed, even if the application swallows the exception. */
    ENTRY {
        @Override
        boolean isOptional(Throwable refusal) {
            return false;
        }
    },

    /**
     * A checkpoint or a move of a cursor. One that makes no sense, such as a cursor that would move backwards, is refused
     * and leaves the transaction as it was.
     */
    POSITION {
        @Override
        boolean isOptional(Throwable refusal) {
            return refusal instanceof IllegalArgumentException
                    || refusal instanceof IllegalStateException
                    || refusal instanceof BeyondEndException
                    || refusal instanceof InvalidCheckpointIdException;
        }
    };

    /** Whether the transaction may commit without it, given why it was refused. */
    abstract boolean isOptional(Throwable refusal);
}
