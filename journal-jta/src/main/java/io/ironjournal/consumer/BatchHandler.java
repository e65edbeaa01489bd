package io.ironjournal.consumer;

import io.ironjournal.Entry;
import java.util.List;

/**
 * Processes entries of a {@link StreamConsumer}, several at a time. With several threads it is called for several streams
 * at the same time, but never for two lists of one stream.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Processes entries in the transaction of the thread. If this method throws, or marks the transaction rollback-only,
     * the transaction rolls back, and each of the entries comes again alone.
     *
     * @param stream the name of the entries' stream
     * @param entries the entries in the order of their ids, at least one; the list cannot be changed
     * @throws Exception when the entries cannot be processed now
     * @since 0.1.0
     */
    void onEntries(String stream, List<Entry> entries) throws Exception;
}
