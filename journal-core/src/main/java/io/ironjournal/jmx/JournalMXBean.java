package io.ironjournal.jmx;

import io.ironjournal.JournalHealth;
import io.ironjournal.JournalMonitor;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.JournalStats;
import io.ironjournal.JournalWriter;
import java.util.List;

/**
 * Shows an open journal by JMX as {@code io.ironjournal:type=Journal,name="<directory>"}, with the absolute path of the
 * directory, quoted by {@code ObjectName.quote}. A console finds it at once if the JVM has an MBean server when the
 * journal opens, and otherwise after five seconds. It is gone when the journal is closed. {@link
 * JournalOptionsBuilder#jmx} turns it off. There is none in a run-time image without the module {@code
 * java.management}, and none for a journal in memory.
 *
 * <p>Attributes do not change anything, and only {@link #getFreeDiskSpace} does I/O. They show paths and names, with
 * control characters escaped, and no content of entries. Where the journal throws an exception of its own, this throws
 * {@link IllegalStateException} with the same message, because a JMX console does not have the classes of the journal.
 *
 * <p>Applications do not implement this interface. A later release may add methods.
 *
 * @since 0.1.0
 */
public interface JournalMXBean {

    /**
     * Returns the journal's directory.
     *
     * @return the absolute path
     * @since 0.1.0
     */
    String getDirectory();

    /**
     * Returns the journal's id.
     *
     * @return the id that was generated when the journal was created
     * @since 0.1.0
     */
    String getJournalId();

    /**
     * Returns the number of shards.
     *
     * @return the number; 0 for a plain journal
     * @since 0.1.0
     */
    int getShardCount();

    /**
     * Returns whether the journal is well.
     *
     * @return {@link JournalHealth#readiness()}
     * @since 0.1.0
     */
    String getHealth();

    /**
     * Returns {@link JournalHealth#isReady()}.
     *
     * @return true if the journal is well
     * @since 0.1.0
     */
    boolean isReady();

    /**
     * Returns {@link JournalHealth#isLive()}.
     *
     * @return false if the journal has failed, and only opening it again helps
     * @since 0.1.0
     */
    boolean isLive();

    /**
     * Returns what the opening of the journal found and did.
     *
     * @return the text of {@link JournalMonitor#recoveryReport()}
     * @since 0.1.0
     */
    String getRecovery();

    /**
     * Returns {@link JournalStats#durableLsn()}.
     *
     * @return the log position below which everything is forced, in bytes
     * @since 0.1.0
     */
    long getDurableLsn();

    /**
     * Returns {@link JournalStats#records()}.
     *
     * @return the number of records
     * @since 0.1.0
     */
    long getRecords();

    /**
     * Returns {@link JournalStats#forces()}.
     *
     * @return the number of forces of the commit log
     * @since 0.1.0
     */
    long getForces();

    /**
     * Returns {@link JournalStats#entries()}.
     *
     * @return the number of entries
     * @since 0.1.0
     */
    long getEntries();

    /**
     * Returns {@link JournalStats#groupSizes()}.
     *
     * @return numbers of records
     * @since 0.1.0
     */
    DistributionData getGroupSizes();

    /**
     * Returns {@link JournalStats#appendDurations()}.
     *
     * @return durations in nanoseconds
     * @since 0.1.0
     */
    DistributionData getAppendNanos();

    /**
     * Returns {@link JournalStats#forceDurations()}.
     *
     * @return durations in nanoseconds
     * @since 0.1.0
     */
    DistributionData getForceNanos();

    /**
     * Returns {@link JournalStats#writerWaits()}.
     *
     * @return durations in nanoseconds
     * @since 0.1.0
     */
    DistributionData getWriterWaitNanos();

    /**
     * Returns {@link JournalStats#logBytes()}.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long getLogBytes();

    /**
     * Returns {@link JournalStats#memtableBytes()}.
     *
     * @return the memory in bytes
     * @since 0.1.0
     */
    long getMemtableBytes();

    /**
     * Returns {@link JournalStats#memtableLimit()}.
     *
     * @return the limit in bytes
     * @since 0.1.0
     */
    long getMemtableLimit();

    /**
     * Returns {@link JournalMonitor#freeDiskSpace()}.
     *
     * @return the space in bytes; -1 when the file system does not say
     * @since 0.1.0
     */
    long getFreeDiskSpace();

    /**
     * Returns {@link JournalStats#diskUse()}.
     *
     * @return the space that counts against the limit, in bytes; -1 without a limit
     * @since 0.1.0
     */
    long getDiskUse();

    /**
     * Returns {@link JournalStats#diskLimit()}.
     *
     * @return the limit in bytes; -1 without a limit
     * @since 0.1.0
     */
    long getDiskLimit();

    /**
     * Returns {@link JournalStats#checksumErrors()}.
     *
     * @return the number of reads
     * @since 0.1.0
     */
    long getChecksumErrors();

    /**
     * Returns what the scrub has done and found.
     *
     * @return the figures since the opening
     * @since 0.1.0
     */
    ScrubData getScrub();

    /**
     * Returns {@link JournalStats#clockBehind()}.
     *
     * @return the difference in seconds; 0 if the clock is right
     * @since 0.1.0
     */
    long getClockBehindSeconds();

    /**
     * Returns {@link JournalStats#diskFull()}.
     *
     * @return why; an empty text while the disk is not full
     * @since 0.1.0
     */
    String getDiskFull();

    /**
     * Returns {@link JournalStats#failure()}.
     *
     * @return why; an empty text while the journal works
     * @since 0.1.0
     */
    String getFailure();

    /**
     * Returns {@link JournalStats#losses()}.
     *
     * @return one sentence for each loss that is not accepted, oldest first
     * @since 0.1.0
     */
    List<String> getLosses();

    /**
     * Returns {@link JournalStats#inDoubt()}, also when {@link #getInDoubt} cannot list them.
     *
     * @return the number of branches in doubt
     * @since 0.1.0
     */
    int getInDoubtCount();

    /**
     * Returns the branches in doubt. The MBean {@code io.ironjournal:type=InDoubtBranches} of {@code journal-jta}
     * decides them.
     *
     * @return the branches, oldest first
     * @throws IllegalStateException when there is a loss that is not accepted, because the list may be wrong
     * @since 0.1.0
     */
    List<BranchData> getInDoubt();

    /**
     * Returns the positions of the shards. An operation, because it may read files.
     *
     * @return the shards; empty for a plain journal
     * @throws IllegalStateException when a shard cannot be read
     * @since 0.1.0
     */
    List<ShardData> shards();

    /**
     * Forces everything that was written, like {@link JournalWriter#sync()}.
     *
     * @throws IllegalStateException when the journal has failed
     * @since 0.1.0
     */
    void force();

    /**
     * Accepts all losses durably. Read {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()} first.
     *
     * @param count how many losses {@link #getLosses} shows, so that no loss is accepted that nobody has read
     * @throws IllegalStateException when there is another number of losses, or the acceptance cannot be recorded
     * @since 0.1.0
     */
    void acceptLosses(int count);
}
