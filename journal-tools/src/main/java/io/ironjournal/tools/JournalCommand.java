package io.ironjournal.tools;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.files.JournalFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
        try (Journal journal = Journal.open(options(optionsFor(directory)))) {
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

    /** Returns options that make new log segments as large as those that exist. */
    static JournalOptions optionsFor(Path directory) {
        JournalOptionsBuilder options = JournalOptions.builder(directory).mustExist(true);
        long size = Long.MAX_VALUE;
        try (JournalFiles files = JournalFiles.openReadOnly(directory)) {
            for (String file : files.log().files()) {
                size = Math.min(size, Files.size(Path.of(file)));
            }
        } catch (IOException | InvalidPathException e) {
            // The default size is right, too.
            return options.build();
        }
        return size < JournalOptions.builder(directory).build().logSegmentSize()
                ? options.logSegmentSize(size).build()
                : options.build();
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
