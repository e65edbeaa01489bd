package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An order. In the journal it is one line of text, in the database one row. */
record Order(long number, String customer, long cents) {

    byte[] toEntry() {
        return ("OrderPlaced;" + number + ";" + customer + ";" + cents).getBytes(UTF_8);
    }

    static Order fromEntry(byte[] entry) {
        String[] parts = new String(entry, UTF_8).split(";", -1);
        return new Order(Long.parseLong(parts[1]), parts[2], Long.parseLong(parts[3]));
    }
}
