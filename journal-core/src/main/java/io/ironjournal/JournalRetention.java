package io.ironjournal;

/**
 * Removes what is no longer needed: the role of {@link Journal} for code that frees space. Thread-safe. Every call is
 * durable when it returns, in every {@link SyncMode}. After {@link Journal#close()} every method throws {@link
 * JournalClosedException}.
 *
 * @since 0.1.0
 */
public interface JournalRetention {

    /**
     * Removes old entries to free space: whole segments that hold only entries below an id, never the last segment. The
     * options {@code maxSegmentSize} and {@code maxEntriesPerSegment} say where a stream is cut into segments, also for
     * entries that are not in files yet: those are written first, and their segments removed as well.
     *
     * <p>Durable when it returns, in every mode. From then on {@link JournalReader#firstId} is above the entries that are gone,
     * {@link JournalReader#get} returns nothing for them, and their files are deleted. An iterator that has read a frame already may
     * still return the rest of it. Ids keep counting. On a full disk, what is in files is removed; entries that find no
     * space to be written stay, and a later call removes them.
     *
     * @param stream the stream's name
     * @param safeId entries below it are no longer needed
     * @return how many segments were removed; 0 when no whole segment lies below the id
     * @throws StreamNotFoundException when there is no such stream
     * @throws JournalFailedException when the journal failed, now or earlier
     * @since 0.1.0
     */
    int truncate(String stream, long safeId);

    /**
     * Deletes a stream and all its entries. Durable when it returns. A stream of that name that is written later begins
     * at id 0.
     *
     * @param stream the stream's name
     * @return whether there was one
     * @throws JournalFailedException when the journal failed, now or earlier
     * @since 0.1.0
     */
    boolean deleteStream(String stream);
}
