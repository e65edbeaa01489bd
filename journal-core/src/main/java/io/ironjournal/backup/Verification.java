package io.ironjournal.backup;

import io.ironjournal.BackupException;
import io.ironjournal.BackupReport;
import io.ironjournal.ErrorContext;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the files of a backup with its manifest. */
public final class Verification {

    private static final int SHOWN = 10;

    private Verification() {}

    /** Verifies a whole backup. */
    public static BackupReport verify(Storage backup) throws IOException {
        long start = System.nanoTime();
        return BackupResult.of(verified(backup), 0, 0, start);
    }

    /**
     * Verifies a backup and returns its manifest.
     *
     * @throws BackupException if files are missing or damaged
     */
    static BackupManifest verified(Storage backup) throws IOException {
        BackupManifest manifest = BackupManifest.read(backup);
        ByteCopy bytes = new ByteCopy(() -> {});
        List<String> problems = new ArrayList<>();
        for (BackedUpFile file : manifest.files()) {
            String problem = problem(backup, file, bytes);
            if (problem != null) {
                problems.add(problem);
            }
        }
        if (!problems.isEmpty()) {
            int more = problems.size() - SHOWN;
            throw new BackupException(
                    "The backup in " + backup.describe("") + " is damaged in " + problems.size() + " of its "
                            + manifest.files().size() + " files: "
                            + String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())))
                            + (more > 0 ? "; and " + more + " more" : "")
                            + ". Use another backup, and take a new full one",
                    ErrorContext.ofFile(backup.describe("")),
                    null);
        }
        return manifest;
    }

    private static @Nullable String problem(Storage backup, BackedUpFile file, ByteCopy bytes) throws IOException {
        String path = BackupManifest.FILES + '/' + file.path();
        String described = backup.describe(path);
        try (ReadableFile in = backup.openForRead(path)) {
            if (in.size() != file.length()) {
                return described + " has " + in.size() + " bytes instead of " + file.length();
            }
            MessageDigest digest = Hashes.begin();
            bytes.hash(in, 0, file.length(), digest);
            return Hashes.end(digest).equals(file.hash()) ? null : described + " has other bytes than its hash says";
        } catch (NoSuchFileException e) {
            return described + " is missing";
        }
    }
}
