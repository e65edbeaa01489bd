package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.sharded.CheckpointInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists the checkpoints. */
@Command(name = "checkpoints", description = "Lists the checkpoints of a sharded journal, oldest first.")
final class CheckpointsCommand extends FilesCommand {

    @Override
    void run(JournalFiles files, Findings findings) {
        findings.addAll(files.findings());
        Table table = new Table().row("CHECKPOINT", "CREATED", "STATE");
        List<Object> items = new ArrayList<>();
        for (CheckpointInfo checkpoint : files.checkpoints()) {
            String id = new String(checkpoint.id(), StandardCharsets.UTF_8);
            table.row(escaped(id), checkpoint.createdAt(), checkpoint.pruned() ? "pruned" : "whole");
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("id", checkpoint.id());
            item.put("createdAt", checkpoint.createdAt());
            item.put("pruned", checkpoint.pruned());
            items.add(item);
        }
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("checkpoints", items);
        } else {
            table.print(out());
        }
        finish(object, findings);
    }
}
