package io.ironjournal;

import java.util.List;
import java.util.OptionalLong;

/**
 * A durable position of a writer, as a {@link Cursor} is one of a reader. Each write has a <em>sequence</em>, for example
 * the line of a file, the offset of a message or the number of a request. The sequence moves in the same record as the
 * entries. A sequence at or below the last one writes nothing. So an input that is repeated after a crash, also from its
 * beginning, is in the journal once.
 *
 * <p>Sequences must come in ascending order; there may be gaps between them. If several threads use one producer, they
 * must agree on the order: a sequence that comes after a higher one counts as already written.
 *
 * <p>The writes are as durable as those of {@link JournalWriter} in the same {@link SyncMode}, and fail with the same
 * errors. "Already written" is answered only when the record with the last sequence is as durable as a new record would
 * be. Thread-safe.
 *
 * <p>In a JTA transaction, the appends of a producer of a transactional journal throw {@link IllegalStateException},
 * because their effect would stay even if the transaction rolled back. Use {@link TxnWriter#advance}. An injected journal
 * is transactional.
 *
 * @since 0.1.0
 */
public interface Producer {

    /**
     * Returns the producer's name.
     *
     * @return the name
     * @since 0.1.0
     */
    String name();

    /**
     * Returns the last sequence that was written. A program that repeats its input can skip the input up to this sequence.
     *
     * @return the sequence; empty when the producer has written nothing, or was deleted
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    OptionalLong sequence();

    /**
     * Appends an entry unless its sequence is already written.
     *
     * @param stream the stream's name; the sequence counts for all streams of the producer together
     * @param entry the entry, may be empty; the bytes are copied
     * @param sequence the sequence, 0 or more
     * @return whether the entry was written, and its id
     * @throws ProducerConflictException when a transaction is moving the producer, possibly one in doubt. The call can be
     *     repeated
     * @throws TooManyProducersException when the producer is new and there are too many
     * @throws WriteTimeoutException as {@link JournalWriter#append(String, byte[])}
     * @see JournalWriter#append(String, byte[])
     * @since 0.1.0
     */
    ProducerResult append(String stream, byte[] entry, long sequence);

    /**
     * Appends an entry with its headers unless its sequence is already written.
     *
     * @param stream the stream's name; the sequence counts for all streams of the producer together
     * @param entry the entry, whose bytes are copied
     * @param sequence the sequence, 0 or more
     * @return whether the entry was written, and its id
     * @throws ProducerConflictException as {@link #append(String, byte[], long)}
     * @throws TooManyProducersException as {@link #append(String, byte[], long)}
     * @see JournalWriter#append(String, NewEntry)
     * @since 0.1.0
     */
    ProducerResult append(String stream, NewEntry entry, long sequence);

    /**
     * Appends several entries atomically unless their sequence is already written. The entries have one sequence together:
     * usually that of the last one. A program that repeats its input must then begin behind {@link #sequence()}, because a
     * batch that begins elsewhere may contain entries that are written already.
     *
     * @param stream the stream's name; the sequence counts for all streams of the producer together
     * @param entries the entries, at least one; the bytes are copied
     * @param sequence the sequence, 0 or more
     * @return whether the entries were written, and their ids
     * @throws IllegalArgumentException when there is no entry
     * @throws ProducerConflictException as {@link #append(String, byte[], long)}
     * @throws TooManyProducersException as {@link #append(String, byte[], long)}
     * @see JournalWriter#appendEntries(String, List)
     * @since 0.1.0
     */
    ProducerResult appendEntries(String stream, List<NewEntry> entries, long sequence);
}
