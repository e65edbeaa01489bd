package io.ironjournal.consumer;

import io.ironjournal.Journal;
import io.ironjournal.delivery.RetryDelays;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How streams are consumed.
 *
 * @param journal the journal
 * @param manager begins and ends the transactions
 * @param cursor the name of the cursor in each stream
 * @param streams the streams
 * @param batch the maximum number of entries in a transaction
 * @param deadLetterStream the stream for dead letters; null if entries are delivered until they are consumed
 * @param maxDeliveries how often an entry is delivered alone before it is a dead letter
 * @param delays the times between deliveries of an entry that fails
 * @param transactionTimeout the timeout of a transaction; zero for that of the transaction manager
 */
record ConsumerSettings(
        TransactionalJournal journal,
        TransactionManager manager,
        String cursor,
        ConsumedStreams streams,
        int batch,
        @Nullable String deadLetterStream,
        long maxDeliveries,
        RetryDelays delays,
        Duration transactionTimeout) {

    /** Returns the journal without transactions. */
    Journal core() {
        return journal.autonomous();
    }
}
