package io.ironjournal.tools;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.sharded.ShardedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The journal that a command opens for writing. */
final class ExistingJournal {

    private ExistingJournal() {}

    /**
     * Opens a journal with any number of shards. Its new log segments are as large as those that exist.
     *
     * @param change adds options that the command needs
     */
    static Journal open(Path directory, UnaryOperator<JournalOptions> change) {
        JournalOptionsBuilder options = JournalOptions.builder(directory).mustExist(true);
        int shards;
        try (JournalFiles files = JournalFiles.openReadOnly(directory)) {
            shards = files.shards();
            long size = smallestLogSegment(files);
            if (size < JournalOptions.builder(directory).build().logSegmentSize()) {
                options.logSegmentSize(size);
            }
        }
        JournalOptions changed = change.apply(options.build());
        return shards == 0
                ? Journal.open(changed)
                : ShardedJournal.open(changed, shards).journal();
    }

    private static long smallestLogSegment(JournalFiles files) {
        long size = Long.MAX_VALUE;
        try {
            for (String file : files.log().files()) {
                size = Math.min(size, Files.size(Path.of(file)));
            }
        } catch (IOException | InvalidPathException e) {
            // The default size is right, too.
            return Long.MAX_VALUE;
        }
        return size;
    }
}
