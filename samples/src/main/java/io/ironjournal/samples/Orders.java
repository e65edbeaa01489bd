package io.ironjournal.samples;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * A shop places orders. Each is a row in a database and an entry in the journal, in one transaction. Each day the
 * process is killed during a commit, at a different point, and starts again the next day.
 */
public final class Orders {

    /** {@code -Dorders.recovery=off} shows what happens without recovery. */
    static final boolean RECOVERY = !System.getProperty("orders.recovery", "on").equals("off");

    private Orders() {}

    /**
     * Runs the sample. It exits with 0 if the database and the journal agreed every day.
     *
     * @param args the {@link KillPoint}s of the days; by default each point once
     * @throws Exception when the sample itself fails
     */
    public static void main(String[] args) throws Exception {
        say("A shop takes orders. Each order is a row in a database (Derby) and an entry in a journal (IronJournal).");
        say("Narayana commits both or neither. The data is in " + Shop.directory(""));
        int day = 1;
        for (KillPoint point : points(args)) {
            say("\nDay " + day++);
            if (runInNewJvm(point) != KillSwitch.HALTED) {
                System.exit(1);
            }
        }
        say("\nDay " + day + ", without a kill");
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

    /** Runs a day in another JVM, so that killing it does not end the sample. */
    private static int runInNewJvm(KillPoint point) throws IOException, InterruptedException {
        return OwnJvm.of(Workday.class, point.name()).inheritIO().start().waitFor();
    }

    private static boolean runToTheEnd() throws SQLException {
        try (Shop shop = Shop.open()) {
            Workday today = new Workday(shop);
            if (!today.beginsWell()) {
                return false;
            }
            today.placeOrders();
            return today.endsWell();
        }
    }
}
