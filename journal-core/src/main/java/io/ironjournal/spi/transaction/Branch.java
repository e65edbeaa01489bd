package io.ironjournal.spi.transaction;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.IdRange;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.NewEntry;
import io.ironjournal.PositionConflictException;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.sharded.InvalidCheckpointIdException;
import io.ironjournal.transaction.BranchId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a distributed transaction: its content, buffered in memory, and its state. Thread-safe. A transaction
 * manager may end a branch on another thread while the application adds to it; then {@code add} throws {@link
 * BranchStateException}.
 *
 * @since 0.1.0
 */
public interface Branch {

    /**
     * An action that runs while no other thread changes the branch.
     *
     * @param <T> the type of the result
     * @param <E> the type of its exception
     * @since 0.1.0
     */
    interface Action<T extends @Nullable Object, E extends Exception> {

        /**
         * Runs the action.
         *
         * @return the value that {@link Branch#exclusively} returns
         * @throws E the exception that {@link Branch#exclusively} throws
         */
        T run() throws E;
    }

    /**
     * Returns the id of the branch.
     *
     * @return the id that was passed to {@link Transactions#begin}
     * @since 0.1.0
     */
    BranchId id();

    /**
     * Buffers an entry with its headers. Its bytes are copied.
     *
     * @param stream the stream's name
     * @param entry the entry
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws EntryTooLargeException when the entry is larger than {@link io.ironjournal.JournalOptions#maxEntrySize()}
     * @throws TransactionTooLargeException when the branch would exceed {@link
     *     io.ironjournal.JournalOptions#maxTransactionSize()}; its content is unchanged
     * @throws JournalClosedException when the journal is closed
     * @throws JournalFailedException when the journal has failed
     * @throws BranchStateException when the branch is not {@link BranchState#ACTIVE}
     * @since 0.1.0
     */
    void add(String stream, NewEntry entry);

    /**
     * Buffers an entry without headers. Its bytes are copied.
     *
     * @param stream the stream's name
     * @param entry the entry, may be empty
     * @see #add(String, NewEntry)
     * @since 0.1.0
     */
    default void add(String stream, byte[] entry) {
        add(stream, NewEntry.of(Objects.requireNonNull(entry, "entry")));
    }

    /**
     * Buffers an entry with its headers for a shard of a sharded journal. Its bytes are copied.
     *
     * @param shard the shard, 0 or more
     * @param entry the entry
     * @throws IndexOutOfBoundsException when there is no such shard; a plain journal has none
     * @throws EntryTooLargeException as {@link #add(String, NewEntry)}
     * @throws TransactionTooLargeException as {@link #add(String, NewEntry)}
     * @throws JournalClosedException as {@link #add(String, NewEntry)}
     * @throws JournalFailedException as {@link #add(String, NewEntry)}
     * @throws BranchStateException as {@link #add(String, NewEntry)}
     * @since 0.1.0
     */
    void addToShard(int shard, NewEntry entry);

    /**
     * Buffers an entry without headers for a shard of a sharded journal. Its bytes are copied.
     *
     * @param shard the shard, 0 or more
     * @param entry the entry, may be empty
     * @see #addToShard(int, NewEntry)
     * @since 0.1.0
     */
    default void addToShard(int shard, byte[] entry) {
        addToShard(shard, NewEntry.of(Objects.requireNonNull(entry, "entry")));
    }

    /**
     * Expects that a stream still ends at a position when the branch commits in one phase or is prepared. A prepared
     * branch claims the stream until it has ended, also while it is in doubt: other writes to the stream wait. Before a
     * branch with an expectation is prepared, it waits for prepared branches that have entries for the stream.
     *
     * @param stream the name of the stream, or of a shard's stream; the branch need not have entries for it
     * @param nextId the expected id of the stream's next entry, 0 or more; 0 if the stream does not exist
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws PositionConflictException when the branch already expects another position of that stream
     * @throws TransactionTooLargeException as {@link #add(String, NewEntry)}
     * @throws JournalClosedException as {@link #add(String, NewEntry)}
     * @throws JournalFailedException as {@link #add(String, NewEntry)}
     * @throws BranchStateException as {@link #add(String, NewEntry)}
     * @since 0.1.0
     */
    void expect(String stream, long nextId);

    /**
     * Adds a checkpoint of a sharded journal to the branch. The checkpoint exists if and only if the branch is
     * committed. Its cut is directly after the branch's own entries.
     *
     * @param checkpointId the id, 1 to 65,535 bytes; a checkpoint with the same id is replaced
     * @throws InvalidCheckpointIdException when the id is empty or too long
     * @throws TransactionTooLargeException as {@link #add(String, NewEntry)}
     * @throws IllegalStateException when the journal is not sharded, or the branch already has a checkpoint
     * @throws JournalClosedException as {@link #add(String, NewEntry)}
     * @throws JournalFailedException as {@link #add(String, NewEntry)}
     * @throws BranchStateException as {@link #add(String, NewEntry)}
     * @since 0.1.0
     */
    void checkpoint(byte[] checkpointId);

    /**
     * Adds the advance of a cursor to the branch. Until the branch has ended, no other transaction can advance that
     * cursor, also while the branch is in doubt.
     *
     * @param cursor a cursor of this journal, from {@link io.ironjournal.Journal#cursor}. It continues reading at the
     *     new position
     * @param to the id of the next entry to process
     * @throws CursorConflictException when another transaction is advancing the cursor, or has advanced it since this
     *     object read it
     * @throws BeyondEndException when {@code to} is above the stream's next id
     * @throws IllegalArgumentException when {@code to} is below the cursor's position, or the cursor belongs to another
     *     journal
     * @throws TransactionTooLargeException as {@link #add(String, NewEntry)}
     * @throws JournalClosedException as {@link #add(String, NewEntry)}
     * @throws JournalFailedException as {@link #add(String, NewEntry)}
     * @throws BranchStateException as {@link #add(String, NewEntry)}
     * @since 0.1.0
     */
    void advance(Cursor cursor, long to);

    /**
     * Adds the move of a producer to the branch, unless the sequence is already written. Until the branch has ended, no
     * other writer can move that producer, also while the branch is in doubt.
     *
     * @param producer the producer's name
     * @param sequence the sequence of the input that the branch writes, 0 or more
     * @return false when the sequence is at or below the last one of the producer, so that the branch must not add its
     *     entries; the branch is unchanged
     * @throws ProducerConflictException when another branch is moving the producer
     * @throws IllegalArgumentException when the name or the sequence is invalid
     * @throws TransactionTooLargeException as {@link #add(String, NewEntry)}
     * @throws JournalClosedException as {@link #add(String, NewEntry)}
     * @throws JournalFailedException as {@link #add(String, NewEntry)}
     * @throws BranchStateException as {@link #add(String, NewEntry)}
     * @since 0.1.0
     */
    boolean advance(String producer, long sequence);

    /**
     * Returns whether the branch has nothing to commit.
     *
     * @return true when it has no entry, no checkpoint, no advance of a cursor or producer, and no expected position
     * @since 0.1.0
     */
    boolean isEmpty();

    /**
     * Returns the state of the branch.
     *
     * @return the state at this moment
     * @since 0.1.0
     */
    BranchState state();

    /**
     * Returns the {@link BranchUse} that was passed to {@link Transactions#begin(BranchId, BranchUse)}.
     *
     * @return the use; null when the branch was begun without one, or recovery found the branch prepared
     * @since 0.1.0
     */
    @Nullable
    BranchUse use();

    /**
     * Throws an exception if nothing can be added to the branch.
     *
     * @throws BranchStateException when the branch is not active
     * @throws JournalFailedException when the journal failed while the PREPARE record of the branch was being written
     * @since 0.1.0
     */
    void requireActive();

    /**
     * Marks an active branch rollback-only. Has no effect in other states.
     *
     * @param why the reason, which later exceptions have as their cause; null when it is not known
     * @since 0.1.0
     */
    void setRollbackOnly(@Nullable Throwable why);

    /**
     * Rolls the branch back if it is in memory only, even if it is in use and even if the journal is closed or has
     * failed. Does not wait for I/O of its own, but waits for a record of the branch that is being written.
     *
     * @param why the exception with which {@link #outcome()} completes
     * @return true when the branch is rolled back now; false when it is or may be prepared or committed
     * @since 0.1.0
     */
    boolean abandon(Throwable why);

    /**
     * Returns the outcome of the branch while the journal stays open.
     *
     * @return completes with the ids of the branch's entries by stream when the branch is committed. Otherwise
     *     completes exceptionally, with a {@link java.util.concurrent.CancellationException} when the branch is rolled
     *     back. It completes on the thread whose call ended the branch, so dependent actions must be short
     * @since 0.1.0
     */
    CompletionStage<Map<String, IdRange>> outcome();

    /**
     * Runs a short action while no other thread changes the branch's content, state or use.
     *
     * @param action may call {@link #state()}, {@link #setRollbackOnly} and the methods that add content; it must not
     *     block
     * @param <T> the type of the result
     * @param <E> the type of its exception
     * @return the result of the action
     * @throws E when the action throws it
     * @since 0.1.0
     */
    <T extends @Nullable Object, E extends Exception> T exclusively(Action<T, E> action) throws E;
}
