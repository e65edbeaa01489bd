package io.ironjournal.samples;

import java.sql.SQLException;
import java.util.List;

/**
 * A day in the shop: it opens, recovers from whatever ended the day before, audits and takes orders. Run as a program,
 * it ends by being killed.
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
                today.takeOrders();
                today.endInAnAccident(KillPoint.valueOf(args[0]));
            }
        }
        System.exit(1);
    }

    /** Recovers if there is a reason to, unless told not to, and audits. */
    boolean beginsWell() {
        Audit.Result audit = shop.bean(Audit.class).result();
        if (!audit.findings().isEmpty()) {
            Orders.say("  Found: " + String.join("; ", audit.findings()) + ".");
            audit = Orders.RECOVERY ? recover(audit) : audit;
        }
        tellOfAccident(audit);
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
        Orders.say("  Recovery: Narayana asks both what they have in doubt, and finishes what it had decided.");
        return audit;
    }

    private static void tellOfAccident(Audit.Result audit) {
        audit.accident()
                .filter(note -> audit.findings().isEmpty())
                .ifPresent(note -> Orders.say("  Order " + note.order() + ", under way when the shop was last killed, "
                        + (audit.holds(note.order()) ? "is there." : "is as if it had never been placed.")));
    }

    private static boolean isWell(Audit.Result audit) {
        boolean well = audit.findings().isEmpty();
        Orders.say("  Books: " + audit.books().size() + " orders. Journal: "
                + audit.journal().size() + " entries. "
                + (well ? "They agree, one by one, and nothing is left undecided." : "THEY DO NOT AGREE."));
        return well;
    }

    void takeOrders() {
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
        Orders.say("  Takes orders " + first + " to " + (next - 1) + refused + ".");
    }

    private Order newOrder(long cents) {
        long number = next++;
        return new Order(number, CUSTOMERS.get((int) (number % CUSTOMERS.size())), cents);
    }

    private void endInAnAccident(KillPoint point) {
        Order order = newOrder(4_200);
        Orders.say("  Takes order " + order.number() + ", and is killed when " + point.description + ".");
        shop.bean(Accident.class).happens(point, order);
        throw new IllegalStateException("This should have been killed when " + point.description);
    }
}
