package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How the journal's own files begin: eight ASCII letters, then the version of the format. */
final class Magic {

    static final int VERSION = 1;
    static final long LOG = of("IRONJLOG");
    static final long MANIFEST = of("IRONJMAN");
    static final long CHECKPOINTS = of("IRONJCKP");
    static final long HEAD = of("IRONJHED");
    static final long CURSORS = of("IRONJCUR");

    private Magic() {}

    private static long of(String letters) {
        long value = 0;
        byte[] bytes = letters.getBytes(StandardCharsets.US_ASCII);
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | bytes[i];
        }
        return value;
    }

    /** Consumes magic and version. Comes after the checksum, so that a newer version is told from damage. */
    static void check(ByteBuffer in, long magic, String file) {
        if (in.getLong() != magic) {
            throw new CorruptionException(file + " is not the kind of journal file that its name says");
        }
        int version = in.getInt();
        if (version != VERSION) {
            throw new CorruptionException(file + " has format version " + version + "; this release reads version "
                    + VERSION + ". Open the journal with the release that wrote it, or a later one.");
        }
    }
}
