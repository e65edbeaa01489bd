package io.ironjournal.samples;

import java.time.Duration;

/**
 * A shop whose shipping has a database of its own. Orders are rows in the books and entries in the journal; shipping
 * consumes the entries, by a cursor that advances in the transaction that inserts the parcel. The process is killed at
 * random moments. In the end each order is shipped exactly once.
 */
public final class Outbox {

    private Outbox() {}

    /**
     * Tells the story. It exits with 0 if each order was shipped exactly once.
     *
     * @param args none
     * @throws Exception when something goes wrong that is not part of the story
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("orders.data", System.getProperty("outbox.data", "outbox-data"));
        int kills = Integer.getInteger("outbox.kills", 5);
        Orders.say(
                "A shop places orders (Derby and IronJournal, by Narayana), and ships them: a cursor in the journal and");
        Orders.say("a parcel in another Derby move together. It is killed " + kills + " times, at random moments.");
        Orders.say("All that it keeps is in " + Shop.directory(""));
        Killer killer = new Killer(Shift.WORKING);
        for (int shift = 1; shift <= kills; shift++) {
            Orders.say("\nShift " + shift);
            if (!killer.run(Shift.class, shift % 3 == 0)) {
                Orders.say("  It ended by itself.");
                System.exit(1);
            }
        }
        Orders.say("\nShift " + (kills + 1) + ", and nobody is killed");
        System.exit(runToTheEnd() ? 0 : 1);
    }

    private static boolean runToTheEnd() throws Exception {
        try (Shop shop = Shop.open()) {
            Shift shift = new Shift(shop);
            shift.recover();
            Orders.say("  Ships what is left.");
            shift.ship(Duration.ofMillis(10));
            return shift.endsWell();
        }
    }
}
