package io.ironjournal.format;

import java.util.Locale;

/** How the streams beneath a sharded journal are called. In such a journal nobody else may use these names. */
public final class ShardName {

    private static final String PREFIX = "shard~";

    private ShardName() {}

    /** The stream of a shard. */
    public static String of(int shard) {
        return String.format(Locale.ROOT, PREFIX + "%05d", shard);
    }

    /** Whether a name belongs to the shards. */
    public static boolean isReserved(String stream) {
        return stream.startsWith(PREFIX);
    }
}
