package io.ironjournal.samples.failover;

import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A shop with a database that survives, and a journal on three bookies. The machine of the shop is lost with its
 * directory, or is paused and wakes up later, at random points of two-phase commit. Another machine with an empty
 * directory goes on. The database, the journal, and what customers were told agree every time.
 */
public final class Failover {

    private static final int BOOKIES = 3;

    private Failover() {}

    /**
     * Runs the sample. It exits with 0 if everything agreed every time. Options are the system properties {@code
     * failover.failovers} and {@code failover.seed}.
     *
     * @param args none
     * @throws Exception when the sample itself fails
     */
    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.of(System.getProperties());
        } catch (IllegalArgumentException e) {
            say(String.valueOf(e.getMessage()));
            System.exit(2);
            return;
        }
        int failovers = options.failovers();
        long seed = options.seed();
        say("A shop writes each order to a database (H2) and to a journal (IronJournal) on three bookies of Apache");
        say("BookKeeper. Narayana commits both or neither, and writes its decisions to the journal, too. The machine");
        say("of the shop fails " + failovers + " times. -Dfailover.seed=" + seed + " repeats the kinds of failures.");
        OwnJvm.endWithMaven();
        Path directory = Files.createTempDirectory("failover");
        boolean well = false;
        try (Remains remains = new Remains(directory, BookKeeperCluster.start(BOOKIES))) {
            Process database = OwnJvm.start(
                    DatabaseServer.class, List.of(directory.resolve("database").toString()));
            well = new Story(directory, portOf(database), remains.cluster().metadataUri(), seed).run(failovers);
        }
        System.exit(well ? 0 : 1);
    }

    private static int portOf(Process database) throws IOException {
        String port = database.inputReader().readLine();
        if (port == null) {
            throw new IOException("The database did not start");
        }
        return Integer.parseInt(port);
    }

    static void say(String line) {
        System.out.println(line);
    }
}
