package io.ironjournal.cursor;

/**
 * Where a consumer found a cursor when it began to read.
 *
 * @param generation in which life of the stream; 0 when there was no stream
 * @param position the id of the next entry to consume
 */
public record ExpectedPosition(long generation, long position) {}
