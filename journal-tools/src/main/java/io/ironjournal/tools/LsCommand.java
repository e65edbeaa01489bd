package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.StreamInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the streams. */
@Command(name = "ls", description = "Lists the streams with their ids, sizes and times.")
final class LsCommand extends FilesCommand {

    /** What the list is sorted by. */
    enum Sort {
        name,
        entries,
        bytes,
        time
    }

    @Option(names = "--sort", defaultValue = "name", description = "Sort by: ${COMPLETION-CANDIDATES}.")
    private Sort sort = Sort.name;

    @Option(names = "--limit", defaultValue = "0", description = "Show at most this number of streams. 0 shows all.")
    private int limit;

    @Override
    void run(JournalFiles files, Findings findings) {
        List<StreamInfo> streams = new ArrayList<>();
        files.streams().forEach(name -> files.stream(name).ifPresent(streams::add));
        streams.sort(order());
        List<StreamInfo> shown = limit > 0 && limit < streams.size() ? streams.subList(0, limit) : streams;
        findings.addAll(files.findings());
        Map<String, Object> object = object(files);
        Table table = new Table().row("STREAM", "FIRST", "NEXT", "ENTRIES", "BYTES", "RATIO", "LAST APPEND");
        List<Object> items = new ArrayList<>();
        for (StreamInfo stream : shown) {
            double ratio = files.compressionRatio(stream.name());
            if (json()) {
                items.add(item(stream, ratio));
            } else {
                table.row(
                        escaped(stream.name()),
                        stream.firstId(),
                        stream.nextId(),
                        stream.nextId() - stream.firstId(),
                        stream.diskBytes(),
                        String.format(Locale.ROOT, "%.2f", ratio),
                        stream.lastAppend().map(Instant::toString).orElse("never"));
            }
        }
        if (json()) {
            object.put("streams", items);
        } else {
            table.print(out());
        }
        finish(object, findings);
    }

    private Comparator<StreamInfo> order() {
        return switch (sort) {
            case name -> Comparator.comparing(StreamInfo::name);
            case entries -> Comparator.comparingLong((StreamInfo stream) -> stream.firstId() - stream.nextId());
            case bytes -> Comparator.comparingLong((StreamInfo stream) -> -stream.diskBytes());
            case time ->
                Comparator.comparing(
                        (StreamInfo stream) -> stream.lastAppend().orElse(Instant.EPOCH), Comparator.reverseOrder());
        };
    }

    private static Map<String, Object> item(StreamInfo stream, double ratio) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("stream", stream.name());
        item.put("generation", stream.generation());
        item.put("firstId", stream.firstId());
        item.put("nextId", stream.nextId());
        item.put("flushedTo", stream.flushedTo());
        item.put("segments", stream.segments());
        item.put("bytes", stream.diskBytes());
        item.put("ratio", Math.round(ratio * 1000) / 1000.0);
        item.put("lastAppend", stream.lastAppend());
        return item;
    }
}
