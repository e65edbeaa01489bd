package io.ironjournal.bookkeeper;

import java.io.Closeable;
import java.io.IOException;

/**
 * The connections of one open log.
 *
 * @param settings how to use the cluster
 * @param node the node of the journal
 * @param ledgers the ledgers
 * @param tasks what the log does beside its callers
 */
record Connection(Settings settings, MetadataStore node, LedgerStore ledgers, LedgerTasks tasks) implements Closeable {

    @Override
    public void close() throws IOException {
        tasks.close();
        try {
            ledgers.close();
        } finally {
            node.close();
        }
    }
}
