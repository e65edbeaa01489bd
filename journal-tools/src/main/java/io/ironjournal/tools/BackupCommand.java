package io.ironjournal.tools;

import io.ironjournal.BackupOptions;
import io.ironjournal.BackupReport;
import io.ironjournal.Journal;
import io.ironjournal.JournalLockedException;
import io.ironjournal.text.Printable;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a backup of a journal that no process has open. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Takes a backup of a journal that no process has open. It opens the journal, which recovers it. In a process that"
                        + " has the journal open, call journal.backup instead.",
        subcommands = BackupVerifyCommand.class)
final class BackupCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    // Not required by picocli, which would then miss them before a subcommand.
    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "The journal's directory.")
    private @Nullable Path directory;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TO",
            description = "The directory of the backup, which is missing or empty.")
    private @Nullable Path target;

    @Option(
            names = "--incremental",
            paramLabel = "EARLIER",
            description = "An earlier backup. Files that did not change become hard links to its files.")
    private @Nullable Path earlier;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Path from = required(directory, "DIR");
        Path to = required(target, "TO");
        try (Journal journal = ExistingJournal.open(from, options -> options)) {
            BackupReport report =
                    journal.backup(to, earlier == null ? BackupOptions.full() : BackupOptions.incremental(earlier));
            BackupOutput.print(spec, json, "Backed up into " + to, to, report);
        } catch (JournalLockedException e) {
            spec.commandLine().getErr().println(Printable.text(String.valueOf(e.getMessage())));
            spec.commandLine().getErr().println("To back up an open journal, call journal.backup in that process.");
            return ExitCodes.LOCKED;
        }
        return ExitCodes.FINE;
    }

    private Path required(@Nullable Path given, String name) {
        if (given == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: '" + name + "'");
        }
        return given;
    }
}
