package io.ironjournal.log;

import io.ironjournal.format.RecordType;
import java.nio.ByteBuffer;

/**
 * A whole record as read from the log, put together from its fragments.
 *
 * @param type what it says
 * @param lsn where its first fragment stands
 * @param content little-endian; valid until the next record is read
 */
public record LogRecord(RecordType type, long lsn, ByteBuffer content) {}
