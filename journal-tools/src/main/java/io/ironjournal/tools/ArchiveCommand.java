package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.JournalArchive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists an archive. */
@Command(
        name = "archive",
        description = "Lists the streams in an archive of truncated segments.",
        subcommands = {ArchivePrintCommand.class, ArchiveExportCommand.class, ArchiveRestoreCommand.class})
final class ArchiveCommand extends ArchiveFilesCommand {

    @Option(names = "--deep", description = "Check the checksums of all entries. This reads all files.")
    private boolean deep;

    /** What was found out about an archived stream. */
    private record Seen(
            @Nullable Instant first,
            @Nullable Instant last,
            @Nullable Long missing,
            int findings) {}

    @Override
    void run(JournalArchive archive, Findings findings) {
        Table table = new Table().row("STREAM", "IDS", "SEGMENTS", "BYTES", "FIRST", "LAST", "DIRECTORY", "STATE");
        List<Object> items = new ArrayList<>();
        Progress progress = new Progress(err());
        for (ArchivedStream stream : archive.streams()) {
            progress.at("archive: " + items.size() + " of " + archive.streams().size() + " streams, now "
                    + FilesCommand.escaped(stream.stream()));
            Seen seen = look(archive, stream, findings);
            table.row(
                    FilesCommand.escaped(stream.stream()),
                    stream.firstId() + ".." + (stream.nextId() - 1),
                    stream.segments(),
                    stream.bytes(),
                    seen.first == null ? "?" : seen.first,
                    seen.last == null ? "?" : seen.last,
                    stream.directory(),
                    state(seen));
            items.add(item(stream, seen));
        }
        progress.end();
        Map<String, Object> object = object();
        if (json()) {
            object.put("deep", deep);
            object.put("streams", items);
        } else {
            table.print(out());
        }
        finish(object, findings);
    }

    private String state(Seen seen) {
        Long missing = seen.missing;
        if (missing != null && missing > 0) {
            return missing + (missing == 1 ? " entry is" : " entries are") + " damaged or missing";
        }
        return seen.findings > 0 ? "DAMAGED" : deep ? "ok" : "not checked";
    }

    private Seen look(JournalArchive archive, ArchivedStream stream, Findings findings) {
        try (EntryScan entries = archive.entries(stream, stream.firstId())) {
            Instant first = null;
            Instant last = null;
            long count = 0;
            while (entries.hasNext() && (deep || count == 0)) {
                Entry entry = entries.next();
                first = first == null ? entry.time() : first;
                last = entry.time();
                count++;
            }
            findings.addAll(entries.findings());
            return new Seen(
                    first,
                    deep ? last : newest(archive, stream),
                    deep ? stream.nextId() - stream.firstId() - count : null,
                    entries.findings().size());
        }
    }

    private static @Nullable Instant newest(JournalArchive archive, ArchivedStream stream) {
        try (EntryScan entries = archive.entries(stream, Math.max(stream.firstId(), stream.nextId() - 1))) {
            return entries.hasNext() ? entries.next().time() : null;
        }
    }

    private static Map<String, Object> item(ArchivedStream stream, Seen seen) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("stream", stream.stream());
        item.put("journal", stream.journalId());
        item.put("generation", stream.generation());
        item.put("firstId", stream.firstId());
        item.put("nextId", stream.nextId());
        item.put("segments", stream.segments());
        item.put("bytes", stream.bytes());
        item.put("firstTime", seen.first);
        item.put("lastTime", seen.last);
        item.put("files", stream.directory());
        item.put("damagedEntries", seen.missing);
        return item;
    }
}
