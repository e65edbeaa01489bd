package io.ironjournal.memtable;

/**
 * The end of one generation of a stream.
 *
 * @param generation the generation, or 0 before its first entry
 * @param nextId the id of its next entry
 */
public record StreamEnd(long generation, long nextId) {}
