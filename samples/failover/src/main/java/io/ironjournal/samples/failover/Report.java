package io.ironjournal.samples.failover;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A line by which a machine reports to the process that started it. Other lines are for people. */
enum Report {
    /** No earlier machine can write any more. */
    OPEN,
    /** The orders that exist after recovery. */
    ORDERS,
    /** The commit of an order has succeeded. */
    PLACED,
    /** An order was rolled back. */
    REFUSED,
    /** The commit of an order has failed with an unknown outcome. */
    UNKNOWN,
    /** Orders are placed until an accident. */
    WORKING,
    /** The point of the accident is reached. */
    POINT;

    private static final String MARK = "#";

    void print(long... orders) {
        print(Arrays.stream(orders).boxed().toList());
    }

    void print(List<Long> orders) {
        System.out.println(
                MARK + name() + orders.stream().map(order -> " " + order).collect(Collectors.joining()));
    }

    static boolean isReport(String line) {
        return line.startsWith(MARK);
    }

    static Report of(String line) {
        return valueOf(line.substring(MARK.length()).split(" ", 2)[0]);
    }

    /** Returns the orders in a line. */
    static List<Long> orders(String line) {
        return Arrays.stream(line.split(" ")).skip(1).map(Long::valueOf).toList();
    }
}
