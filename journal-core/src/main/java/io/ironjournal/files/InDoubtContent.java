package io.ironjournal.files;

import io.ironjournal.CursorInfo;
import io.ironjournal.JournalIOException;
import io.ironjournal.NewEntry;
import io.ironjournal.ProducerInfo;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What a commit of a branch in doubt would write. It is a snapshot of the branch's record in the commit log. An operator
 * compares it with the streams, and with the other resources of the transaction, before the branch is decided by hand.
 *
 * <p>An object keeps the record of its branch in memory, which is at most as large as {@code maxTransactionSize} of the
 * journal that wrote it. It has no file open. All methods may be called by several threads, except those of the iterators
 * that they return. It can be used until the {@link JournalFiles} is closed.
 *
 * @since 0.1.0
 */
public interface InDoubtContent {

    /**
     * {@return the branch: its id, the time of its vote, and its streams}
     *
     * @since 0.1.0
     */
    InDoubtBranch branch();

    /**
     * Iterates over the entries that a commit would write to a stream.
     *
     * @param stream the stream's name, not escaped
     * @return copies of the entries, in the order of their ids; without elements if the branch has no entry for the stream.
     *     {@code next} throws {@link NoSuchElementException} behind the last one
     * @since 0.1.0
     */
    Iterator<NewEntry> entries(String stream);

    /**
     * {@return the id of the next entry that the branch expects of a stream, by stream; empty if it expects none}
     *
     * @since 0.1.0
     */
    Map<String, Long> expectations();

    /**
     * Returns the cursors that a commit would move.
     *
     * @return the cursors with their new positions; {@link CursorInfo#lag} is how many entries are behind the new position
     *     now. A branch that a repair prepared again moves none
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    List<CursorInfo> cursors();

    /**
     * {@return the producers that a commit would move, with their new sequences. A branch that a repair prepared again moves none}
     *
     * @since 0.1.0
     */
    List<ProducerInfo> producers();

    /**
     * {@return a copy of the id of the checkpoint that a commit would create; empty if it creates none}
     *
     * @since 0.1.0
     */
    Optional<byte[]> checkpoint();

    /**
     * Searches a stream for the entries of the branch: the same bytes and headers, in the same order, one directly after
     * the other. So the caller can see whether the branch was committed once already, and a loss has made it in doubt
     * again. Another transaction may have written the same content, which the caller must judge.
     *
     * <p>Reads all entries of the stream from an id on. Times are not compared: a clock may go back between the vote and
     * the commit, and a repair sets the time of the vote. Entries are compared by SHA-256 digests, of which 16 bytes are
     * kept for each entry that the branch has for the stream. Entries behind the end of a damaged commit log are not
     * searched, although an opening may keep some of them: see {@link JournalFiles#nextOpening}. Entries that the stream had
     * before it was deleted are not searched either.
     *
     * @param stream the name of a stream for which the branch has entries
     * @param fromId the id of the first entry to compare; 0 for all
     * @return what was found
     * @throws IllegalArgumentException if the branch has no entries for the stream, or the id is negative
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    Occurrences search(String stream, long fromId);
}
