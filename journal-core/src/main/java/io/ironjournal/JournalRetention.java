package io.ironjournal;

/**
 * Removes entries that are no longer needed: the role of {@link Journal} for code that frees space. Thread-safe. Each
 * call is durable when it returns, in every {@link SyncMode}. No argument may be null ({@link NullPointerException}).
 * After {@link Journal#close()} every method throws {@link JournalClosedException}. The first use of a stream opens its
 * files; it can throw {@link CorruptionException}, {@link SegmentNotFoundException} and {@link JournalIOException}, and
 * nothing is removed then. During the last part of a {@linkplain JournalBackup#backup backup}, each call waits, for at
 * most {@link BackupOptions#pinLimit()}. In a JTA transaction, every method of a transactional journal throws {@link
 * IllegalStateException}, because its effect would stay even if the transaction rolled back. An injected journal is
 * transactional.
 *
 * @since 0.1.0
 */
public interface JournalRetention {

    /**
     * The cursor by which {@link #restoreArchived} keeps entries from rules of retention, even from those {@linkplain
     * Retention#evenPastCursors() past cursors}.
     *
     * @since 0.1.0
     */
    String RESTORED_CURSOR = "ironjournal.restored";

    /**
     * Removes old entries of a stream to free space. Removes whole segments that contain only entries below an id, but
     * never the last segment. The options {@code maxSegmentSize} and {@code maxEntriesPerSegment} determine where a
     * segment ends. Entries that are not in segments yet are first written to segments, which can then be removed, too.
     *
     * <p>When this returns, the removal is durable, {@link JournalReader#firstId} is above the removed entries, {@link
     * JournalReader#get} returns nothing for them, and their files are deleted. An iterator that has already read a
     * block may still return the rest of that block. Ids are not reused. On a full disk, existing segments are removed;
     * entries that cannot be written to segments remain until a later call. With an {@linkplain JournalOptions#archive()
     * archive}, all entries are written to segments first, and a full disk makes the call fail.
     *
     * <p>Cursors and checkpoints do not prevent the removal. Use an id that no consumer still needs, such as the lowest
     * {@link Cursor#position()} of all cursors of the stream.
     *
     * @param stream the stream's name
     * @param safeId entries below this id are no longer needed; may be above the stream's next id
     * @return the number of removed segments; 0 when no whole segment is below the id
     * @throws IllegalArgumentException when {@code safeId} is negative
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws StreamNotFoundException when the stream does not exist
     * @throws DiskFullException when there is no space even for the record of the truncation in the commit log, or none
     *     in the {@linkplain JournalOptions#archive() archive}; nothing was removed
     * @throws JournalIOException when the archive cannot be written; nothing was removed
     * @throws ArchiveException when the archive is not the one that the journal used before, for example because its
     *     volume is not mounted; nothing was removed
     * @throws JournalFailedException when the journal has failed, now or earlier. If files cannot be written or
     *     deleted, {@link JournalFailedException#outcomeUnknown()} is true, and opening the journal again completes the
     *     removal
     * @since 0.1.0
     */
    int truncate(String stream, long safeId);

    /**
     * Deletes a stream with all its entries and cursors, and archives nothing of them. The deletion is durable when this returns. If a stream of that
     * name is written later, its ids begin at 0.
     *
     * <p>Transactions that are not committed yet, including branches in doubt, keep their entries for the stream. When
     * one of them commits later, its entries create the stream again. Its moves of deleted cursors have no effect. If a
     * prepared branch (see {@link io.ironjournal.transaction.InDoubtBranch}) {@linkplain TxnWriter#expect expects} a
     * position of the stream, this waits for its outcome.
     *
     * @param stream the stream's name
     * @return true when the stream existed
     * @throws InvalidStreamNameException when no stream can have that name, or the stream belongs to a shard
     * @throws DiskFullException when there is no space even for the record of the deletion in the commit log; nothing
     *     was deleted
     * @throws WriteTimeoutException when this waited too long for a prepared branch; nothing was deleted
     * @throws JournalFailedException when the journal has failed, now or earlier. If files cannot be deleted, {@link
     *     JournalFailedException#outcomeUnknown()} is true, and opening the journal again completes the deletion
     * @since 0.1.0
     */
    boolean deleteStream(String stream);

    /**
     * Puts entries that truncations moved to the {@linkplain JournalOptions#archive() archive} back before the first entry
     * of their stream, with their ids, times and headers. Copies whole segments, so the stream may then begin below {@code
     * fromId}. The archive keeps its files. If the archive begins above {@code fromId}, the stream begins there, too.
     *
     * <p>Each segment is verified first. When this returns, the entries are durable in the journal. If entries were put back,
     * the cursor {@link #RESTORED_CURSOR} of the stream is at the first one. Rules of retention remove nothing at or above it.
     * To release the entries, delete this cursor. Other cursors stay where they are.
     *
     * <p>The cursor is set last. After a crash before this returns, the stream has all of these entries or none of them, and
     * the cursor may be missing. Then, and after an exception that says that only the cursor is missing, repeat the call with
     * the same {@code fromId}: it sets the missing cursor. A cursor that is at a lower position stays there.
     *
     * <p>Readers and writers go on. Truncations, deletions and rules of retention wait. Entries of a deleted stream cannot
     * be put back, nor can those of a journal whose commit log is elsewhere.
     *
     * @param stream the stream's name
     * @param fromId the id of the oldest entry that is needed; 0 for all that the archive has
     * @return the stream's first id; it has not changed if the archive has no entries before it
     * @throws IllegalArgumentException when {@code fromId} is negative
     * @throws InvalidStreamNameException when no stream can have that name
     * @throws StreamNotFoundException when the stream does not exist
     * @throws ArchiveException when the journal has no archive, or its log is elsewhere, or when an archived entry from
     *     {@code fromId} on is missing or damaged; nothing was put back
     * @throws DiskFullException when there is no space for the segments: nothing was put back, but after a crash soon
     *     afterwards the entries may be there. Or when there is no space for the cursor: the entries were put back, and the
     *     message says so. In both cases free space, and repeat the call
     * @throws WriteTimeoutException when the write of the cursor waited too long. The entries were put back. Repeat the call
     * @throws CursorConflictException when a transaction or another call moves the cursor {@link #RESTORED_CURSOR}. The
     *     entries were put back. Repeat the call afterwards
     * @throws JournalIOException when the archive cannot be read, or a segment cannot be copied; nothing was put back
     * @throws JournalFailedException when the journal has failed, now or earlier; if {@link
     *     JournalFailedException#outcomeUnknown()} is true, opening the journal again decides
     * @since 0.1.0
     */
    long restoreArchived(String stream, long fromId);

    /**
     * Removes what the rules of {@link JournalOptions#retention()} no longer keep, now, in the calling thread. The journal
     * does the same in the background, each {@link JournalOptions#retentionInterval()}. A background round that has begun
     * goes on afterwards.
     *
     * @return what was removed, and which streams could not be examined
     * @throws JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    RetentionReport applyRetention();
}
