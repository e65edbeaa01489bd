package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.RepairReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new journal of exported entries. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Creates a journal with the entries of an export, with their ids, times and headers.")
final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NEW", description = "The directory of the new journal.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "The exported file, in any format.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path input;

    @Option(names = "--shards", paramLabel = "N", description = "The number of shards, if the export has shards.")
    private int shards;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        RepairReport report;
        try (ExportReader entries = ExportReader.open(input)) {
            report = JournalFiles.importEntries(CreatedJournal.options(directory), shards, entries);
        } catch (IOException e) {
            throw new UncheckedIOException("The export " + input + " cannot be read: " + e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("command", spec.name());
            object.put("directory", directory);
            object.put("streams", report.streams());
            object.put("entries", report.entries());
            object.put("missing", report.lost().size());
            out.println(Json.of(object));
        } else {
            out.println(
                    "Imported " + report.entries() + " entries of " + report.streams() + " streams into " + directory);
            report.lost()
                    .forEach(range -> out.println("MISSING: stream '" + FilesCommand.escaped(range.stream())
                            + "', entries " + range.firstId() + " to " + (range.endId() - 1)));
        }
        out.flush();
        return report.lost().isEmpty() ? ExitCodes.FINE : ExitCodes.FINDINGS;
    }
}
