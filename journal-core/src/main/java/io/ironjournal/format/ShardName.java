package io.ironjournal.format;

/** How the streams beneath a sharded journal are called. In such a journal nobody else may use these names. */
public final class ShardName {

    private static final String PREFIX = "shard~";

    private ShardName() {}

    /** The stream of a shard. */
    public static String of(int shard) {
        return PREFIX + PaddedNumber.of(shard, 5);
    }

    /** Whether a name belongs to the shards. */
    public static boolean isReserved(String stream) {
        return stream.startsWith(PREFIX);
    }
}
