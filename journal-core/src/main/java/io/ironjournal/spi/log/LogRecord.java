package io.ironjournal.spi.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A whole record that was read from a log.
 *
 * @param type the number that it was added with
 * @param lsn its position
 * @param content head and body, from the buffer's position to its limit; valid until the next record is read. Becomes
 *     little-endian
 * @since 0.1.0
 */
public record LogRecord(int type, long lsn, ByteBuffer content) {

    /** Sets the byte order of the content. */
    public LogRecord {
        content.order(ByteOrder.LITTLE_ENDIAN);
    }
}
