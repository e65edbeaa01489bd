package io.ironjournal.cursor;

/**
 * The position of a cursor when its consumer began to read.
 *
 * @param generation the generation of the stream, or 0 if there was no stream
 * @param position the id of the next entry to consume
 */
public record ExpectedPosition(long generation, long position) {}
