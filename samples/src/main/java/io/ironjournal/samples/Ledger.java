package io.ironjournal.samples;

import java.nio.file.Path;

/**
 * A ledger of accounts in a journal of 16 shards. Several threads transfer money between accounts. From time to time
 * the balances are written to a database as a snapshot, and a checkpoint is created in the same transaction. The
 * process is killed at random moments. It then rebuilds the balances from the last snapshot and the entries after it.
 * The sum of all balances is always the same.
 */
public final class Ledger {

    private Ledger() {}

    /**
     * Runs the sample. It exits with 0 if the sum of all balances was correct every time.
     *
     * @param args none
     * @throws Exception when the sample itself fails
     */
    public static void main(String[] args) throws Exception {
        int kills = Integer.getInteger("ledger.kills", 5);
        Orders.say("A ledger has " + Balances.ACCOUNTS + " accounts in a journal of " + Bookkeeping.SHARDS
                + " shards (IronJournal). Their snapshots are in a");
        Orders.say("database (Derby). Snapshot and checkpoint are one transaction (Narayana). The process is killed "
                + kills + " times");
        Orders.say("at random moments. Its data is in " + directory());
        Killer killer = new Killer(Bookkeeping.WORKING);
        for (int day = 1; day <= kills; day++) {
            Orders.say("\nDay " + day);
            if (!killer.run(Bookkeeping.class, day % 3 == 0)) {
                Orders.say("  FAILED: the process ended before it was killed.");
                System.exit(1);
            }
        }
        Orders.say("\nDay " + (kills + 1) + ", without a kill");
        try (Bookkeeping last = new Bookkeeping()) {
            last.rebuild();
            last.snapshot();
        }
        Orders.say("  The sum was correct every day: no cent is missing.");
        System.exit(0);
    }

    static Path directory() {
        return Path.of(System.getProperty("ledger.data", "ledger-data")).toAbsolutePath();
    }
}
