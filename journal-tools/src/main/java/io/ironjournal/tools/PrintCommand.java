package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.JournalFiles;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the entries of a stream. */
@Command(
        name = "print",
        description = "Prints the entries of a stream. Damaged entries are left out and reported on standard error.")
final class PrintCommand extends FilesCommand {

    private static final long PAUSE_MILLIS = 200;

    @Parameters(index = "1", paramLabel = "STREAM", description = "The stream's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String stream;

    @Option(names = "--from", paramLabel = "ID", defaultValue = "0", description = "The id of the first entry.")
    private long from;

    @Option(names = "--to", paramLabel = "ID", description = "The id behind the last entry.")
    private long to = Long.MAX_VALUE;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description =
                    "Begin with the first entry at or after a time, such as 2026-03-01T08:00:00Z, 90m, 36h or 7d.")
    private @Nullable Instant since;

    @Option(names = "--limit", paramLabel = "N", description = "Print at most this number of entries.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--follow", description = "Wait for new entries, until the command is interrupted.")
    private boolean follow;

    @Option(names = "--data", description = "Show the bytes of entries, and the values of their headers.")
    private boolean data;

    @Option(names = "--hex", description = "Show bytes in hexadecimal. Requires --data.")
    private boolean hex;

    private long nextId;
    private long printed;

    @Override
    void run(JournalFiles files, Findings findings) {
        boolean exists = files.stream(stream).isPresent();
        if (!exists && !follow) {
            err().println("There is no stream '" + escaped(stream) + "'. List the streams with ls");
            err().flush();
        }
        nextId = since == null ? from : Math.max(from, files.firstIdAt(stream, since));
        print(files, findings);
        while (follow && printed < limit && nextId < to && pause()) {
            try (JournalFiles now = JournalFiles.openReadOnly(directory())) {
                print(now, findings);
            }
        }
        end(findings);
    }

    private void print(JournalFiles files, Findings findings) {
        EntryText text = new EntryText(data, hex);
        try (EntryScan entries = files.entries(stream, nextId)) {
            while (printed < limit && entries.hasNext()) {
                Entry entry = entries.next();
                if (entry.id() >= to) {
                    break;
                }
                out().println(json() ? Json.of(text.json(stream, entry)) : text.line(entry));
                nextId = entry.id() + 1;
                printed++;
            }
            findings.addAll(entries.findings());
        }
        out().flush();
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Standard output has entries only, except in JSON, where the last line has the findings. */
    private void end(Findings findings) {
        if (json()) {
            Map<String, Object> last = new LinkedHashMap<>();
            last.put("findings", findings.json());
            out().println(Json.of(last));
        } else {
            findings.print(err());
            err().flush();
        }
    }
}
