package io.ironjournal.tools;

import io.ironjournal.JournalLockedException;
import io.ironjournal.text.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ironjournal}. */
@Command(
        name = "ironjournal",
        mixinStandardHelpOptions = true,
        versionProvider = IronJournal.Version.class,
        description = "Looks into a journal. Commands that only show something take no lock and change no file.",
        footer = {"", "Exit codes: 0 fine, 1 findings, 2 usage, 3 locked, 4 unreadable."},
        subcommands = {
            InfoCommand.class,
            LsCommand.class,
            PrintCommand.class,
            LogCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            InDoubtCommand.class,
            CursorsCommand.class,
            CheckpointsCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            RepairCommand.class,
            ReshardCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ArchiveCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class IronJournal {

    /** The logger of the engine, which must not mix its lines with the output. */
    private static final Logger ENGINE = Logger.getLogger("io.ironjournal");

    IronJournal() {}

    /** Prints the version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = IronJournal.class.getPackage().getImplementationVersion();
            return new String[] {"ironjournal " + (version == null ? "(not packaged)" : version)};
        }
    }

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, arguments);
        out.flush();
        System.exit(code);
    }

    /** The command with only one subcommand. Reading the annotations of all of them takes longer than most commands. */
    @Command(name = "ironjournal")
    private static final class Alone {}

    private static CommandLine commandLine(String... arguments) {
        Object command = arguments.length == 0 ? null : frequent(arguments[0]);
        return command == null
                ? new CommandLine(new IronJournal())
                : new CommandLine(new Alone()).addSubcommand(command);
    }

    /** Returns a command that is used often and by scripts; null for the others. */
    private static @Nullable Object frequent(String name) {
        return switch (name) {
            case "info" -> new InfoCommand();
            case "ls" -> new LsCommand();
            case "print" -> new PrintCommand();
            case "log" -> new LogCommand();
            case "verify" -> new VerifyCommand();
            default -> null;
        };
    }

    /** Runs a command, and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        ENGINE.setLevel(Level.OFF);
        CommandLine command = commandLine(arguments);
        command.setOut(out);
        command.setErr(err);
        command.setExecutionExceptionHandler((failure, failed, result) -> {
            err.println(Printable.text(String.valueOf(failure.getMessage())));
            err.flush();
            return failure instanceof JournalLockedException ? ExitCodes.LOCKED : ExitCodes.UNREADABLE;
        });
        int code = command.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }
}
