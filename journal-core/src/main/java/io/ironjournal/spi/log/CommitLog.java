package io.ironjournal.spi.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A sequence of records, appended in groups. A group becomes durable as a whole or, in a crash, in part: then a prefix of
 * its records remains. Records have positions (LSNs) that only grow; gaps between them are legal.
 *
 * <p>One thread at a time appends: it calls {@link #reserve}, {@link #keepRoom}, {@link #releaseRoom}, {@link #add}, {@link
 * #pending}, {@link #commit} and {@link #handOver}. All other methods may be called by other threads at the same time.
 *
 * <p>The first failure is final. After an exception other than {@link LogFullException} from a method that appends, and
 * after a group failed, the engine appends nothing more, and the log lets no later group succeed.
 *
 * @since 0.1.0
 */
public interface CommitLog extends Closeable {

    /** Returns what this log can do. The answer never changes. */
    LogCapabilities capabilities();

    /**
     * Makes sure that the log has room for a record that {@link #add} adds next.
     *
     * @param contentLength bytes of content. When they are more than {@link LogCapabilities#largestRecord}, the engine
     *     adds several records, which together hold so much
     * @param urgent whether the record may use room that is kept for urgent records
     * @return the LSN that the record gets, or the first of them
     * @throws LogFullException when there is no room; the log is unchanged, and the engine may try again later
     */
    long reserve(int contentLength, boolean urgent) throws IOException;

    /**
     * Keeps room for an urgent record that is added later. A log that cannot fill up need not implement it.
     *
     * @param contentLength bytes of content of that record
     */
    default void keepRoom(int contentLength) {}

    /**
     * Releases room that {@link #keepRoom} kept, since the record was added or is not needed any more.
     *
     * @param contentLength the same number
     */
    default void releaseRoom(int contentLength) {}

    /**
     * Adds the record that room was reserved for to the current group. The log consumes {@code head}, and keeps a reference
     * to neither argument after it returns. A record without content only takes a position; reading may leave it out.
     *
     * @param type 1 to 31; on a log that limits its {@linkplain LogCapabilities#largestRecord records}, 1 to 127
     * @param head the first part of the content, little-endian
     * @param body the rest of the content
     */
    void add(int type, ByteBuffer head, byte[] body) throws IOException;

    /** Returns how many bytes the current group has, about. */
    int pending();

    /**
     * Ends the current group and makes it durable. When nothing was added, the group is empty and completes once all that
     * was handed over before it is durable.
     *
     * <p>The log completes each group exactly once, in the order of the groups, on any thread; also on the calling thread,
     * before this method returns. It reports all failures to the completion and throws nothing. A log with {@link
     * LogCapabilities#groupsInFlight} above 1 accepts more groups before the first is complete.
     */
    void commit(GroupCompletion completion);

    /**
     * Ends the current group without making it durable. Its records survive the end of this process, but a crash of the
     * machine may take them and all that follow. Only called on a log that {@linkplain LogCapabilities#handsOver hands over}.
     */
    default void handOver() throws IOException {
        throw new UnsupportedOperationException("This log does not hand over groups that are not durable");
    }

    /**
     * Makes durable what was handed over before the call, while another thread may append. Only called on a log that
     * {@linkplain LogCapabilities#handsOver hands over}.
     */
    default void commitHandedOver() throws IOException {
        throw new UnsupportedOperationException("This log does not hand over groups that are not durable");
    }

    /**
     * Reads records from an LSN on, at least as far as the log is durable when this method is called. The first record has
     * the lowest LSN that is not below {@code from}.
     *
     * @param from 0, or an LSN that this log returned, of a record or of an end
     */
    LogReader reader(long from) throws IOException;

    /** Returns the LSN below which all records are durable. It grows before a group completes, or at that moment. */
    long durable();

    /** Returns the LSN behind the last record that was added. */
    long end();

    /** Returns the number of bytes between the oldest record that the log keeps and its end, about. */
    long retainedBytes();

    /** Returns how many groups were made durable since the log was opened. Several that became so at once may count once. */
    long commits();

    /** Returns whether trimming to an LSN would free anything. */
    boolean canTrim(long below);

    /**
     * Discards records below an LSN. The log may keep them longer or discard them later, but it never discards others. The
     * engine has noted in a durable record of its own that it does not need them. From now on an {@link OpenedLog#begin}
     * is at least this LSN, when no crash takes that away again.
     */
    void trim(long below) throws IOException;

    /** Releases the log. Groups that are not durable may be lost, and need not complete. */
    @Override
    void close() throws IOException;
}
