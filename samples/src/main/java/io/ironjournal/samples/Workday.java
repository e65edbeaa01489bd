package io.ironjournal.samples;

import java.sql.SQLException;
import java.util.List;

/**
 * A day in the shop: starts, recovers from the end of the previous day, audits and places orders. As a program it ends
 * by a crash.
 */
final class Workday {

    private static final List<String> CUSTOMERS = List.of("Ada", "Barbara", "Edsger", "Grace", "Jim", "Leslie", "Tony");
    private static final int ORDERS = 8;
    private static final int UNPAYABLE = 5;
    private static final int MOST_SCANS = 4;

    private final Shop shop;
    private long next;

    Workday(Shop shop) {
        this.shop = shop;
    }

    public static void main(String[] args) throws SQLException {
        OwnJvm.endWithItsStarter();
        try (Shop shop = Shop.open()) {
            Workday today = new Workday(shop);
            if (today.beginsWell()) {
                today.placeOrders();
                today.placeAndCrash(KillPoint.valueOf(args[0]));
            }
        }
        System.exit(1);
    }

    /** Recovers if the audit finds something, unless recovery is off, and audits again. */
    boolean beginsWell() {
        Audit.Result audit = shop.bean(Audit.class).result();
        if (!audit.findings().isEmpty()) {
            Orders.say("  Found: " + String.join("; ", audit.findings()) + ".");
            audit = Orders.RECOVERY ? recover(audit) : audit;
        }
        reportLastOrder(audit);
        long last = audit.journal().stream().mapToLong(Order::number).max().orElse(0);
        next = 1 + Math.max(last, audit.accident().map(Accident.Note::order).orElse(0L));
        return isWell(audit);
    }

    boolean endsWell() {
        return isWell(shop.bean(Audit.class).result());
    }

    private Audit.Result recover(Audit.Result found) {
        Audit.Result audit = found;
        for (int scan = 0; scan < MOST_SCANS && !audit.findings().isEmpty(); scan++) {
            shop.recover();
            audit = shop.bean(Audit.class).result();
        }
        Orders.say("  Recovery: Narayana completes the transactions that it had decided and rolls back the others.");
        return audit;
    }

    private static void reportLastOrder(Audit.Result audit) {
        audit.accident()
                .filter(note -> audit.findings().isEmpty())
                .ifPresent(note -> Orders.say("  Order " + note.order() + ", active at the last kill, "
                        + (audit.holds(note.order()) ? "exists." : "left no trace.")));
    }

    private static boolean isWell(Audit.Result audit) {
        boolean well = audit.findings().isEmpty();
        Orders.say("  Database: " + audit.books().size() + " orders. Journal: "
                + audit.journal().size() + " entries. "
                + (well ? "Both have the same orders, and nothing is in doubt." : "THEY DO NOT AGREE."));
        return well;
    }

    void placeOrders() {
        OrderService service = shop.bean(OrderService.class);
        long first = next;
        String refused = "";
        for (int i = 1; i <= ORDERS; i++) {
            Order order = newOrder(i == UNPAYABLE ? 1_000_000 : 1_000 + 250 * i);
            try {
                service.place(order);
            } catch (OrderService.UnpayableException e) {
                refused = ", but not order " + order.number() + ": " + e.getMessage();
            }
        }
        Orders.say("  Places orders " + first + " to " + (next - 1) + refused + ".");
    }

    private Order newOrder(long cents) {
        long number = next++;
        return new Order(number, CUSTOMERS.get((int) (number % CUSTOMERS.size())), cents);
    }

    private void placeAndCrash(KillPoint point) {
        Order order = newOrder(4_200);
        Orders.say("  Places order " + order.number() + " and is killed when " + point.description + ".");
        shop.bean(Accident.class).placeAndCrash(point, order);
        throw new IllegalStateException("The process was not killed when " + point.description);
    }
}
