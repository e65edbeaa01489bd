package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.bookkeeper.BookKeeperLog;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.DiskStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * The journals of the crash matrix on BookKeeper.
 *
 * @param uri the metadata URI of the cluster
 * @param machine the machine on which this process runs. Its directories are what its last process left. Machine 0 is
 *     another one each time, with empty directories
 */
record JournalsOnBookKeeper(String uri, int machine) implements MatrixJournals {

    /** Crashes on BookKeeper. The first two arguments are those of the record, the further ones as in files. */
    public static void main(String[] args) throws Exception {
        String[] further = Arrays.copyOfRange(args, 2, args.length);
        CrashingApplication.run(new JournalsOnBookKeeper(args[0], Integer.parseInt(args[1])), false, further);
    }

    @Override
    public Journal open(Path directory, HaltingWrites writes) {
        String name = String.valueOf(directory.getFileName());
        BookKeeperLog log =
                BookKeeperLog.at(uri).journal(name).timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));
        Path local = local(directory, name);
        JournalOptions options = HaltingJournal.options(local)
                .commitLog(new HaltingLog(log, writes))
                .build();
        return JournalOpener.open(options, new HaltingStorage(new DiskStorage(local), writes), true);
    }

    private Path local(Path directory, String name) {
        if (machine > 0) {
            return directory.resolveSibling(name + "-machine-" + machine);
        }
        try {
            return Files.createTempDirectory(directory.getParent(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
