package io.ironjournal.samples;

import io.ironjournal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * The shop with its shipping, from its opening on: it recovers from whatever ended the shift before, places orders and
 * ships them. Run as a program, it ends by being killed.
 */
final class Shift {

    /** What it says once it has shipped the first order. */
    static final String WORKING = "  Works: ";

    private static final int MOST_SCANS = 6;
    private static final List<String> CUSTOMERS = List.of("Ada", "Barbara", "Edsger", "Grace", "Jim", "Leslie", "Tony");

    private final Shop shop;
    private final Shipping shipping;

    Shift(Shop shop) {
        this.shop = shop;
        this.shipping = shop.bean(Shipping.class);
    }

    public static void main(String[] args) throws Exception {
        OwnJvm.endWithItsStarter();
        try (Shop shop = Shop.open()) {
            Shift shift = new Shift(shop);
            shift.recover();
            shift.work();
        }
    }

    /** Settles what the last shift left undecided, and counts. */
    void recover() {
        // Beans are made when they are first used, and what a database has in doubt is recovered once it is open.
        shop.bean(Warehouse.class).parcels();
        Audit.Result found = books();
        int scans = 0;
        while (!isSettled(found) && scans < MOST_SCANS) {
            shop.recover();
            scans++;
            found = books();
        }
        Orders.say("  Found: " + found.journal().size() + " orders placed, " + shipping.shipped() + " shipped"
                + (scans == 0
                        ? ", nothing undecided."
                        : "; recovery " + (isSettled(found) ? "settled" : "DID NOT SETTLE") + " the rest (scans: "
                                + scans + ")."));
    }

    private Audit.Result books() {
        return shop.bean(Audit.class).result();
    }

    private boolean isSettled(Audit.Result found) {
        return found.inDoubt() == 0
                && found.undone() == 0
                && shop.bean(Warehouse.class).parcels().isPresent();
    }

    /** Places orders and ships them until it is killed. */
    private void work() throws InterruptedException {
        long next = shop.bean(Journal.class).nextId("orders") + 1;
        CompletableFuture<Void> placing = CompletableFuture.runAsync(() -> place(next));
        boolean working = false;
        while (!placing.isDone()) {
            if (shipping.hasWork(Duration.ofMillis(100))) {
                shipping.shipNext();
                if (!working) {
                    Orders.say(WORKING + "places orders from " + next + " on, and ships them.");
                    working = true;
                }
            }
        }
        // It places orders for ever, or fails.
        placing.join();
    }

    private void place(long first) {
        OrderService service = shop.bean(OrderService.class);
        LongStream.iterate(first, number -> number + 1)
                .forEach(number -> service.place(
                        new Order(number, CUSTOMERS.get((int) (number % CUSTOMERS.size())), 100 * number % 10_000)));
    }

    /** Ships all that is placed, until no order comes for some time. */
    void ship(Duration patience) throws InterruptedException {
        while (shipping.hasWork(patience)) {
            shipping.shipNext();
        }
    }

    /** Whether each order that was placed is in both databases, once, and the cursor stands behind the last. */
    boolean endsWell() {
        Audit.Result found = books();
        List<Long> placed = found.journal().stream().map(Order::number).toList();
        List<Long> parcels = shop.bean(Warehouse.class).parcels().orElse(List.of());
        boolean well = found.findings().isEmpty() && placed.equals(parcels) && shipping.shipped() == placed.size();
        Orders.say("  " + placed.size() + " orders placed, " + parcels.size() + " parcels shipped. "
                + (well ? "Each order once: the journal, both databases and the cursor agree." : "THEY DO NOT AGREE."));
        return well;
    }
}
