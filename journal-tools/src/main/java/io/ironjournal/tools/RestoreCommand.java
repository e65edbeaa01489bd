package io.ironjournal.tools;

import io.ironjournal.JournalBackup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a journal of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Verifies a backup, and copies it into a directory that is missing or empty.")
final class RestoreCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM", description = "The directory of the backup.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path backup;

    @Parameters(index = "1", paramLabel = "DIR", description = "The directory of the restored journal.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        BackupOutput.print(spec, json, "Restored into " + directory, backup, JournalBackup.restore(backup, directory));
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                "If a transaction manager has its log in this journal, decisions that it took since the backup are missing."
                        + " So its recovery is held. Restore the databases to the same moment, or decide by hand what in-doubt DIR"
                        + " lists. Then release recovery: in-doubt release DIR --yes");
        err.flush();
        return ExitCodes.FINE;
    }
}
