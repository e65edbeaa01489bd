package io.ironjournal.spi.transaction;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.transaction.UnacceptedLossException;
import java.util.List;
import java.util.Optional;

/**
 * States that a transaction manager keeps in the commit log of a journal, such as its decisions. They replace a log of its own.
 * A state is a few bytes under a key. The journal does not look into it.
 *
 * <p>A state that is put is durable and stays until it is replaced or removed, also across crashes, backups and copies, and on
 * another machine if the log is not in the journal's directory. The journal keeps all states in memory, and writes each of
 * them again when the log before it becomes unnecessary. Therefore it refuses states when all of them take more than an eighth
 * of {@link io.ironjournal.JournalOptions#logBudget()}.
 *
 * <p>A journal that recovery opened with a loss, or that was repaired with one, refuses all calls until {@link Transactions#acceptLoss()}: a missing
 * state would look like a transaction that was rolled back. Thread-safe. Calls for the same key take effect in the order of the
 * log.
 *
 * @since 0.1.0
 */
public interface ManagerStates {

    /** The maximum size of a key in bytes of UTF-8. */
    int MAX_KEY_SIZE = 1024;

    /** The maximum size of a state in bytes. */
    int MAX_STATE_SIZE = 1 << 20;

    /**
     * Puts a state, or replaces the one with the same key. Writes one record and forces it. A crash leaves either the old
     * state or the new one.
     *
     * @param key 1 to {@value #MAX_KEY_SIZE} bytes in UTF-8, without half a surrogate pair
     * @param state at most {@value #MAX_STATE_SIZE} bytes; copied
     * @throws IllegalArgumentException when the key or the state has another size
     * @throws StatesFullException when there is no room for the state; nothing was written
     * @throws DiskFullException when there is no space; nothing was written
     * @throws UnacceptedLossException when records were lost
     * @throws JournalFailedException when the journal has failed; {@link JournalFailedException#outcomeUnknown()} says whether
     *     the state may be there when the journal is opened again
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    void put(String key, byte[] state);

    /**
     * Removes a state. It is gone for readers when this returns. Its record is only queued: after a crash the state may be there
     * again, unless {@link #force()} followed. The journal writes and forces removals with its next group, when it has been
     * idle for 100 ms, or when it is closed. Works on a full disk.
     *
     * @param key the key
     * @return whether there was a state
     * @throws UnacceptedLossException when records were lost
     * @throws JournalFailedException when the journal has failed
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    boolean remove(String key);

    /**
     * Makes all removals durable that have returned.
     *
     * @throws JournalFailedException when the journal has failed
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    void force();

    /**
     * Returns a state.
     *
     * @param key the key
     * @return a copy of the state; empty when there is none
     * @throws UnacceptedLossException when records were lost
     * @throws JournalFailedException when the journal has failed: then it is not known what the log has
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    Optional<byte[]> get(String key);

    /**
     * Returns the keys of all states.
     *
     * @return a snapshot, sorted
     * @throws UnacceptedLossException when records were lost
     * @throws JournalFailedException when the journal has failed: then it is not known what the log has
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    List<String> keys();
}
