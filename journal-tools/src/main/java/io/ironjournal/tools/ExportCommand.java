package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.JournalFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private long entries;

    @Override
    void run(JournalFiles files, Findings findings) {
        List<String> names = streams.isEmpty() ? files.streams() : streams;
        Progress progress = new Progress(err());
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(output, StandardOpenOption.CREATE_NEW), 1 << 16)) {
            format.begin(out);
            for (String stream : names) {
                try (EntryScan scan = files.entries(stream, 0)) {
                    while (scan.hasNext()) {
                        Entry entry = scan.next();
                        format.write(out, stream, entry);
                        entries++;
                        progress.at("export: " + entries + " entries, now " + escaped(stream));
                    }
                    findings.addAll(scan.findings());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The export to " + output + " failed: " + e, e);
        }
        progress.end();
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
