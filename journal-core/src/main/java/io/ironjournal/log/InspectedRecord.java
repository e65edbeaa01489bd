package io.ironjournal.log;

import io.ironjournal.spi.log.LogRecord;

/**
 * A record that was read without opening the log.
 *
 * @param record the record, valid until the next one is read
 * @param size its size with headers, in bytes
 * @param durable the durable LSN when it was written, which is the same for all records of a group
 * @param behindEnd whether it is behind the log end
 */
public record InspectedRecord(LogRecord record, long size, long durable, boolean behindEnd) {}
