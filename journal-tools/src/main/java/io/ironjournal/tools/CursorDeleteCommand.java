package io.ironjournal.tools;

import io.ironjournal.Journal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a cursor. */
@Command(name = "delete", description = "Deletes a cursor. A consumer of that name begins at the first entry again.")
final class CursorDeleteCommand extends JournalCommand {

    @Parameters(index = "1", paramLabel = "CURSOR", description = "The cursor's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String cursor;

    @Parameters(index = "2", paramLabel = "STREAM", description = "The stream's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String stream;

    @Override
    String describe() {
        return "delete cursor '" + FilesCommand.escaped(cursor) + "' of stream '" + FilesCommand.escaped(stream) + "'";
    }

    @Override
    void change(Journal journal) {
        journal.deleteCursor(cursor, stream);
    }
}
