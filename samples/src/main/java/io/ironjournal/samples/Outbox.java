package io.ironjournal.samples;

/**
 * A shop whose shipping department has its own database. Orders are rows in one database and entries in the journal.
 * Shipping consumes the entries by a cursor, which advances in the transaction that inserts the parcel. The process is
 * killed at random moments. In the end each order is shipped exactly once.
 */
public final class Outbox {

    private Outbox() {}

    /**
     * Runs the sample. It exits with 0 if each order was shipped exactly once.
     *
     * @param args none
     * @throws Exception when the sample itself fails
     */
    public static void main(String[] args) throws Exception {
        System.setProperty("orders.data", System.getProperty("outbox.data", "outbox-data"));
        int kills = Integer.getInteger("outbox.kills", 5);
        Orders.say(
                "A shop places orders in Derby and IronJournal (by Narayana) and ships them. The cursor in the journal and");
        Orders.say("the parcel in a second Derby are one transaction. The process is killed " + kills
                + " times at random moments.");
        Orders.say("The data is in " + Shop.directory(""));
        Killer killer = new Killer(Shift.WORKING);
        for (int shift = 1; shift <= kills; shift++) {
            Orders.say("\nShift " + shift);
            if (!killer.run(Shift.class, shift % 3 == 0)) {
                Orders.say("  FAILED: the process ended before it was killed.");
                System.exit(1);
            }
        }
        Orders.say("\nShift " + (kills + 1) + ", without a kill");
        System.exit(runToTheEnd() ? 0 : 1);
    }

    private static boolean runToTheEnd() throws Exception {
        try (Shop shop = Shop.open(Shipping.class)) {
            Shift shift = new Shift(shop);
            shift.recover();
            Orders.say("  Ships the remaining orders.");
            shift.awaitShipping();
            return shift.endsWell();
        }
    }
}
