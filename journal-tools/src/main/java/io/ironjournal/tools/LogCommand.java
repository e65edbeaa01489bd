package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.LogInfo;
import io.ironjournal.files.RecordInfo;
import io.ironjournal.files.RecordScan;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the records of the commit log. */
@Command(name = "log", description = "Prints the records of the commit log, also whole ones behind damage.")
final class LogCommand extends FilesCommand {

    @Option(names = "--from-lsn", paramLabel = "LSN", description = "Skip the records below this position.")
    private long fromLsn = -1;

    @Override
    void run(JournalFiles files, Findings findings) {
        LogInfo log = files.log();
        findings.addAll(files.findings());
        long from = fromLsn < 0 ? log.lowWaterMark() : fromLsn;
        if (!json()) {
            out().println("LSN GROUP SIZE TYPE ENTRIES STREAMS".replace(" ", "  "));
        }
        long records = 0;
        try (RecordScan scan = files.records(from)) {
            while (scan.hasNext()) {
                print(scan.next());
                records++;
            }
        }
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("records", records);
            object.put("lowWaterMark", log.lowWaterMark());
            object.put("end", log.end());
        } else {
            out().println(records + " records. The log ends at LSN " + log.end() + " and is needed from LSN "
                    + log.lowWaterMark() + " on.");
        }
        finish(object, findings);
    }

    private void print(RecordInfo record) {
        if (json()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("lsn", record.lsn());
            item.put("group", record.group());
            item.put("size", record.size());
            item.put("type", record.type());
            item.put("entries", record.entries());
            item.put("streams", record.streams());
            item.put("behindEnd", record.behindEnd());
            out().println(Json.of(item));
        } else {
            out().println(record.lsn() + "  " + record.group() + "  " + record.size() + "  " + record.type() + "  "
                    + record.entries() + "  "
                    + String.join(
                            " ",
                            record.streams().stream().map(FilesCommand::escaped).toList())
                    + (record.behindEnd() ? "  (behind the end)" : ""));
        }
    }
}
