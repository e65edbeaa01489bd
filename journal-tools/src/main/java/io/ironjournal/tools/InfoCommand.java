package io.ironjournal.tools;

import io.ironjournal.CursorInfo;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.LogInfo;
import io.ironjournal.files.StreamInfo;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Shows what the journal is and in which state. */
@Command(name = "info", description = "Shows id, owner, log, streams, cursors, branches in doubt and the next opening.")
final class InfoCommand extends FilesCommand {

    private long streams;
    private long entries;
    private long bytes;

    @Override
    void run(JournalFiles files, Findings findings) {
        findings.addAll(files.findings());
        for (String name : files.streams()) {
            Optional<StreamInfo> stream = files.stream(name);
            streams++;
            entries += stream.map(info -> info.nextId() - info.firstId()).orElse(0L);
            bytes += stream.map(StreamInfo::diskBytes).orElse(0L);
        }
        Map<String, Object> object = object(files);
        if (json()) {
            fill(object, files);
        } else {
            print(files);
        }
        finish(object, findings);
    }

    private void fill(Map<String, Object> object, JournalFiles files) {
        LogInfo log = files.log();
        object.put("shards", files.shards());
        Map<String, Object> lock = new LinkedHashMap<>();
        lock.put("state", files.lock().state());
        lock.put("owner", files.lock().owner());
        object.put("lock", lock);
        Map<String, Object> logObject = new LinkedHashMap<>();
        logObject.put("begin", log.begin());
        logObject.put("lowWaterMark", log.lowWaterMark());
        logObject.put("flushed", log.flushed());
        logObject.put("end", log.end());
        logObject.put("bytes", log.bytes());
        logObject.put("files", log.files());
        logObject.put("discardedBytes", log.discardedBytes());
        logObject.put("recordsBehindEnd", log.recordsBehindEnd());
        object.put("log", logObject);
        object.put("streams", streams);
        object.put("entries", entries);
        object.put("bytes", bytes);
        object.put("checkpoints", files.checkpoints().size());
        object.put("cursors", files.cursors().size());
        object.put("maxLag", maxLag(files));
        object.put("producers", files.producers().size());
        object.put("inDoubt", files.inDoubt().size());
        object.put("managerStates", files.managerStates().size());
        object.put("losses", files.losses());
        Map<String, Object> next = new LinkedHashMap<>();
        next.put("succeeds", files.nextOpening().succeeds());
        next.put("steps", files.nextOpening().steps());
        object.put("nextOpening", next);
    }

    private static long maxLag(JournalFiles files) {
        return files.cursors().stream().mapToLong(CursorInfo::lag).max().orElse(0);
    }

    private void print(JournalFiles files) {
        PrintWriter out = out();
        LogInfo log = files.log();
        Table table = new Table();
        table.row("journal", files.journalId().map(Object::toString).orElse("unknown"));
        table.row("shards", files.shards() == 0 ? "none" : "" + files.shards());
        table.row(
                "lock",
                files.lock().state()
                        + (files.lock().owner().isEmpty()
                                ? ""
                                : ", " + files.lock().owner()));
        table.row(
                "log",
                log.files().size() + " segments, LSN " + log.lowWaterMark() + ".." + log.end() + ", " + log.bytes()
                        + " bytes");
        table.row("streams", streams + " with " + entries + " entries in " + bytes + " bytes of segments");
        table.row("checkpoints", files.checkpoints().size() + " ");
        table.row("cursors", files.cursors().size() + ", largest lag " + maxLag(files));
        table.row("producers", files.producers().size() + " ");
        table.row("in doubt", files.inDoubt().size());
        table.row("manager states", files.managerStates().size());
        table.row("losses", files.losses().size() + " not accepted");
        table.print(out);
        out.println("The next opening " + (files.nextOpening().succeeds() ? "succeeds." : "is refused."));
        files.nextOpening().steps().forEach(step -> out.println("  " + step + "."));
    }
}
