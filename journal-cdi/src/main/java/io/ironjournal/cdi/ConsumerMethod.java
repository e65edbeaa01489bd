package io.ironjournal.cdi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A method with {@link ConsumesStream}.
 *
 * @param place the class and the method
 * @param ofList whether it gets a list of entries
 * @param journal the name of the journal
 * @param stream the stream; empty for all shards
 * @param cursor the name of the cursor
 * @param batch the maximum number of entries in a transaction
 * @param parallel whether several threads call it
 * @param deadLetters the stream for dead letters; empty if there is none
 * @param maxDeliveries how often an entry is delivered before it is a dead letter
 */
record ConsumerMethod(
        String place,
        boolean ofList,
        String journal,
        String stream,
        String cursor,
        int batch,
        boolean parallel,
        String deadLetters,
        long maxDeliveries) {

    private static final int FIELDS = 9;

    /** Parameters of beans are strings and numbers, so each method is one array of strings. */
    String[] encode() {
        return new String[] {
            place,
            Boolean.toString(ofList),
            journal,
            stream,
            cursor,
            Integer.toString(batch),
            Boolean.toString(parallel),
            deadLetters,
            Long.toString(maxDeliveries)
        };
    }

    /** Returns the methods in the concatenated arrays of {@link #encode}. */
    static List<ConsumerMethod> decode(String[] fields) {
        return IntStream.range(0, fields.length / FIELDS)
                .mapToObj(i -> of(Arrays.copyOfRange(fields, i * FIELDS, (i + 1) * FIELDS)))
                .toList();
    }

    private static ConsumerMethod of(String[] fields) {
        return new ConsumerMethod(
                fields[0],
                Boolean.parseBoolean(fields[1]),
                fields[2],
                fields[3],
                fields[4],
                Integer.parseInt(fields[5]),
                Boolean.parseBoolean(fields[6]),
                fields[7],
                Long.parseLong(fields[8]));
    }
}
