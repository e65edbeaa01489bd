package io.ironjournal.internal;

import io.ironjournal.RecoveryReport;
import io.ironjournal.recovery.Recovery;
import io.ironjournal.text.Printable;
import java.lang.System.Logger.Level;

/** Logs one line for each journal that was opened: what recovery found and did. */
final class OpeningNotice {

    private OpeningNotice() {}

    /**
     * Logs the line. A warning if there is a loss that nobody has accepted.
     *
     * @param journal the journal's directory, as shown in messages
     * @param opened the log that was opened
     */
    static void log(String journal, Recovery.Opened opened, RecoveryReport report) {
        Level level = report.losses().isEmpty() ? Level.INFO : Level.WARNING;
        String line = line(journal, opened, report);
        try {
            System.getLogger("io.ironjournal").log(level, line);
        } catch (RuntimeException | LinkageError faultyLogger) {
            // The journal is open, and nobody would close it.
        }
    }

    private static String line(String journal, Recovery.Opened opened, RecoveryReport report) {
        int shards = opened.manifest().shardCount();
        String summary = "The journal in " + journal + (shards == 0 ? "" : " with " + shards + " shards")
                + (report.created() ? " was created" : " is open") + " at LSN "
                + opened.log().log().durable() + " after " + report.duration().toMillis() + " ms. Replayed: "
                + report.recordsReplayed() + " records with " + report.entriesReplayed() + " entries of "
                + report.streamsReplayed() + " streams. Discarded: " + report.discardedBytes()
                + " bytes. Branches in doubt: " + report.inDoubt().size() + ". Losses that nobody has accepted: "
                + report.losses().size();
        return report.notes().isEmpty()
                ? summary
                : summary + ". Irregularities: " + report.notes().size() + ", the first: "
                        + Printable.text(report.notes().get(0));
    }
}
