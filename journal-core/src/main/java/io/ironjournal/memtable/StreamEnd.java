package io.ironjournal.memtable;

/**
 * How far one life of a stream has come.
 *
 * @param generation which life; 0 before its first entry
 * @param nextId the id that its next entry gets
 */
public record StreamEnd(long generation, long nextId) {}
