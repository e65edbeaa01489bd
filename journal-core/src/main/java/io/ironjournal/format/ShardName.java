package io.ironjournal.format;

/** The names of the streams of a sharded journal. Applications must not use them for other streams of that journal. */
public final class ShardName {

    private static final String PREFIX = "shard~";

    private ShardName() {}

    /** Returns the name of the stream of a shard. */
    public static String of(int shard) {
        return PREFIX + PaddedNumber.of(shard, 5);
    }

    /** Returns the number of the shard to which a stream belongs; -1 for another stream. */
    public static int number(String stream) {
        if (!isReserved(stream)) {
            return -1;
        }
        try {
            int number = Integer.parseInt(stream.substring(PREFIX.length()));
            return stream.equals(of(number)) ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Returns whether a name is that of a shard. */
    public static boolean isReserved(String stream) {
        return stream.startsWith(PREFIX);
    }
}
