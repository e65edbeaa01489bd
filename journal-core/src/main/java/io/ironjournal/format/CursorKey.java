package io.ironjournal.format;

/**
 * Identifies a cursor. Names are unique for each stream.
 *
 * @param cursor the cursor's name
 * @param stream the stream's name
 */
public record CursorKey(String cursor, String stream) {}
