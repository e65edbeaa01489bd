package io.ironjournal.samples;

import java.nio.file.Path;

/**
 * A ledger of accounts, kept in a journal of 16 shards. Money is moved from account to account, in any number of threads;
 * now and then the balances are written to a database, as a snapshot, and a checkpoint is made in the same transaction.
 * The process is killed at random moments, and rebuilds the balances from the last snapshot and what came after it. No
 * cent is ever missing.
 */
public final class Ledger {

    private Ledger() {}

    /**
     * Tells the story. It exits with 0 if the sum of all balances was right every time.
     *
     * @param args none
     * @throws Exception when something goes wrong that is not part of the story
     */
    public static void main(String[] args) throws Exception {
        int kills = Integer.getInteger("ledger.kills", 5);
        Orders.say("A ledger of " + Balances.ACCOUNTS + " accounts in a journal of " + Bookkeeping.SHARDS
                + " shards (IronJournal), and snapshots of them");
        Orders.say("in a database (Derby), each with its checkpoint in one transaction (Narayana). It is killed "
                + kills + " times,");
        Orders.say("at random moments. All that it keeps is in " + directory());
        Killer killer = new Killer(Bookkeeping.WORKING);
        for (int day = 1; day <= kills; day++) {
            Orders.say("\nDay " + day);
            if (!killer.run(Bookkeeping.class, day % 3 == 0)) {
                Orders.say("  It ended by itself.");
                System.exit(1);
            }
        }
        Orders.say("\nDay " + (kills + 1) + ", and nobody is killed");
        try (Bookkeeping last = new Bookkeeping()) {
            last.rebuild();
            last.snapshot();
        }
        Orders.say("  The sum was right every day: no cent is missing.");
        System.exit(0);
    }

    static Path directory() {
        return Path.of(System.getProperty("ledger.data", "ledger-data")).toAbsolutePath();
    }
}
