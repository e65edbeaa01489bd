package io.ironjournal.samples;

import io.ironjournal.Journal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/**
 * A shift of the shop with its shipping: recovers from the end of the previous shift, places orders and ships them. As
 * a program it runs until it is killed.
 */
final class Shift {

    /** The beginning of the line that it prints after it has shipped the first order. */
    static final String WORKING = "  Works: ";

    private static final int MOST_SCANS = 6;
    private static final List<String> CUSTOMERS = List.of("Ada", "Barbara", "Edsger", "Grace", "Jim", "Leslie", "Tony");

    private final Shop shop;

    Shift(Shop shop) {
        this.shop = shop;
    }

    public static void main(String[] args) throws Exception {
        OwnJvm.endWithItsStarter();
        try (Shop shop = Shop.open(Shipping.class)) {
            Shift shift = new Shift(shop);
            shift.recover();
            shift.work();
        }
    }

    /** Returns the position of the cursor with which {@link Shipping} consumes the orders. */
    private long shipped() {
        return shop.bean(Journal.class).cursor("shipping", "orders").position();
    }

    /** Completes the transactions that the previous shift left undecided, and prints counts. */
    void recover() {
        // The first use creates the bean and opens the database. Only an open database is recovered.
        shop.bean(Warehouse.class).parcels();
        Audit.Result found = books();
        int scans = 0;
        while (!isComplete(found) && scans < MOST_SCANS) {
            shop.recover();
            scans++;
            found = books();
        }
        String recovery = scans == 0
                ? "Nothing was in doubt."
                : "Recovery " + (isComplete(found) ? "completed" : "DID NOT COMPLETE")
                        + " the transactions in doubt (scans: " + scans + ").";
        Orders.say("  " + recovery + " " + found.journal().size() + " orders placed, " + shipped() + " shipped.");
    }

    private Audit.Result books() {
        return shop.bean(Audit.class).result();
    }

    private boolean isComplete(Audit.Result found) {
        return found.inDoubt() == 0
                && found.undone() == 0
                && shop.bean(Warehouse.class).parcels().isPresent();
    }

    /** Places orders, which are shipped meanwhile, until the process is killed. */
    private void work() throws InterruptedException {
        long next = shop.bean(Journal.class).nextId("orders") + 1;
        CompletableFuture<Void> placing = CompletableFuture.runAsync(() -> place(next));
        long before = shipped();
        while (shipped() == before && !placing.isDone()) {
            Thread.sleep(10);
        }
        Orders.say(WORKING + "places orders from number " + next + " on and ships them.");
        // Placing ends only by a failure, which this throws.
        placing.join();
    }

    private void place(long first) {
        OrderService service = shop.bean(OrderService.class);
        LongStream.iterate(first, number -> number + 1)
                .forEach(number -> service.place(
                        new Order(number, CUSTOMERS.get((int) (number % CUSTOMERS.size())), 100 * number % 10_000)));
    }

    /** Waits until all placed orders are shipped. */
    void awaitShipping() throws InterruptedException {
        while (shipped() < shop.bean(Journal.class).nextId("orders")) {
            Thread.sleep(10);
        }
    }

    /** Returns whether each placed order is in both databases exactly once, and the cursor is after the last one. */
    boolean endsWell() {
        Audit.Result found = books();
        List<Long> placed = found.journal().stream().map(Order::number).toList();
        List<Long> parcels = shop.bean(Warehouse.class).parcels().orElse(List.of());
        boolean well = found.findings().isEmpty() && placed.equals(parcels) && shipped() == placed.size();
        Orders.say("  " + placed.size() + " orders placed, " + parcels.size() + " parcels shipped. "
                + (well ? "Each order once: the journal, both databases and the cursor agree." : "THEY DO NOT AGREE."));
        return well;
    }
}
