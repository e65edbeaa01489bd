package io.ironjournal.write;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.ErrorContext;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.ShardName;
import io.ironjournal.format.StreamName;
import io.ironjournal.sharded.InvalidCheckpointIdException;
import io.ironjournal.text.Printable;
import java.util.Objects;

/**
 * What is refused before it has any effect.
 *
 * @param maxEntrySize the largest entry, in bytes
 * @param maxTransactionSize the largest body of a record, in bytes
 * @param shards how many streams are shards, whose names nobody may use
 */
public record WriteLimits(int maxEntrySize, int maxTransactionSize, int shards) {

    private static final int MAX_STREAMS = 65_535;

    /** Fails when nobody may write to a stream of that name, or delete it. */
    public void checkName(String stream) {
        StreamName.check(stream);
        if (shards > 0 && ShardName.isReserved(stream)) {
            throw new InvalidStreamNameException(
                    "The stream name '" + Printable.name(stream)
                            + "' belongs to a shard of this sharded journal. Write to it by key, through ShardedJournal.",
                    ErrorContext.ofStream(stream),
                    null);
        }
    }

    /** Fails when there is no such shard; returns its stream. */
    public String shard(int shard) {
        return ShardName.of(Objects.checkIndex(shard, shards));
    }

    /** Fails when a checkpoint may not be added to what was collected before. */
    public void checkCheckpoint(EntryBodyBuilder entries, byte[] id) {
        Objects.requireNonNull(id, "checkpointId");
        if (id.length == 0 || id.length > CheckpointRecord.MAX_ID) {
            throw new InvalidCheckpointIdException(
                    "The id of a checkpoint has 1 to " + CheckpointRecord.MAX_ID + " bytes; this one has " + id.length,
                    ErrorContext.ofCheckpoint(id),
                    null);
        }
        if (shards == 0) {
            throw new IllegalStateException(
                    "This journal is not sharded, so that it has no checkpoints. Open it by ShardedJournal.open.");
        }
        if (entries.hasCheckpoint()) {
            throw new IllegalStateException("A transaction makes one checkpoint: a second one would be the same cut");
        }
    }

    /** Fails when neither a checkpoint nor a move of so many bytes may be added to what was collected before. */
    public void checkPosition(EntryBodyBuilder entries, int length) {
        if (entries.size() + length > maxTransactionSize) {
            throw new TransactionTooLargeException("With one more checkpoint or move of a cursor the transaction would"
                    + " exceed maxTransactionSize (" + maxTransactionSize + " bytes). Raise it, or commit more often.");
        }
    }

    /** Fails when an entry may not be added to what was collected before. */
    public void check(EntryBodyBuilder entries, String stream, byte[] entry) {
        checkName(stream);
        checkSize(entries, stream, entry);
    }

    /** Likewise, for the stream of a shard. */
    public void checkSize(EntryBodyBuilder entries, String stream, byte[] entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").length);
        if (entries.sizeWith(stream, entry.length) > maxTransactionSize) {
            throw new TransactionTooLargeException(
                    "With this entry of " + entry.length + " bytes for stream '"
                            + Printable.name(stream) + "' the transaction would exceed maxTransactionSize ("
                            + maxTransactionSize
                            + " bytes). Raise it, or commit more often.",
                    ErrorContext.ofStream(stream),
                    null);
        }
        if (entries.streams() == MAX_STREAMS && !entries.has(stream)) {
            throw new TransactionTooLargeException(
                    "A transaction writes to at most " + MAX_STREAMS + " streams; '" + Printable.name(stream)
                            + "' is one more",
                    ErrorContext.ofStream(stream),
                    null);
        }
    }

    /** Fails when these entries may not be written together; returns what they take in a record. */
    public int checkBatch(String stream, byte[][] entries) {
        checkName(stream);
        long size = 0;
        for (byte[] entry : entries) {
            checkEntry(stream, Objects.requireNonNull(entry, "entry in entries").length);
            size += EntrySection.ENTRY_HEADER + (long) entry.length;
        }
        if (EntryBody.sectionHeaderSize(stream) + size > maxTransactionSize) {
            throw new TransactionTooLargeException(
                    "A batch of " + entries.length + " entries for stream '" + Printable.name(stream)
                            + "' takes " + size + " bytes and exceeds maxTransactionSize (" + maxTransactionSize
                            + " bytes). Raise it, or make smaller batches.",
                    ErrorContext.ofStream(stream),
                    null);
        }
        return (int) size;
    }

    public void checkEntry(String stream, int length) {
        if (length > maxEntrySize) {
            throw new EntryTooLargeException(
                    "An entry of " + length + " bytes for stream '" + Printable.name(stream)
                            + "' exceeds maxEntrySize (" + maxEntrySize + " bytes)",
                    ErrorContext.ofStream(stream),
                    null);
        }
    }
}
