package io.ironjournal.tools;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalRetention;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts archived entries back. */
@Command(
        name = "restore",
        description =
                "Puts archived entries of a stream back into the journal from which they came. In a process that has the"
                        + " journal open, call journal.restoreArchived instead.")
final class ArchiveRestoreCommand extends JournalCommand {

    @Parameters(index = "1", paramLabel = "STREAM", description = "The stream's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String stream;

    @Parameters(index = "2", paramLabel = "ID", description = "The id of the oldest entry that is needed; 0 for all.")
    private long id;

    @Option(names = "--archive", required = true, paramLabel = "ARCHIVE", description = "The directory of the archive.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path archive;

    @Override
    String describe() {
        return "put the entries from " + id + " on of stream '" + FilesCommand.escaped(stream) + "' back from "
                + archive + ", and set the cursor " + JournalRetention.RESTORED_CURSOR + " that keeps them";
    }

    @Override
    JournalOptions options(JournalOptions options) {
        return options.toBuilder().archive(archive).build();
    }

    @Override
    void change(Journal journal) {
        if (id < 0) {
            throw wrong("The first id is 0, not " + id);
        }
        journal.restoreArchived(stream, id);
    }
}
