package io.ironjournal.samples.failover;

import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import java.io.IOException;
import java.nio.file.Path;

/** What must not remain when the sample ends, also by SIGTERM: its processes, its bookies and its directory. */
final class Remains implements AutoCloseable {

    private final Path directory;
    private final BookKeeperCluster cluster;
    private boolean removed;

    Remains(Path directory, BookKeeperCluster cluster) {
        this.directory = directory;
        this.cluster = cluster;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    BookKeeperCluster cluster() {
        return cluster;
    }

    @Override
    public synchronized void close() {
        if (removed) {
            return;
        }
        removed = true;
        OwnJvm.killAll();
        try {
            cluster.close();
            Machine.delete(directory);
        } catch (IOException e) {
            Failover.say("The directory " + directory + " remains: " + e);
        }
    }
}
