package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.JournalArchive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the entries of an archived stream. */
@Command(
        name = "print",
        description =
                "Prints the archived entries of a stream. Damaged entries are left out and reported on standard error.")
final class ArchivePrintCommand extends ArchiveFilesCommand {

    @Parameters(index = "1", paramLabel = "STREAM", description = "The stream's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String stream;

    @Option(names = "--journal", paramLabel = "ID", description = "The journal from which the stream came.")
    private @Nullable UUID journal;

    @Option(names = "--from", paramLabel = "ID", defaultValue = "0", description = "The id of the first entry.")
    private long from;

    @Option(names = "--limit", paramLabel = "N", description = "Print at most this number of entries.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--data", description = "Show the bytes of entries, and the values of their headers.")
    private boolean data;

    @Option(names = "--hex", description = "Show bytes in hexadecimal. Requires --data.")
    private boolean hex;

    @Override
    void run(JournalArchive archive, Findings findings) {
        EntryText text = new EntryText(data, hex);
        ArchivedStream chosen = choose(archive, List.of(stream), journal).get(0);
        try (EntryScan entries = archive.entries(chosen, Math.max(from, chosen.firstId()))) {
            for (long printed = 0; printed < limit && entries.hasNext(); printed++) {
                Entry entry = entries.next();
                out().println(json() ? Json.of(text.json(stream, entry)) : text.line(entry));
            }
            findings.addAll(entries.findings());
        }
        if (json()) {
            Map<String, Object> last = new LinkedHashMap<>();
            last.put("findings", findings.json());
            out().println(Json.of(last));
        } else {
            findings.print(err());
        }
    }
}
