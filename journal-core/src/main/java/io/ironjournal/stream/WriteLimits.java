package io.ironjournal.stream;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.StreamName;

/**
 * What is refused before it has any effect.
 *
 * @param maxEntrySize the largest entry, in bytes
 * @param maxTransactionSize the largest body of a record, in bytes
 */
public record WriteLimits(int maxEntrySize, int maxTransactionSize) {

    private static final int MAX_STREAMS = 65_535;

    /** Fails when an entry may not be added to what was collected before. */
    public void check(EntryBodyBuilder entries, String stream, byte[] entry) {
        StreamName.utf8(stream);
        checkEntry(stream, entry.length);
        if (entries.sizeWith(stream, entry.length) > maxTransactionSize) {
            throw new TransactionTooLargeException("With this entry of " + entry.length + " bytes for stream '"
                    + stream + "' the transaction would exceed maxTransactionSize (" + maxTransactionSize
                    + " bytes). Raise it, or commit more often.");
        }
        if (entries.streams() == MAX_STREAMS && !entries.has(stream)) {
            throw new TransactionTooLargeException(
                    "A transaction writes to at most " + MAX_STREAMS + " streams; '" + stream + "' is one more");
        }
    }

    public void checkEntry(String stream, int length) {
        if (length > maxEntrySize) {
            throw new EntryTooLargeException("An entry of " + length + " bytes for stream '" + stream
                    + "' exceeds maxEntrySize (" + maxEntrySize + " bytes)");
        }
    }
}
