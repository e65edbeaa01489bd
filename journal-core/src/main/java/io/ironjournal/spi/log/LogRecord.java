package io.ironjournal.spi.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A complete record that was read from a log.
 *
 * @param type the type that was passed to {@link CommitLog#add}
 * @param lsn the position of the record
 * @param content head and body, between the buffer's position and limit. It is valid until the next record is read. The
 *     constructor sets its byte order to little-endian
 * @since 0.1.0
 */
public record LogRecord(int type, long lsn, ByteBuffer content) {

    /**
     * Creates a record, and sets the byte order of the content.
     *
     * @param type the type that was passed to {@link CommitLog#add}
     * @param lsn the position of the record
     * @param content head and body
     * @since 0.1.0
     */
    public LogRecord {
        content.order(ByteOrder.LITTLE_ENDIAN);
    }
}
