package io.ironjournal.format;

/**
 * Which cursor: names are unique for each stream.
 *
 * @param cursor the cursor's name
 * @param stream the stream's name
 */
public record CursorKey(String cursor, String stream) {}
