package io.ironjournal.spi.log;

/**
 * A part of a log that can be discarded alone. No record is in two parts.
 *
 * @param begin the LSN of its first record
 * @param end the LSN after its last record
 * @since 0.1.0
 */
public record LogPart(long begin, long end) {}
