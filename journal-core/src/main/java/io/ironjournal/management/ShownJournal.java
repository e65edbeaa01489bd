package io.ironjournal.management;

import io.ironjournal.Histogram;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalHealth;
import io.ironjournal.JournalStats;
import io.ironjournal.jmx.BranchData;
import io.ironjournal.jmx.DistributionData;
import io.ironjournal.jmx.JournalMXBean;
import io.ironjournal.jmx.ScrubData;
import io.ironjournal.jmx.ShardData;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What consoles see of a journal. Throws only exceptions of the JDK, because a remote console does not have the classes of
 * the journal.
 *
 * @param directory the absolute path, as shown in messages
 * @param shardStreams the streams of the shards; empty for a plain journal
 */
record ShownJournal(Journal journal, Transactions transactions, String directory, List<String> shardStreams)
        implements JournalMXBean {

    @Override
    public String getDirectory() {
        return directory;
    }

    @Override
    public String getJournalId() {
        return transactions.journalId().toString();
    }

    @Override
    public int getShardCount() {
        return shardStreams.size();
    }

    @Override
    public String getHealth() {
        return JournalHealth.of(journal).readiness();
    }

    @Override
    public boolean isReady() {
        return JournalHealth.of(journal).isReady();
    }

    @Override
    public boolean isLive() {
        return JournalHealth.of(journal).isLive();
    }

    @Override
    public String getRecovery() {
        return Printable.text(journal.recoveryReport().toString());
    }

    @Override
    public long getDurableLsn() {
        return journal.stats().durableLsn();
    }

    @Override
    public long getRecords() {
        return journal.stats().records();
    }

    @Override
    public long getForces() {
        return journal.stats().forces();
    }

    @Override
    public long getEntries() {
        return journal.stats().entries();
    }

    @Override
    public DistributionData getGroupSizes() {
        return distribution(JournalStats::groupSizes);
    }

    @Override
    public DistributionData getAppendNanos() {
        return distribution(JournalStats::appendDurations);
    }

    @Override
    public DistributionData getForceNanos() {
        return distribution(JournalStats::forceDurations);
    }

    @Override
    public DistributionData getWriterWaitNanos() {
        return distribution(JournalStats::writerWaits);
    }

    private DistributionData distribution(Function<JournalStats, Histogram> histogram) {
        return new HistogramRow(histogram.apply(journal.stats()));
    }

    @Override
    public long getLogBytes() {
        return journal.stats().logBytes();
    }

    @Override
    public long getMemtableBytes() {
        return journal.stats().memtableBytes();
    }

    @Override
    public long getMemtableLimit() {
        return journal.stats().memtableLimit();
    }

    @Override
    public long getFreeDiskSpace() {
        return journal.freeDiskSpace().orElse(-1);
    }

    @Override
    public long getDiskUse() {
        return journal.stats().diskUse().orElse(-1);
    }

    @Override
    public long getDiskLimit() {
        return journal.stats().diskLimit().orElse(-1);
    }

    @Override
    public long getChecksumErrors() {
        return journal.stats().checksumErrors();
    }

    @Override
    public ScrubData getScrub() {
        return new ScrubRow(journal.stats());
    }

    @Override
    public long getClockBehindSeconds() {
        return journal.stats().clockBehind().toSeconds();
    }

    @Override
    public String getDiskFull() {
        return text(journal.stats().diskFull());
    }

    @Override
    public String getFailure() {
        return text(journal.stats().failure());
    }

    private static String text(Optional<Throwable> cause) {
        return cause.map(found -> Printable.text(found.toString())).orElse("");
    }

    @Override
    public List<String> getLosses() {
        return journal.stats().losses().stream().map(Printable::text).toList();
    }

    @Override
    public int getInDoubtCount() {
        return journal.stats().inDoubt();
    }

    @Override
    public List<BranchData> getInDoubt() {
        Instant now = Instant.now();
        return answer(() -> transactions.inDoubt().stream()
                .<BranchData>map(branch -> new BranchRow(branch, now))
                .toList());
    }

    @Override
    public List<ShardData> shards() {
        return answer(() -> {
            List<ShardData> shards = new ArrayList<>();
            for (String stream : shardStreams) {
                shards.add(new ShardRow(shards.size(), stream, journal.firstId(stream), journal.nextId(stream)));
            }
            return shards;
        });
    }

    @Override
    public void force() {
        boolean unused = answer(() -> {
            journal.sync();
            return true;
        });
    }

    @Override
    public void acceptLosses(int count) {
        int found = transactions.unacceptedLosses().size();
        if (found != count) {
            throw new IllegalStateException(
                    "There are " + found + " losses, not " + count + ". Read them all before you accept them");
        }
        boolean unused = answer(() -> {
            transactions.acceptLoss();
            return true;
        });
    }

    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (JournalException failure) {
            System.getLogger("io.ironjournal").log(System.Logger.Level.DEBUG, "A call by JMX failed", failure);
            throw new IllegalStateException(Printable.text(String.valueOf(failure.getMessage())));
        }
    }
}
