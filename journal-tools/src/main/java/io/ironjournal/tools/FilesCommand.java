package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.text.Printable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A command that reads the files of a journal. It takes no lock and changes nothing. */
@Command(mixinStandardHelpOptions = true)
abstract class FilesCommand extends PrintingCommand {

    /** Optional for picocli only, because subcommands have their own. */
    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "The journal's directory.")
    private @Nullable Path directory;

    private int exitCode = ExitCodes.FINE;

    @Override
    public final Integer call() {
        try (JournalFiles files = JournalFiles.openReadOnly(directory())) {
            Findings findings = new Findings(files.directory());
            if (files.journalId().isEmpty()) {
                return printUnreadable(files, findings);
            }
            run(files, findings);
            out().flush();
            return Math.max(exitCode, repairs() ? ExitCodes.FINE : findings.exitCode());
        }
    }

    /** Returns whether the exit code depends on what was saved, not on what is damaged. */
    boolean repairs() {
        return false;
    }

    /** Sets the exit code if the findings do not say it. */
    final void exitWith(int code) {
        exitCode = code;
    }

    /** Prints what the command shows, and adds findings. */
    abstract void run(JournalFiles files, Findings findings);

    private int printUnreadable(JournalFiles files, Findings findings) {
        findings.addAll(files.findings());
        if (json()) {
            Map<String, Object> object = object(files);
            object.put("findings", findings.json());
            out().println(Json.of(object));
        } else {
            findings.print(err());
        }
        return ExitCodes.UNREADABLE;
    }

    final Path directory() {
        Path given = directory;
        if (given == null) {
            throw usage("Missing required parameter: 'DIR'");
        }
        return given;
    }

    /** Begins a JSON object with what all commands print. */
    final Map<String, Object> object(JournalFiles files) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("command", name());
        object.put("directory", files.directory());
        object.put("journal", files.journalId());
        object.put("asOf", files.asOf());
        return object;
    }

    /** Returns a name for a table. */
    static String escaped(String name) {
        return Printable.name(name);
    }
}
