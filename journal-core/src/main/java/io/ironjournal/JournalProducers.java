package io.ironjournal;

import java.util.List;

/**
 * Gives access to the durable positions of writers: a role of {@link Journal}. Thread-safe.
 *
 * @since 0.1.0
 */
public interface JournalProducers {

    /**
     * The number of producers that a journal can have.
     *
     * @since 0.1.0
     */
    int MAX_PRODUCERS = 10_000;

    /**
     * Returns a producer: the durable position of a writer that repeats its input. The producer need not exist; its first
     * write creates it. Writes nothing.
     *
     * @param name the producer's name, 1 to 85 bytes in UTF-8
     * @return a new object for the producer
     * @throws IllegalArgumentException when the name is empty, too long, or contains an unpaired surrogate
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    Producer producer(String name);

    /**
     * Lists the producers. A producer is listed when its first write is as durable as the {@link SyncMode} specifies.
     *
     * @return the producers, sorted by name
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    List<ProducerInfo> producers();

    /**
     * Deletes a producer. The deletion is forced when this returns. A producer of that name then begins without a
     * sequence: what it has written before is written again if it is repeated.
     *
     * @param name the producer's name
     * @return false when there is no such producer
     * @throws ProducerConflictException when a transaction is moving the producer, possibly one in doubt
     * @throws IllegalArgumentException when the name is invalid
     * @throws IllegalStateException when the journal is transactional and the thread is in a transaction
     * @throws DiskFullException when there is no space; the producer is not deleted
     * @throws WriteTimeoutException when the write waited too long; the producer is not deleted
     * @throws JournalFailedException when the journal has failed. If {@link JournalFailedException#outcomeUnknown()} is
     *     true, the producer may be deleted
     * @throws JournalClosedException when the journal is closed
     * @since 0.1.0
     */
    boolean deleteProducer(String name);
}
