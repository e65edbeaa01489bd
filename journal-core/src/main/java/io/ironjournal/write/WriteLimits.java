package io.ironjournal.write;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.ErrorContext;
import io.ironjournal.Headers;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.PositionConflictException;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.Expectation;
import io.ironjournal.format.ShardName;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.format.StreamName;
import io.ironjournal.sharded.InvalidCheckpointIdException;
import io.ironjournal.text.Printable;
import java.util.Objects;

/**
 * The limits of writes. They are checked before a write has any effect.
 *
 * @param maxEntrySize the maximum size of an entry, in bytes
 * @param maxTransactionSize the maximum size of a record's body, in bytes. One entry always fits
 * @param shards the number of shards, whose stream names are reserved
 */
public record WriteLimits(int maxEntrySize, int maxTransactionSize, int shards) {

    private static final int MAX_STREAMS = 65_535;

    /**
     * How much a record may contain besides its only entry, in bytes, whatever the maximum size of a transaction is. So
     * the largest entry can be written in any way. It is enough for the names, an expected position, and a few moves.
     */
    private static final int BESIDES_ONE_ENTRY = 4096;

    /** Returns the limits of a journal with these options. */
    public static WriteLimits of(JournalOptions options, int shards) {
        return new WriteLimits(
                Math.toIntExact(options.maxEntrySize()), Math.toIntExact(options.maxTransactionSize()), shards);
    }

    /** Fails if applications must not write to or delete a stream of that name. */
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

    /** Fails if there is no such shard. Returns its stream. */
    public String shard(int shard) {
        return ShardName.of(Objects.checkIndex(shard, shards));
    }

    /** Fails if a checkpoint cannot be added to the collected content. */
    public void checkCheckpoint(EntryBodyBuilder entries, byte[] id) {
        Objects.requireNonNull(id, "checkpointId");
        if (id.length == 0 || id.length > CheckpointRecord.MAX_ID) {
            throw new InvalidCheckpointIdException(
                    "The id of a checkpoint must have 1 to " + CheckpointRecord.MAX_ID + " bytes; this one has "
                            + id.length,
                    ErrorContext.ofCheckpoint(id),
                    null);
        }
        if (shards == 0) {
            throw new IllegalStateException(
                    "This journal is not sharded, so it has no checkpoints. Open it with ShardedJournal.open.");
        }
        if (entries.hasCheckpoint()) {
            throw new IllegalStateException(
                    "A transaction can create only one checkpoint, because a second one would have the same cut");
        }
    }

    /** Fails if a checkpoint, a move or an expectation of this size cannot be added to the collected content. */
    public void checkPosition(EntryBodyBuilder entries, int length) {
        if (!fits(entries.size() + length, entries.count(), entries.sizeWithoutEntries() + length)) {
            throw new TransactionTooLargeException(
                    "With one more checkpoint, expected position or move of a cursor or producer the transaction would"
                            + " exceed maxTransactionSize (" + maxTransactionSize
                            + " bytes). Raise it, or commit more often.");
        }
    }

    /**
     * Returns whether a body may be written.
     *
     * @param size its size in bytes
     * @param count the number of its entries
     * @param withoutEntries its size without the stored bytes of the entries
     */
    private boolean fits(long size, int count, long withoutEntries) {
        return size <= maxTransactionSize || (count == 1 && withoutEntries <= BESIDES_ONE_ENTRY);
    }

    /**
     * Adds the expected position of a stream, or of a shard's stream, to the collected content. An equal expectation is
     * added once.
     *
     * @throws PositionConflictException if the content expects another position of the stream
     */
    public void expect(EntryBodyBuilder entries, String stream, long nextId) {
        StreamName.check(stream);
        requireId(nextId);
        Expectation earlier = entries.expectation(stream);
        if (earlier == null) {
            checkPosition(entries, EntryBody.sectionHeaderSize(stream) + Expectation.size(stream));
            entries.expect(new Expectation(stream, nextId));
        } else if (earlier.nextId() != nextId) {
            throw new PositionConflictException(
                    "Stream '" + Printable.name(stream) + "' cannot end at " + earlier.nextId() + " and at " + nextId
                            + ": both are expected in one transaction. Roll back, and read the stream again.",
                    ErrorContext.ofStream(stream).withId(nextId),
                    earlier.nextId(),
                    nextId,
                    null);
        }
    }

    /** Fails unless the name of a producer has the form of a stream name. */
    public static void checkProducer(String producer) {
        Objects.requireNonNull(producer, "producer");
        try {
            StreamName.check(producer);
        } catch (InvalidStreamNameException e) {
            throw new IllegalArgumentException(
                    "The name of a producer must be valid Unicode of 1 to " + StreamName.MAX_BYTES
                            + " bytes in UTF-8; '"
                            + Printable.name(producer.substring(0, Math.min(producer.length(), StreamName.MAX_BYTES)))
                            + "' is not",
                    e);
        }
    }

    /** Fails if a number is no sequence. */
    public static void requireSequence(long sequence) {
        if (sequence < 0) {
            throw new IllegalArgumentException("The sequence of a producer must not be negative: " + sequence);
        }
    }

    /** Fails if a number is no id. */
    public static void requireId(long nextId) {
        if (nextId < 0) {
            throw new IllegalArgumentException("The expected next id must not be negative: " + nextId);
        }
    }

    /** Fails if an entry cannot be added to the collected content. */
    public void check(EntryBodyBuilder entries, String stream, byte[] entry) {
        checkName(stream);
        checkSize(entries, stream, entry);
    }

    /** Fails if an entry cannot be added to the collected content. */
    public void check(EntryBodyBuilder entries, String stream, NewEntry entry) {
        checkName(stream);
        checkSize(entries, stream, entry);
    }

    /** Fails if an entry cannot be added to the collected content for the stream of a shard. */
    public void checkSize(EntryBodyBuilder entries, String stream, byte[] entry) {
        checkSize(entries, stream, Objects.requireNonNull(entry, "entry").length, 0);
    }

    /** Fails if an entry cannot be added to the collected content for the stream of a shard. */
    public void checkSize(EntryBodyBuilder entries, String stream, NewEntry entry) {
        Headers headers = Objects.requireNonNull(entry, "entry").headers();
        checkSize(entries, stream, entry.data().length, StoredEntry.sizeOf(headers));
    }

    private void checkSize(EntryBodyBuilder entries, String stream, int length, int headers) {
        checkEntry(stream, length);
        long size = entries.sizeWith(stream, length + headers);
        long added = size - entries.size() - length - headers;
        if (!fits(size, entries.count() + 1, entries.sizeWithoutEntries() + added)) {
            throw new TransactionTooLargeException(
                    "With this entry of " + (length + headers) + " bytes for stream '"
                            + Printable.name(stream) + "' the transaction would exceed maxTransactionSize ("
                            + maxTransactionSize
                            + " bytes). Raise it, or commit more often.",
                    ErrorContext.ofStream(stream),
                    null);
        }
        if (entries.streams() == MAX_STREAMS && !entries.has(stream)) {
            throw new TransactionTooLargeException(
                    "A transaction writes to at most " + MAX_STREAMS + " streams; '" + Printable.name(stream)
                            + "' is one more. Commit more often.",
                    ErrorContext.ofStream(stream),
                    null);
        }
    }

    /** Fails if these entries cannot be written together. Returns their size in a record. */
    public int checkBatch(String stream, byte[][] entries) {
        checkName(stream);
        long size = 0;
        for (byte[] entry : entries) {
            checkEntry(stream, Objects.requireNonNull(entry, "entry in entries").length);
            size += EntrySection.ENTRY_HEADER + (long) entry.length;
        }
        if (entries.length > 1 && EntryBody.sectionHeaderSize(stream) + size > maxTransactionSize) {
            throw new TransactionTooLargeException(
                    "A batch of " + entries.length + " entries for stream '" + Printable.name(stream)
                            + "' takes " + size + " bytes and exceeds maxTransactionSize (" + maxTransactionSize
                            + " bytes). Raise it, or use smaller batches.",
                    ErrorContext.ofStream(stream),
                    null);
        }
        return (int) size;
    }

    /**
     * Fails if an entry is too large.
     *
     * @param length the length of its own bytes; headers do not count
     */
    public void checkEntry(String stream, int length) {
        if (length > maxEntrySize) {
            throw new EntryTooLargeException(
                    "An entry of " + length + " bytes for stream '" + Printable.name(stream)
                            + "' exceeds maxEntrySize (" + maxEntrySize
                            + " bytes). Raise it, or write smaller entries.",
                    ErrorContext.ofStream(stream),
                    null);
        }
    }
}
