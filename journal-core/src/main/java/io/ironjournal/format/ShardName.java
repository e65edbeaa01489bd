package io.ironjournal.format;

/** The names of the streams of a sharded journal. Applications must not use them for other streams of that journal. */
public final class ShardName {

    private static final String PREFIX = "shard~";

    private ShardName() {}

    /** Returns the name of the stream of a shard. */
    public static String of(int shard) {
        return PREFIX + PaddedNumber.of(shard, 5);
    }

    /** Returns whether a name is that of a shard. */
    public static boolean isReserved(String stream) {
        return stream.startsWith(PREFIX);
    }
}
