package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The part that writers of the same transaction share. */
interface JoinedWork {

    /**
     * Buffers an entry in the branch of the transaction.
     *
     * @throws IllegalStateException when the thread is not in that transaction, or the transaction accepts no more
     *     entries
     */
    void add(String stream, NewEntry entry);

    /**
     * Expects a position of a stream when the branch of the transaction commits.
     *
     * @throws IllegalStateException as {@link #add}
     */
    void expect(String stream, long nextId);

    /**
     * Moves a producer, unless the sequence is already written.
     *
     * @return false if it is
     * @throws IllegalStateException as {@link #add}
     */
    boolean advance(String producer, long sequence);

    /**
     * Makes the transaction roll back, because this call on a writer was refused before it reached the branch. Has no
     * effect outside the transaction.
     *
     * @return the given exception, to be thrown
     */
    RuntimeException refuse(RuntimeException why);

    /** Completes with the ids of the entries by stream, or exceptionally when the transaction rolled back. */
    CompletionStage<Map<String, IdRange>> outcome();
}
