package io.ironjournal.tools;

import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.JournalArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports archived entries. */
@Command(
        name = "export",
        description =
                "Writes the archived entries of streams to a file, for import into a new journal. Without streams, those of all.")
final class ArchiveExportCommand extends ArchiveFilesCommand {

    @Parameters(index = "1..*", paramLabel = "STREAM", description = "The streams to export.")
    private List<String> streams = List.of();

    @Option(names = "--journal", paramLabel = "ID", description = "The journal from which the streams came.")
    private @Nullable UUID journal;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The new file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path output;

    @Option(
            names = "--format",
            defaultValue = "json",
            description = "json, one line for each entry, or binary: ${COMPLETION-CANDIDATES}.")
    private ExportFormat format = ExportFormat.json;

    @Override
    void run(JournalArchive archive, Findings findings) {
        List<ArchivedStream> chosen = choose(archive, streams, journal);
        long entries;
        try (EntryExport export = EntryExport.create(format, output, err())) {
            for (ArchivedStream stream : chosen) {
                export.add(stream.stream(), archive.entries(stream, stream.firstId()), findings);
            }
            entries = export.entries();
        }
        Map<String, Object> object = object();
        if (json()) {
            object.put("streams", chosen.size());
            object.put("entries", entries);
            object.put("file", output);
        } else {
            out().println("Exported " + entries + " archived entries of " + chosen.size() + " streams to " + output);
        }
        finish(object, findings);
    }
}
