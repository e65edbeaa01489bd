package io.ironjournal;

import io.ironjournal.transaction.InDoubtBranch;
import java.time.Duration;
import java.util.List;

/**
 * What opening a journal found and did.
 *
 * <p>Opening reads only the streams that the commit log mentions; their irregularities are among the {@linkplain
 * #notes() notes}. Any other stream is opened at its first use, segment by segment. Its irregularities are then logged
 * as warnings of the {@link System.Logger} {@code io.ironjournal}.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all values in one line, like a record.
 *
 * @since 0.1.0
 */
public interface RecoveryReport {

    /**
     * Returns whether this opening created the journal.
     *
     * @return true when the journal did not exist before
     * @since 0.1.0
     */
    boolean created();

    /**
     * Returns the number of replayed records: the valid records of the commit log above the last flush mark.
     *
     * @return the number of records
     * @since 0.1.0
     */
    long recordsReplayed();

    /**
     * Returns the number of entries that the replayed records brought back into memory.
     *
     * @return the number of entries
     * @since 0.1.0
     */
    long entriesReplayed();

    /**
     * Returns the number of streams that the replayed entries belong to.
     *
     * @return the number of streams
     * @since 0.1.0
     */
    long streamsReplayed();

    /**
     * Returns the size of the valid records at the log end that may not have been durable. They were copied and forced
     * before use.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long unforcedBytesCopied();

    /**
     * Returns how much was discarded at the end of the log. Unless {@link #lostRecords()} or {@link #losses()} say
     * otherwise, this is an unfinished write that a crash left. In {@link SyncMode#STRICT} it was never acknowledged.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long discardedBytes();

    /**
     * Returns how many acknowledged records are among the discarded bytes.
     *
     * @return the minimum number of records; a damaged part counts as one record
     * @since 0.1.0
     */
    long lostRecords();

    /**
     * Returns the losses of acknowledged data that are not accepted yet, including those of earlier openings. See
     * {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()}.
     *
     * @return one sentence for each loss; empty when nothing is lost
     * @since 0.1.0
     */
    List<String> losses();

    /**
     * Returns the files that contain the discarded bytes. Each has the format of the log segment that it comes from.
     *
     * @return paths relative to the journal's directory
     * @since 0.1.0
     */
    List<String> quarantine();

    /**
     * Returns the irregularities that were found and handled. Examples: {@code MANIFEST} or the index of a segment was
     * rebuilt; damaged records were skipped because nothing needs them; a torn tail was not kept because the disk was
     * full; parts of streams were moved to {@code quarantine} after a loss.
     *
     * @return one sentence for each irregularity
     * @since 0.1.0
     */
    List<String> notes();

    /**
     * Returns the branches that were in doubt when the journal was opened: prepared and not decided.
     *
     * @return the branches, oldest first
     * @since 0.1.0
     */
    List<InDoubtBranch> inDoubt();

    /**
     * Returns how long opening took.
     *
     * @return the time
     * @since 0.1.0
     */
    Duration duration();
}
