package io.ironjournal.bookkeeper;

/**
 * The end of one opening's records.
 *
 * @param epoch the opening
 * @param lsn the LSN after its last acknowledged record
 */
record EpochEnd(long epoch, long lsn) {}
