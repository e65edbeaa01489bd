package io.ironjournal.tools;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes a journal. It opens the journal, so that it takes the lock and recovers. */
@Command(mixinStandardHelpOptions = true)
abstract class JournalCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The journal's directory.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--yes", description = "Do it. Without this option, the command only says what it would do.")
    private boolean yes;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public final Integer call() {
        if (!yes) {
            throw new ParameterException(
                    spec.commandLine(), "This would " + describe() + ". It opens the journal. Add --yes to do it");
        }
        try (Journal journal = ExistingJournal.open(directory, this::options)) {
            change(journal);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("command", spec.name());
            object.put("directory", directory);
            object.put("done", describe());
            out.println(Json.of(object));
        } else {
            out.println("Done: " + describe());
        }
        out.flush();
        return ExitCodes.FINE;
    }

    /** Adds options that the command needs. */
    JournalOptions options(JournalOptions options) {
        return options;
    }

    /** Says what the command does, after "This would". */
    abstract String describe();

    /** Changes the journal. */
    abstract void change(Journal journal);

    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
