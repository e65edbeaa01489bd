package io.ironjournal.bookkeeper;

/**
 * The content of a journal's node.
 *
 * @param content what it says
 * @param version the version of the node, for compare-and-set
 */
record VersionedMetadata(JournalMetadata content, int version) {}
