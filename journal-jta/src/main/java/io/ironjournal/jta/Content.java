package io.ironjournal.jta;

import io.ironjournal.BeyondEndException;
import io.ironjournal.sharded.InvalidCheckpointIdException;

/** A kind of content of a branch. Says whether the transaction may commit the rest when some content is rejected. */
enum Content {
    /**
     * An entry. If it is rejected, the transaction must not commit the other entries, even if the application ignores
     * the exception.
     */
    ENTRY {
        @Override
        boolean isOptional(Throwable refusal) {
            return false;
        }
    },

    /**
     * An expected position of a stream. If it is rejected, the transaction must not commit entries that were decided by
     * that position.
     */
    EXPECTATION {
        @Override
        boolean isOptional(Throwable refusal) {
            return false;
        }
    },

    /**
     * The move of a producer. If another transaction is moving the producer, the transaction must not commit entries that
     * were to be written with the move. Invalid arguments change nothing.
     */
    PRODUCER {
        @Override
        boolean isOptional(Throwable refusal) {
            return refusal instanceof IllegalArgumentException;
        }
    },

    /**
     * A checkpoint or an advance of a cursor. If its arguments are invalid, such as a position below the current one,
     * it is rejected and the transaction is unchanged.
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

    /** Returns whether the transaction may still commit after this rejection. */
    abstract boolean isOptional(Throwable refusal);
}
