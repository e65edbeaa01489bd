package io.ironjournal.recovery;

import io.ironjournal.RecoveryReport;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Duration;
import java.util.List;

/** What recovery found and did. */
public record OpeningReport(
        boolean created,
        long recordsReplayed,
        long entriesReplayed,
        long streamsReplayed,
        long unforcedBytesCopied,
        long discardedBytes,
        long lostRecords,
        List<String> losses,
        List<String> quarantine,
        List<String> notes,
        List<InDoubtBranch> inDoubt,
        Duration duration)
        implements RecoveryReport {

    @Override
    public String toString() {
        return "RecoveryReport[created=" + created + ", recordsReplayed=" + recordsReplayed + ", entriesReplayed="
                + entriesReplayed + ", streamsReplayed=" + streamsReplayed + ", unforcedBytesCopied="
                + unforcedBytesCopied + ", discardedBytes="
                + discardedBytes
                + ", lostRecords=" + lostRecords + ", losses=" + losses + ", quarantine=" + quarantine + ", notes="
                + notes + ", inDoubt=" + inDoubt + ", duration=" + duration + "]";
    }
}
