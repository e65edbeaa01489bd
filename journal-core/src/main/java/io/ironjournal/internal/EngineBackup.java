package io.ironjournal.internal;

import io.ironjournal.BackupException;
import io.ironjournal.BackupOptions;
import io.ironjournal.BackupReport;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalOptions;
import io.ironjournal.backup.HotBackup;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes backups on the disk while the journal is open and has not failed. */
final class EngineBackup {

    private final CallGate gate;
    private final JournalOptions options;

    /** Null if the log is not in the directory. */
    private final @Nullable HotBackup backup;

    EngineBackup(CallGate gate, JournalOptions options, @Nullable HotBackup backup) {
        this.gate = gate;
        this.options = options;
        this.backup = backup;
    }

    BackupReport backup(Path to, BackupOptions how) {
        HotBackup taking = requireLogInDirectory();
        requireOutside(to);
        return gate.whileWorking(() -> {
            BackupReport report = StoredBackups.run(
                    "The backup of " + gate + " to " + to + " failed, and the journal works on",
                    StoredBackups.DELETE,
                    to,
                    () -> take(taking, to, how));
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.INFO,
                            "{0} was backed up to {1}: {2}",
                            gate.toString(),
                            Printable.path(to),
                            report);
            return report;
        });
    }

    private BackupReport take(HotBackup taking, Path to, BackupOptions how) throws IOException {
        try (Storage target = new DiskStorage(to, options.filePermissions())) {
            if (how.base().isEmpty()) {
                return taking.take(target, null, how.linksSegments(), how.pinLimit(), gate::requireOpen);
            }
            try (Storage base = new DiskStorage(how.base().get())) {
                return taking.take(target, base, how.linksSegments(), how.pinLimit(), gate::requireOpen);
            }
        }
    }

    /** Returns the internal backup, for tests on simulated storage. */
    HotBackup requireLogInDirectory() {
        HotBackup found = backup;
        if (found == null) {
            throw new BackupException(
                    "The commit log of " + gate
                            + " is not in its directory, so a backup of the directory would not have it."
                            + " The log itself has several copies of each record. To keep the journal elsewhere, copy it with"
                            + " Journal.copy",
                    ErrorContext.ofFile(options.root().toString()),
                    null);
        }
        return found;
    }

    private void requireOutside(Path to) {
        Path root = options.root().toAbsolutePath().normalize();
        if (to.toAbsolutePath().normalize().startsWith(root)) {
            throw new BackupException(
                    "The directory " + to + " is inside the journal's directory " + root
                            + ". Take the backup to another directory, best on another disk",
                    ErrorContext.ofFile(to.toString()),
                    null);
        }
    }
}
