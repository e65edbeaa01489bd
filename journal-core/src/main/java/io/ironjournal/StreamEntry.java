package io.ironjournal;

/**
 * An entry with the name of its stream, as a {@link StreamsIterator} returns it.
 *
 * @param stream the name of the stream; never null
 * @param entry the entry; never null
 * @since 0.1.0
 */
public record StreamEntry(String stream, Entry entry) {}
