package io.ironjournal.tools;

import io.ironjournal.BackupException;
import io.ironjournal.JournalBackup;
import io.ironjournal.text.Printable;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a backup. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads a whole backup, and checks every file against its hash. It changes nothing.")
final class BackupVerifyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM", description = "The directory of the backup.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path backup;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            BackupOutput.print(spec, json, "The backup is whole", backup, JournalBackup.verify(backup));
            return ExitCodes.FINE;
        } catch (BackupException e) {
            spec.commandLine().getErr().println(Printable.text(String.valueOf(e.getMessage())));
            return ExitCodes.FINDINGS;
        }
    }
}
