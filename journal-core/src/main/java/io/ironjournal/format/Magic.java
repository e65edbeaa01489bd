package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.UnsupportedFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The beginning of the journal's files: eight ASCII letters, then the format version. A header also contains a set of
 * <em>features</em>, one bit each. A reader refuses a file with an unknown feature, so later features (see decision 19)
 * need no new version.
 */
final class Magic {

    static final int VERSION = 2;

    /** The features of this release: none. */
    static final int FEATURES = 0;

    static final long SEGMENT = of("IRONJSEG");
    static final long LOG = of("IRONJLOG");
    static final long MANIFEST = of("IRONJMAN");
    static final long CHECKPOINTS = of("IRONJCKP");
    static final long CURSORS = of("IRONJCUR");
    static final long CATALOGUE = of("IRONJCAT");
    static final long BUILT = of("IRONJBLT");

    private Magic() {}

    private static long of(String letters) {
        long value = 0;
        byte[] bytes = letters.getBytes(StandardCharsets.US_ASCII);
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | bytes[i];
        }
        return value;
    }

    /** Reads magic and version. Called after the checksum is checked, so that a newer version is not taken for damage. */
    static void check(ByteBuffer in, long magic, String file) {
        check(in, magic, file, ErrorContext.ofFile(file));
    }

    /** Does the same for a file that messages describe by more than its path. */
    static void check(ByteBuffer in, long magic, String file, ErrorContext context) {
        if (in.getLong() != magic) {
            throw new CorruptionException(
                    file + " is not the kind of journal file that its name says. Restore the right file from a copy",
                    context.withOffset(0),
                    null);
        }
        int version = in.getInt();
        if (version != VERSION) {
            throw new UnsupportedFormatException(
                    file + " has format version " + version
                            + "; this release reads version " + VERSION + ". "
                            + (version < VERSION
                                    ? "A pre-release wrote it, and there is no migration: begin a new journal in an empty"
                                            + " directory."
                                    : "Open the journal with the release that wrote it, or a later one."),
                    context,
                    null);
        }
    }

    /** Refuses unknown features. */
    static void checkFeatures(int features, String file) {
        checkFeatures(features, file, ErrorContext.ofFile(file));
    }

    /** Does the same for a file that messages describe by more than its path. */
    static void checkFeatures(int features, String file, ErrorContext context) {
        if ((features & ~FEATURES) != 0) {
            throw new UnsupportedFormatException(
                    file + " uses features that this release does not have (bits 0x"
                            + Integer.toHexString(features & ~FEATURES)
                            + "). Open the journal with the release that wrote it, or a later one.",
                    context,
                    null);
        }
    }
}
