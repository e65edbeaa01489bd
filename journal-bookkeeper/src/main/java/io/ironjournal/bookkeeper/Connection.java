package io.ironjournal.bookkeeper;

import java.io.Closeable;
import java.io.IOException;

/**
 * The connections of one open log.
 *
 * @param settings how to use the cluster
 * @param node the node of the journal
 * @param ledgers the ledgers
 */
record Connection(Settings settings, MetadataNode node, Ledgers ledgers) implements Closeable {

    static Connection open(Settings settings) throws IOException {
        MetadataNode node = MetadataNode.connect(settings);
        try {
            return new Connection(settings, node, Ledgers.connect(settings));
        } catch (IOException | RuntimeException | Error e) {
            node.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            ledgers.close();
        } finally {
            node.close();
        }
    }
}
