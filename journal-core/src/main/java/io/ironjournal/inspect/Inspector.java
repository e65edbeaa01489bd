package io.ironjournal.inspect;

import io.ironjournal.JournalOptions;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.RepairReport;
import io.ironjournal.files.Severity;
import io.ironjournal.format.FileFinding;
import io.ironjournal.io.LockProbe;
import io.ironjournal.io.ReadOnlyStorage;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.recovery.RestoredMark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads the state of a directory. A running journal may change files meanwhile: it appends to the log, replaces the
 * catalogue and the files of positions, and retires log segments. Then two files do not belong together, or a file
 * vanishes. So the reading is repeated until nothing changed, or until it found nothing irregular.
 */
public final class Inspector {

    private static final int ATTEMPTS = 10;

    /** From this attempt on, a changed file does not matter if nothing irregular was found. */
    private static final int ENOUGH = 5;

    private static final List<String> REPLACED =
            List.of("catalogue", "cursors", "checkpoints.log", "SALVAGE", "LOSS", RestoredMark.PATH);
    private static final int HEADER = 48;

    private Inspector() {}

    /** Makes a new journal of saved content. */
    public interface Repairer {

        /** Creates the journal and fills it. */
        RepairReport repair(SavedContent content, int shards, JournalOptions target) throws IOException;
    }

    /** Reads a directory. The caller closes the result, which closes the storage. */
    public static JournalFiles inspect(Storage storage, Supplier<LockProbe.Answer> lock, Repairer repairer)
            throws IOException {
        LockProbe.Answer owner = lock.get();
        InspectedState state = read(new ReadOnlyStorage(storage));
        return new InspectedFiles(state, OpeningForecast.of(state, owner), owner, repairer);
    }

    /** Reads the state of a directory. */
    static InspectedState read(Storage storage) throws IOException {
        InspectedState last = null;
        IOException vanished = new IOException("The files change all the time");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            pause(attempt);
            List<Object> before = stamp(storage);
            try {
                last = new StateLoader(storage).load();
            } catch (NoSuchFileException e) {
                vanished = e;
                continue;
            }
            boolean stable = before.equals(stamp(storage));
            if (stable || (attempt >= ENOUGH && isHealthy(last))) {
                return last;
            }
        }
        if (last == null) {
            throw vanished;
        }
        last.findings()
                .add(FileFinding.of(
                        FindingKind.CHANGED_WHILE_READING,
                        "The files changed during each of " + ATTEMPTS
                                + " attempts to read them. Some of these findings may be wrong"));
        return last;
    }

    private static boolean isHealthy(InspectedState state) {
        return state.findings().stream().map(Finding::kind).allMatch(kind -> kind.severity() == Severity.NOTE);
    }

    /** Returns something that differs if a file was replaced, or a log segment was made or retired. */
    private static List<Object> stamp(Storage storage) throws IOException {
        List<Object> stamp = new ArrayList<>(storage.list("log"));
        for (String name : REPLACED) {
            byte[] header = new byte[HEADER];
            long size = -1;
            if (storage.exists(name)) {
                try (ReadableFile file = storage.openForRead(name)) {
                    file.read(0, ByteBuffer.wrap(header));
                    size = file.size();
                } catch (NoSuchFileException e) {
                    // It is being replaced.
                }
            }
            stamp.add(size);
            stamp.add(Arrays.toString(header));
        }
        return stamp;
    }

    private static void pause(int attempt) throws IOException {
        if (attempt == 0) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(5L << Math.min(attempt, 5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Reading the files was interrupted", e);
        }
    }
}
