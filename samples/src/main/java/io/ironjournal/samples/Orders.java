package io.ironjournal.samples;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * The story: a shop takes orders, each of them a row in its books and an entry in its journal, in one transaction. Day
 * after day it is killed in the middle of a commit, each time at another point, and opens again the next morning.
 */
public final class Orders {

    /** {@code -Dorders.recovery=off} shows what recovery is for. */
    static final boolean RECOVERY = !System.getProperty("orders.recovery", "on").equals("off");

    private Orders() {}

    /**
     * Tells the story. It exits with 0 if the books and the journal agreed all the time.
     *
     * @param args the {@link KillPoint}s of some days, if not a day for each
     * @throws Exception when something goes wrong that is not part of the story
     */
    public static void main(String[] args) throws Exception {
        say("A shop takes orders. Each is a row in its books (Derby) and an entry in its journal (IronJournal),");
        say("committed together by Narayana or not at all. All that it keeps is in " + Shop.directory(""));
        int day = 1;
        for (KillPoint point : points(args)) {
            say("\nDay " + day++);
            if (runInJvmOfItsOwn(point) != KillSwitch.HALTED) {
                System.exit(1);
            }
        }
        say("\nDay " + day + ", and nobody is killed");
        System.exit(runToTheEnd() ? 0 : 1);
    }

    static void say(String line) {
        System.out.println(line);
    }

    private static List<KillPoint> points(String[] names) {
        if (names.length > 0) {
            return Arrays.stream(names).map(KillPoint::valueOf).toList();
        }
        return RECOVERY ? List.of(KillPoint.values()) : List.of(KillPoint.JOURNAL_COMMITTED);
    }

    /** So that it can be killed without ending the story. */
    private static int runInJvmOfItsOwn(KillPoint point) throws IOException, InterruptedException {
        return OwnJvm.of(Workday.class, point.name()).inheritIO().start().waitFor();
    }

    private static boolean runToTheEnd() throws SQLException {
        try (Shop shop = Shop.open()) {
            Workday today = new Workday(shop);
            if (!today.beginsWell()) {
                return false;
            }
            today.takeOrders();
            return today.endsWell();
        }
    }
}
