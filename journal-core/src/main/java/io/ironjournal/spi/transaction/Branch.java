package io.ironjournal.spi.transaction;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.IdRange;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.sharded.InvalidCheckpointIdException;
import io.ironjournal.transaction.BranchId;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One branch: what it has to commit so far, buffered in memory, and how far it got. Thread-safe: a transaction manager may
 * end a branch on another thread while the application adds to it; {@code add} then throws {@link BranchStateException}.
 *
 * @since 0.1.0
 */
public interface Branch {

    /**
     * Something to do while nobody else changes a branch.
     *
     * @param <T> what it returns
     * @param <E> what it may throw
     * @since 0.1.0
     */
    interface Action<T extends @Nullable Object, E extends Exception> {

        /**
         * Does it.
         *
         * @return what {@link Branch#exclusively} returns
         * @throws E what {@link Branch#exclusively} throws
         */
        T run() throws E;
    }

    /**
     * Names the branch.
     *
     * @return the id that it was begun with
     * @since 0.1.0
     */
    BranchId id();

    /**
     * Buffers an entry. The bytes are copied.
     *
     * @param stream the stream's name
     * @param entry the entry, possibly empty
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException when the entry is too large for this journal
     * @throws TransactionTooLargeException when the branch would be; it keeps what it held
     * @throws JournalClosedException when the journal is closed
     * @throws JournalFailedException when the journal failed earlier
     * @throws BranchStateException when the branch can only be rolled back, or was prepared, committed or rolled back
     * @since 0.1.0
     */
    void add(String stream, byte[] entry);

    /**
     * Buffers an entry for a shard of a sharded journal. The bytes are copied.
     *
     * @param shard the shard, from 0 on
     * @param entry the entry, possibly empty
     * @throws IndexOutOfBoundsException when there is no such shard; a plain journal has none
     * @throws EntryTooLargeException as {@link #add}
     * @throws TransactionTooLargeException as {@link #add}
     * @throws IllegalStateException as {@link #add}
     * @since 0.1.0
     */
    void addToShard(int shard, byte[] entry);

    /**
     * Makes a checkpoint of a sharded journal part of the branch: it exists if and only if the branch is committed, at the
     * cut right after the branch's own entries.
     *
     * @param checkpointId 1 to 65,535 bytes
     * @throws InvalidCheckpointIdException when the id is empty or too long
     * @throws IllegalStateException when the journal is not sharded, the branch makes a checkpoint already, or it has ended
     * @since 0.1.0
     */
    void checkpoint(byte[] checkpointId);

    /**
     * Makes the move of a cursor part of the branch. Until the branch has ended, also while it is in doubt, nobody else
     * can move that cursor.
     *
     * @param cursor from {@link io.ironjournal.Journal#cursor} of this journal; it knows where the caller found it, and
     *     goes on reading at the new position
     * @param to the id of the next entry to consume
     * @throws CursorConflictException when somebody else moves the cursor, or has moved it from where it was found
     * @throws BeyondEndException when {@code to} is beyond the stream's next id
     * @throws IllegalArgumentException when {@code to} is below the cursor's position, in this branch or before it, or the
     *     cursor is none of this journal's
     * @throws TransactionTooLargeException as {@link #add}
     * @throws IllegalStateException as {@link #add}
     * @since 0.1.0
     */
    void advance(Cursor cursor, long to);

    /**
     * Tells whether there is anything to commit.
     *
     * @return whether it has no entry, no checkpoint and no move of a cursor
     * @since 0.1.0
     */
    boolean isEmpty();

    /**
     * Tells how far the branch got.
     *
     * @return its state at this moment
     * @since 0.1.0
     */
    BranchState state();

    /**
     * Returns what the branch was begun with.
     *
     * @return who works for it; null when opening found the branch prepared, or it was begun without
     * @since 0.1.0
     */
    @Nullable
    BranchUse use();

    /**
     * Fails when nothing can be added to the branch.
     *
     * @throws BranchStateException when the branch is not active
     * @throws JournalFailedException when the journal failed while it prepared the branch
     * @since 0.1.0
     */
    void requireActive();

    /**
     * Makes an active branch one that can only be rolled back. Has no effect in other states.
     *
     * @param why what it lacks; null when that is not known
     * @since 0.1.0
     */
    void setRollbackOnly(@Nullable Throwable why);

    /**
     * Rolls the branch back if it is in memory only, in use or not, and also when the journal is closed or has failed.
     *
     * @param why what {@link #outcome()} completes with
     * @return whether it is rolled back then; false when it is prepared or committed, or may be
     * @since 0.1.0
     */
    boolean abandon(Throwable why);

    /**
     * Tells how the branch ends, in this opening of the journal.
     *
     * @return completes with the ids of its entries by stream once it is committed; else exceptionally, with a {@link
     *     java.util.concurrent.CancellationException} when it was rolled back. On the thread whose call ended the branch
     * @since 0.1.0
     */
    CompletionStage<Map<String, IdRange>> outcome();

    /**
     * Runs something short while nobody else changes the branch's content, state or use.
     *
     * @param action may call {@link #state()}, {@link #setRollbackOnly} and what adds content; must not wait
     * @param <T> what it returns
     * @param <E> what it may throw
     * @return what the action returned
     * @throws E what the action threw
     * @since 0.1.0
     */
    <T extends @Nullable Object, E extends Exception> T exclusively(Action<T, E> action) throws E;
}
