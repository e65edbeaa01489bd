package io.ironjournal.internal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Formats the id of a checkpoint for messages. An id can be any bytes. */
final class CheckpointId {

    private static final int SHOWN = 64;

    private CheckpointId() {}

    /** Returns the id in quotes if it is plain ASCII, or in hexadecimal. A long id is abbreviated. */
    static String printable(byte[] id) {
        boolean plain = id.length > 0;
        for (byte b : id) {
            plain &= b >= ' ' && b < 0x7f;
        }
        int shown = Math.min(id.length, SHOWN);
        String text = plain
                ? "'" + new String(id, 0, shown, StandardCharsets.US_ASCII) + "'"
                : "0x" + HexFormat.of().formatHex(id, 0, shown);
        return shown < id.length ? text + "… (" + id.length + " bytes)" : text;
    }
}
