package io.ironjournal.tools;

import io.ironjournal.CursorInfo;
import io.ironjournal.ProducerInfo;
import io.ironjournal.files.JournalFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists cursors and producers. */
@Command(
        name = "cursors",
        description = "Lists the cursors with their positions and lags, and the producers.",
        subcommands = {CursorResetCommand.class, CursorDeleteCommand.class})
final class CursorsCommand extends FilesCommand {

    @Override
    void run(JournalFiles files, Findings findings) {
        findings.addAll(files.findings());
        files.verifyOthers(findings::add);
        Table table = new Table().row("CURSOR", "STREAM", "POSITION", "LAG", "MOVED");
        List<Object> cursors = new ArrayList<>();
        for (CursorInfo cursor : files.cursors()) {
            table.row(
                    escaped(cursor.name()),
                    escaped(cursor.stream()),
                    cursor.position(),
                    cursor.lag(),
                    cursor.movedAt());
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("cursor", cursor.name());
            item.put("stream", cursor.stream());
            item.put("position", cursor.position());
            item.put("lag", cursor.lag());
            item.put("movedAt", cursor.movedAt());
            cursors.add(item);
        }
        Table producerTable = new Table().row("PRODUCER", "SEQUENCE", "MOVED");
        List<Object> producers = producers(files, producerTable);
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("cursors", cursors);
            object.put("producers", producers);
        } else {
            table.print(out());
            if (!producers.isEmpty()) {
                producerTable.print(out());
            }
        }
        finish(object, findings);
    }

    private static List<Object> producers(JournalFiles files, Table table) {
        List<Object> producers = new ArrayList<>();
        for (ProducerInfo producer : files.producers()) {
            table.row(escaped(producer.name()), producer.sequence(), producer.movedAt());
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("producer", producer.name());
            item.put("sequence", producer.sequence());
            item.put("movedAt", producer.movedAt());
            producers.add(item);
        }
        return producers;
    }
}
