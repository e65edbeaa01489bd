package io.ironjournal.files;

import java.util.List;

/**
 * What {@link JournalFiles#repairTo} saved, and what is lost.
 *
 * @since 0.1.0
 */
public interface RepairReport {

    /**
     * Returns the number of streams in the new journal.
     *
     * @return the number
     * @since 0.1.0
     */
    long streams();

    /**
     * Returns the number of saved entries.
     *
     * @return the number, without placeholders
     * @since 0.1.0
     */
    long entries();

    /**
     * Returns the number of entries that were found only behind the end of a damaged commit log, or in segments beyond it.
     *
     * @return the number; {@link #entries} includes them
     * @since 0.1.0
     */
    long salvaged();

    /**
     * Returns the entries that are lost.
     *
     * @return the ranges, by stream and id
     * @since 0.1.0
     */
    List<LostRange> lost();

    /**
     * Returns what else is lost or may be.
     *
     * @return a sentence for each fact
     * @since 0.1.0
     */
    List<String> notes();

    /**
     * Returns the losses that the new journal records, because it may lack branches in doubt or states of a transaction
     * manager: those of the damaged journal that nobody has accepted, and one if its commit log is not whole. An unfinished
     * write at the end of the log is no loss.
     *
     * <p>The new journal refuses calls about branches and states until {@link
     * io.ironjournal.spi.transaction.Transactions#acceptLoss()}. The losses are in its directory. If its commit log is
     * elsewhere, keep the directory until the losses are accepted.
     *
     * @return a sentence for each loss, oldest first
     * @since 0.1.0
     */
    List<String> losses();
}
