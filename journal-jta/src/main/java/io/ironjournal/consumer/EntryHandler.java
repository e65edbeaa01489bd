package io.ironjournal.consumer;

import io.ironjournal.Entry;

/**
 * Processes entries of a {@link StreamConsumer}, one after the other. With several threads it is called for several
 * streams at the same time, but never for two entries of one stream.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface EntryHandler {

    /**
     * Processes an entry in the transaction of the thread. If this method throws, or marks the transaction rollback-only,
     * the transaction rolls back and the entry comes again.
     *
     * @param stream the name of the entry's stream
     * @param entry the entry
     * @throws Exception when the entry cannot be processed now
     * @since 0.1.0
     */
    void onEntry(String stream, Entry entry) throws Exception;
}
