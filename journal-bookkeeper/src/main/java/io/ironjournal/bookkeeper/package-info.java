/**
 * The commit log on Apache BookKeeper: {@link io.ironjournal.bookkeeper.BookKeeperLog}.
 *
 * <p>The records of a journal are in ledgers, one after the other. A node in ZooKeeper lists them. It is changed only by
 * compare-and-set: by an opening, which begins a new epoch, by the change to the next ledger, and by trimming. {@code
 * JournalMetadata} describes its format, and {@code EntryFormat} that of the entries of ledgers. {@code Takeover} says
 * why at most one process writes.
 */
@NullMarked
package io.ironjournal.bookkeeper;

import org.jspecify.annotations.NullMarked;
