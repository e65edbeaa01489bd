package io.ironjournal.backup;

import io.ironjournal.BackupReport;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What a backup contains, and what a call did. */
record BackupResult(
        UUID journalId,
        long lsn,
        Instant taken,
        int files,
        long bytes,
        int linkedFiles,
        long copiedBytes,
        Duration elapsed)
        implements BackupReport {

    static BackupResult of(BackupManifest manifest, int linkedFiles, long copiedBytes, long startNanos) {
        return new BackupResult(
                manifest.journalId(),
                manifest.lsn(),
                manifest.taken(),
                manifest.files().size(),
                manifest.bytes(),
                linkedFiles,
                copiedBytes,
                Duration.ofNanos(System.nanoTime() - startNanos));
    }

    @Override
    public String toString() {
        return "BackupReport[journalId=" + journalId + ", lsn=" + lsn + ", taken=" + taken + ", files=" + files
                + ", bytes=" + bytes + ", linkedFiles=" + linkedFiles + ", copiedBytes=" + copiedBytes + ", elapsed="
                + elapsed + "]";
    }
}
