package io.ironjournal.spi.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A sequence of records, appended in groups. A group becomes durable as a whole; after a crash only a prefix of its
 * records may remain. Each record has a position, the LSN. LSNs only increase, and gaps between them are allowed.
 *
 * <p>Only one thread at a time appends. It calls {@link #reserve}, {@link #reserveForLater}, {@link #releaseReservation}, {@link
 * #add}, {@link #pending}, {@link #commit} and {@link #handOver}. Other threads may call all other methods
 * concurrently.
 *
 * <p>The first failure is final. When a method that appends throws an exception other than {@link LogFullException}, or
 * a group fails, the engine appends nothing more, and the log must not complete any later group successfully.
 *
 * @since 0.1.0
 */
public interface CommitLog extends Closeable {

    /**
     * Returns what this log can do. The result never changes.
     *
     * @return the capabilities
     * @since 0.1.0
     */
    LogCapabilities capabilities();

    /**
     * Reserves space for the record that the next {@link #add} adds.
     *
     * @param contentLength the length of the content, in bytes. If it exceeds {@link LogCapabilities#largestRecord},
     *     the engine adds several records with this total length
     * @param urgent whether the record may use space that is kept for urgent records
     * @return the LSN of the record, or of the first of several records
     * @throws LogFullException when there is no space. The log is unchanged, and the engine may try again later
     * @throws IOException when the log has failed
     * @since 0.1.0
     */
    long reserve(int contentLength, boolean urgent) throws IOException;

    /**
     * Reserves space for an urgent record that is added later. A log that cannot become full need not implement this.
     *
     * @param contentLength the length of the content of that record, in bytes
     * @since 0.1.0
     */
    default void reserveForLater(int contentLength) {}

    /**
     * Releases space that {@link #reserveForLater} reserved, because the record was added or is no longer needed.
     *
     * @param contentLength the length that was passed to {@link #reserveForLater}
     * @since 0.1.0
     */
    default void releaseReservation(int contentLength) {}

    /**
     * Adds a record to the current group. {@link #reserve} has reserved its space. The log consumes {@code head}, and
     * keeps no reference to the arguments. A record without content only occupies a position; a reader may omit it.
     *
     * @param type the type, 1 to 31; on a log that limits its {@linkplain LogCapabilities#largestRecord records}, 1 to
     *     127
     * @param head the first part of the content, little-endian
     * @param body the rest of the content
     * @throws IOException when the log has failed
     * @since 0.1.0
     */
    void add(int type, ByteBuffer head, byte[] body) throws IOException;

    /**
     * Returns the approximate size of the current group, in bytes.
     *
     * @return the size; 0 for an empty group
     * @since 0.1.0
     */
    int pending();

    /**
     * Ends the current group and makes it durable. If nothing was added, the group is empty and completes when
     * everything that was handed over before is durable.
     *
     * <p>The log completes each group exactly once and in the order of the groups. It may do so on any thread, also on
     * the calling thread before this method returns. It reports all failures to the completion and throws nothing. A
     * log with {@link LogCapabilities#groupsInFlight} above 1 accepts more groups before the first one is complete.
     *
     * @param completion receives the outcome of the group
     * @since 0.1.0
     */
    void commit(GroupCompletion completion);

    /**
     * Ends the current group without making it durable. Its records survive the end of this process, but a crash of the
     * machine may lose them and all later records. The engine calls this only on a log that {@linkplain
     * LogCapabilities#handsOver hands over}.
     *
     * @throws IOException when the log has failed
     * @since 0.1.0
     */
    default void handOver() throws IOException {
        throw new UnsupportedOperationException("This log cannot hand over groups that are not durable");
    }

    /**
     * Makes everything durable that was handed over before the call. Another thread may append meanwhile. The engine
     * calls this only on a log that {@linkplain LogCapabilities#handsOver hands over}.
     *
     * @throws IOException when the log has failed
     * @since 0.1.0
     */
    default void commitHandedOver() throws IOException {
        throw new UnsupportedOperationException("This log cannot hand over groups that are not durable");
    }

    /**
     * Returns a reader for records from an LSN on, at least as far as the log is durable at the time of the call. Its
     * first record has the lowest LSN that is not below {@code from}.
     *
     * @param from 0, or an LSN of a record or of an end that this log returned
     * @return a reader; the caller closes it
     * @throws IOException when the log cannot be read
     * @since 0.1.0
     */
    LogReader reader(long from) throws IOException;

    /**
     * Returns the LSN below which all records are durable. It increases before a group completes or at the same time.
     *
     * @return the LSN, which never decreases
     * @since 0.1.0
     */
    long durable();

    /**
     * Returns the LSN after the last added record.
     *
     * @return the LSN
     * @since 0.1.0
     */
    long end();

    /**
     * Returns the approximate number of bytes between the oldest record that the log keeps and its end.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    long retainedBytes();

    /**
     * Returns how many times groups were made durable since the log was opened. Groups that become durable together may
     * count once.
     *
     * @return the number of times
     * @since 0.1.0
     */
    long commits();

    /**
     * Returns whether {@link #trim} to this LSN would free space.
     *
     * @param below the LSN
     * @return true when space would be freed
     * @since 0.1.0
     */
    boolean canTrim(long below);

    /**
     * Discards records below an LSN. The log may discard them later or keep them longer, but it never discards other
     * records. The engine calls this after a durable record says that it does not need them. From then on {@link
     * OpenedLog#begin} is at least this LSN, unless a crash undoes the trim.
     *
     * @param below the LSN
     * @throws IOException when the log cannot be trimmed
     * @since 0.1.0
     */
    void trim(long below) throws IOException;

    /**
     * Returns the parts that {@link #discard} can remove, in the order of the log. The part that is being written is not
     * one of them. Only a log that {@linkplain LogProvider#survivesDirectory survives the directory} has parts.
     *
     * @return the parts; none by default
     * @since 0.1.0
     */
    default List<LogPart> parts() {
        return List.of();
    }

    /**
     * Discards a part. Parts before it may remain. From then on {@link OpenedLog#begin} is at least its end. The engine
     * calls this after a durable {@linkplain #snapshot snapshot} above it says that no record of the part is needed. If
     * the log cannot discard the part at the moment, it returns without an effect.
     *
     * @param part one of {@link #parts}
     * @throws IOException when the log has failed
     * @since 0.1.0
     */
    default void discard(LogPart part) throws IOException {
        throw new UnsupportedOperationException("This log has no parts");
    }

    /**
     * Notes that the records from an LSN on contain a complete snapshot of the journal's state: its streams with their
     * ends, cursors, producers and checkpoints. {@link OpenedLog#snapshot} returns the LSN after the next opening.
     *
     * @param lsn an LSN
     * @return whether the log noted it durably
     * @throws IOException when the log has failed
     * @since 0.1.0
     */
    default boolean snapshot(long lsn) throws IOException {
        return false;
    }

    /** Closes the log. Groups that are not durable may be lost and need not complete. */
    @Override
    void close() throws IOException;
}
