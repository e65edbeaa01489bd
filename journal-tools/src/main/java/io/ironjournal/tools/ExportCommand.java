package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports entries. */
@Command(
        name = "export",
        description =
                "Writes the entries of streams to a file, with ids, times and headers. Without streams, those of all.")
final class ExportCommand extends FilesCommand {

    @Parameters(index = "1..*", paramLabel = "STREAM", description = "The streams to export.")
    private List<String> streams = List.of();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The new file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(
            names = "--format",
            defaultValue = "json",
            description = "json, one line for each entry, or binary: ${COMPLETION-CANDIDATES}.")
    private ExportFormat format = ExportFormat.json;

    @Override
    void run(JournalFiles files, Findings findings) {
        List<String> names = streams.isEmpty() ? files.streams() : streams;
        long entries;
        try (EntryExport export = EntryExport.create(format, output, err())) {
            for (String stream : names) {
                export.add(stream, files.entries(stream, 0), findings);
            }
            entries = export.entries();
        }
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("streams", names.size());
            object.put("entries", entries);
            object.put("file", output);
        } else {
            out().println("Exported " + entries + " entries of " + names.size() + " streams to " + output);
        }
        finish(object, findings);
    }
}
