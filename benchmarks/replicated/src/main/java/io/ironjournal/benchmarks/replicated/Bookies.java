package io.ironjournal.benchmarks.replicated;

import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A process with ZooKeeper and three bookies. It ends when its input ends. */
final class Bookies {

    private Bookies() {}

    /**
     * Starts the servers, and prints the metadata URI.
     *
     * @param args the added delay of each connection, in microseconds in each direction
     * @throws IOException when a server cannot start
     */
    public static void main(String[] args) throws IOException {
        try (BookKeeperCluster cluster = BookKeeperCluster.start(3);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            long micros = Long.parseLong(args[0]);
            for (int i = 0; micros > 0 && i < cluster.bookies(); i++) {
                cluster.bookieLink(i).delay(Duration.ofNanos(micros * 1000));
            }
            System.out.println(cluster.metadataUri());
            while (in.readLine() != null) {
                // The input has no lines, only an end.
            }
        }
    }
}
