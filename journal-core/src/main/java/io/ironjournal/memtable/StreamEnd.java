package io.ironjournal.memtable;

/**
 * How far one life of a stream has come.
 *
 * @param incarnation which life; 0 before its first entry
 * @param nextId the id that its next entry gets
 */
public record StreamEnd(long incarnation, long nextId) {}
