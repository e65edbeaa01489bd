package io.ironjournal.internal;

import io.ironjournal.BackupException;
import io.ironjournal.BackupReport;
import io.ironjournal.DiskFullException;
import io.ironjournal.ErrorContext;
import io.ironjournal.backup.Restoration;
import io.ironjournal.backup.Verification;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.NoSpaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Verifies and restores backups on the disk. */
public final class StoredBackups {

    /** What to do after an error of a call that writes into an empty directory. */
    static final String DELETE = "Delete what was written, and repeat the call";

    private StoredBackups() {}

    /** Verifies a backup. */
    public static BackupReport verify(Path backup) {
        Objects.requireNonNull(backup, "backup");
        return run(
                "The backup in " + backup + " could not be read",
                "Repeat the call, or use another backup",
                backup,
                () -> {
                    try (DiskStorage storage = new DiskStorage(backup)) {
                        return Verification.verify(storage);
                    }
                });
    }

    /** Restores a backup. */
    public static BackupReport restore(Path from, Path to) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        return run("The backup in " + from + " could not be restored to " + to, DELETE, to, () -> {
            try (DiskStorage backup = new DiskStorage(from);
                    DiskStorage journal = new DiskStorage(to)) {
                return Restoration.restore(backup, journal);
            }
        });
    }

    /** An action on files. */
    interface FileAction {
        BackupReport run() throws IOException;
    }

    /** Runs an action, and says in its errors what failed and what to do next. */
    static BackupReport run(String failure, String next, Path directory, FileAction action) {
        try {
            return action.run();
        } catch (NoSpaceException e) {
            throw new DiskFullException(failure + ": " + e.getMessage(), ErrorContext.ofFile(directory.toString()), e);
        } catch (IOException e) {
            throw new BackupException(
                    failure + ": " + e.getMessage() + ". " + next, ErrorContext.ofFile(directory.toString()), e);
        }
    }
}
