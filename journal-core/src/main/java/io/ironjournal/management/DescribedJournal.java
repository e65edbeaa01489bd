package io.ironjournal.management;

import io.ironjournal.jmx.JournalMXBean;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** Adds to the MXBean what consoles show: descriptions, names of parameters, and the impact of operations. */
final class DescribedJournal extends StandardMBean {

    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry("Directory", "The absolute path of the journal's directory"),
            Map.entry("JournalId", "The id that was generated when the journal was created"),
            Map.entry("ShardCount", "The number of shards; 0 for a plain journal"),
            Map.entry("Health", "UP, or why the journal is not ready"),
            Map.entry("Ready", "Whether it is open, has not failed, has no unaccepted loss, and its disk is not full"),
            Map.entry("Live", "False when it has failed, and must be closed and opened again"),
            Map.entry("Recovery", "What the opening of the journal found and did"),
            Map.entry("DurableLsn", "The log position below which everything is forced, in bytes"),
            Map.entry("Records", "Records written to the commit log since the opening"),
            Map.entry("Forces", "Forces (fsync) of the commit log since the opening"),
            Map.entry("Entries", "Entries written since the opening, also those of transactions"),
            Map.entry("GroupSizes", "Numbers of records that were written together"),
            Map.entry("AppendNanos", "How long one of sixteen appends took, in nanoseconds"),
            Map.entry("ForceNanos", "How long forces of the commit log took, in nanoseconds"),
            Map.entry("WriterWaitNanos", "How long writers waited for memory or for the log, in nanoseconds"),
            Map.entry("LogBytes", "The size of the part of the commit log that recovery would read, in bytes"),
            Map.entry("MemtableBytes", "Memory of entries that are not yet in segments, in bytes"),
            Map.entry("MemtableLimit", "What MemtableBytes may reach before writers wait, in bytes"),
            Map.entry("FreeDiskSpace", "Space that is free for the directory, in bytes; -1 when that is unknown"),
            Map.entry("DiskUse", "The disk space that counts against the limit, in bytes; -1 without a limit"),
            Map.entry("DiskLimit", "What DiskUse may reach before appends are refused, in bytes; -1 without a limit"),
            Map.entry("ChecksumErrors", "Reads that found damaged entries since the opening"),
            Map.entry("Scrub", "What the scrub has verified and found since the opening; zeros without a scrub"),
            Map.entry("ClockBehindSeconds", "How far the system clock is behind the times of entries"),
            Map.entry("DiskFull", "Why writers are refused for lack of space; empty while there is space"),
            Map.entry("Failure", "Why the journal has failed; empty while it works"),
            Map.entry("Losses", "Losses of acknowledged data that nobody has accepted"),
            Map.entry("InDoubtCount", "The number of branches in doubt: prepared and not decided"),
            Map.entry(
                    "InDoubt", "The branches in doubt, oldest first. The MBeans of type InDoubtBranches decide them"));

    private static final Map<String, String> OPERATIONS = Map.of(
            "shards", "Shows the positions of the shards. May read files",
            "force", "Forces everything that was written, as in the sync mode ASYNC a thread does from time to time",
            "acceptLosses",
                    "Accepts all Losses durably, so that transaction managers may list branches again. First read Losses"
                            + " and Recovery, and compare with the log of the transaction manager");

    DescribedJournal(JournalMXBean journal) {
        super(journal, JournalMXBean.class, true);
    }

    @Override
    protected String getDescription(MBeanInfo bean) {
        return "An open journal";
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        return ATTRIBUTES.getOrDefault(attribute.getName(), attribute.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation) {
        return OPERATIONS.getOrDefault(operation.getName(), operation.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return "How many losses the attribute Losses shows, so that no loss is accepted that nobody has read";
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return "count";
    }

    @Override
    protected int getImpact(MBeanOperationInfo operation) {
        return operation.getName().equals("shards") ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
    }
}
