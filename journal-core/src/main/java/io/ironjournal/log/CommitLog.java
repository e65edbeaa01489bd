package io.ironjournal.log;

import io.ironjournal.format.RecordType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of records, appended in groups, each group made durable at once. One thread at a time appends; {@link
 * #forceBehind}, {@link #read}, {@link #trim}, {@link #canTrim}, {@link #durable}, {@link #size} and {@link #forces} may be
 * called by others meanwhile.
 *
 * <p>An {@link IOException} other than {@link io.ironjournal.io.NoSpaceException} out of {@code reserve} means that the
 * log can no longer be trusted; nobody calls it again.
 */
public interface CommitLog extends Closeable {

    /**
     * Makes sure that a record finds room, so that nothing of it is written when there is none.
     *
     * @param contentLength what the record will hold
     * @param urgent whether it may use the room kept for outcomes of prepared branches and for flush marks
     * @return the LSN that the record will get
     * @throws io.ironjournal.io.NoSpaceException when there is no room; the log is as it was
     */
    long reserve(int contentLength, boolean urgent) throws IOException;

    /** Keeps room for an urgent record to come, out of reach of others that are not urgent. */
    void promise(int contentLength);

    /** That record was added, or is not needed any more. */
    void settlePromise(int contentLength);

    /**
     * Adds the record that room was just reserved for. It may be written at once or later, but is durable only after
     * {@link #force}.
     *
     * @param head the first part of the content
     * @param body the rest of the content
     */
    void append(RecordType type, ByteBuffer head, byte[] body) throws IOException;

    /** Bytes added and not yet forced. */
    int pending();

    /** Hands what was added to the operating system without forcing it. */
    void write() throws IOException;

    /** Makes all that was added durable. Never called again after it failed. */
    void force() throws IOException;

    /**
     * Makes durable what was handed to the operating system so far, beside the thread that appends. Never called again
     * after it failed, and {@link #force} fails then too.
     */
    void forceBehind() throws IOException;

    /**
     * Reads a record that was applied before, beside the thread that appends, and checks it.
     *
     * @param contentLength what the record holds
     * @return its content; null when no such record is at the LSN, any longer
     */
    byte @Nullable [] read(RecordType type, long lsn, int contentLength) throws IOException;

    /** Everything below this LSN is durable. */
    long durable();

    /** The LSN behind the last record. */
    long end();

    /** Whether trimming to a mark would free anything. */
    boolean canTrim(long mark);

    /** Gives up what lies below an LSN, a durable flush mark; at least what is above it stays. */
    void trim(long mark) throws IOException;

    /** Bytes between the oldest record kept and the end. */
    long size();

    /** How many times the device was made to write. */
    long forces();
}
