package io.ironjournal.bookkeeper;

import java.io.IOException;

/** Connects to a cluster: to real servers, or to a simulation. */
interface Connector {

    /** Connects to ZooKeeper and BookKeeper. */
    Connector TO_SERVERS = new Connector() {
        @Override
        public MetadataStore metadata(Settings settings) throws IOException {
            return MetadataNode.connect(settings);
        }

        @Override
        public LedgerStore ledgers(Settings settings) throws IOException {
            return Ledgers.connect(settings);
        }

        @Override
        public LedgerTasks tasks() {
            return new LedgerThread();
        }
    };

    MetadataStore metadata(Settings settings) throws IOException;

    LedgerStore ledgers(Settings settings) throws IOException;

    LedgerTasks tasks();

    /** Opens all connections of a log. */
    default Connection connect(Settings settings) throws IOException {
        MetadataStore node = metadata(settings);
        try {
            return new Connection(settings, node, ledgers(settings), tasks());
        } catch (IOException | RuntimeException | Error e) {
            node.close();
            throw e;
        }
    }
}
