package io.ironjournal.tools;

import io.ironjournal.Journal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Moves a cursor to any entry. */
@Command(name = "reset", description = "Moves a cursor to any entry, back or forward.")
final class CursorResetCommand extends JournalCommand {

    @Parameters(index = "1", paramLabel = "CURSOR", description = "The cursor's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String cursor;

    @Parameters(index = "2", paramLabel = "STREAM", description = "The stream's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String stream;

    @Parameters(index = "3", paramLabel = "ID", description = "The id of the next entry to process.")
    private long id;

    @Override
    String describe() {
        return "move cursor '" + FilesCommand.escaped(cursor) + "' of stream '" + FilesCommand.escaped(stream) + "' to "
                + id;
    }

    @Override
    void change(Journal journal) {
        journal.resetCursor(cursor, stream, id);
    }
}
