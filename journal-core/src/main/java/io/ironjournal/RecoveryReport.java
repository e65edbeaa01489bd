package io.ironjournal;

import io.ironjournal.transaction.InDoubtBranch;
import java.time.Duration;
import java.util.List;

/**
 * What opening a journal found and did.
 *
 * <p>A stream that the commit log mentions is opened with the journal, and what is irregular in it is among the notes. Any
 * other is opened when it is used, segment by segment; what is irregular there is logged then, as a warning of the
 * {@link System.Logger} {@code io.ironjournal}.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all of it in one line, in the form of a record.
 *
 * @since 0.1.0
 */
public interface RecoveryReport {

    /**
     * Returns whether the journal was created.
     *
     * @return whether the journal did not exist before
     * @since 0.1.0
     */
    boolean created();

    /**
     * Returns how many records were replayed.
     *
     * @return records of the commit log above its last flush mark, all of them whole
     * @since 0.1.0
     */
    long recordsReplayed();

    /**
     * Returns how many entries were replayed.
     *
     * @return entries that those records brought back into memory
     * @since 0.1.0
     */
    long entriesReplayed();

    /**
     * Returns how much was copied because nothing proved it durable.
     *
     * @return bytes of valid records that nothing proved durable, copied and forced before use
     * @since 0.1.0
     */
    long unforcedBytesCopied();

    /**
     * Returns how much was cut off the end of the log.
     *
     * @return bytes at the end of the log that were cut: torn by a crash and never acknowledged, unless the next two say otherwise
     * @since 0.1.0
     */
    long cutBytes();

    /**
     * Returns how many acknowledged records were lost.
     *
     * @return acknowledged records among them, at the least: what is damaged counts as one
     * @since 0.1.0
     */
    long lostRecords();

    /**
     * Returns the losses that nobody has accepted.
     *
     * @return what acknowledged data was cut off and not accepted yet, a sentence for each cut, also of earlier openings; see {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()}
     * @since 0.1.0
     */
    List<String> losses();

    /**
     * Returns the files that keep what was cut.
     *
     * @return the files, relative to the journal's directory, that keep what was cut; each has the layout of the log segment it comes from
     * @since 0.1.0
     */
    List<String> quarantine();

    /**
     * Returns the irregularities that were found.
     *
     * @return irregularities, each in a sentence: {@code MANIFEST} rebuilt, the index of a segment rebuilt, damaged records passed over because nothing needs them, torn ones not kept because the disk was full, and after a loss what was set aside of each stream
     * @since 0.1.0
     */
    List<String> notes();

    /**
     * Returns the branches in doubt when the journal was opened.
     *
     * @return branches that were prepared and not decided
     * @since 0.1.0
     */
    List<InDoubtBranch> inDoubt();

    /**
     * Returns the time that opening took.
     *
     * @return how long opening took
     * @since 0.1.0
     */
    Duration duration();
}
