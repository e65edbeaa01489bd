package io.ironjournal.tools;

import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.LogInfo;
import io.ironjournal.files.Severity;
import io.ironjournal.files.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** Checks the files. */
@Command(
        name = "verify",
        description = "Checks headers, indexes, the catalogue against files, and positions; with --deep all checksums.")
final class VerifyCommand extends FilesCommand {

    private static final int NAMED_IDS = 10;

    @Option(names = "--deep", description = "Check the checksums of all entries, too. This reads all files.")
    private boolean deep;

    @Option(names = "--stream", paramLabel = "STREAM", description = "Check only this stream.")
    private @Nullable String stream;

    @Override
    void run(JournalFiles files, Findings findings) {
        Table table = new Table();
        List<Object> items = new ArrayList<>();
        findings.addAll(files.findings());
        if (stream == null) {
            files.verifyOthers(findings::add);
            table.row("log", logRange(files.log()), status(logFindings(files)));
        }
        List<String> names = stream == null ? files.streams() : List.of(stream);
        Progress progress = new Progress(err());
        for (int i = 0; i < names.size(); i++) {
            progress.at("verify: " + i + " of " + names.size() + " streams, now " + escaped(names.get(i)));
            List<Finding> found = new ArrayList<>();
            Verification checked = files.verify(names.get(i), deep, found::add);
            findings.addAll(found);
            table.row(
                    escaped(checked.stream()),
                    checked.firstId() < checked.nextId()
                            ? checked.firstId() + ".." + (checked.nextId() - 1)
                            : "empty, next id " + checked.nextId(),
                    checked.segments() + (checked.segments() == 1 ? " segment" : " segments"),
                    status(found));
            items.add(item(checked));
        }
        progress.end();
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("deep", deep);
            object.put("streams", items);
        } else {
            table.print(out());
        }
        finish(object, findings);
    }

    private static String logRange(LogInfo log) {
        return log.files().size() + " segments, LSN " + log.lowWaterMark() + ".." + log.end();
    }

    private static List<Finding> logFindings(JournalFiles files) {
        return files.findings().stream()
                .filter(finding -> finding.kind().name().startsWith("LOG_")
                        || finding.kind() == FindingKind.TORN_TAIL
                        || finding.kind() == FindingKind.FOREIGN_FILE)
                .toList();
    }

    private static String status(List<Finding> findings) {
        List<String> ids = new ArrayList<>();
        long entries = 0;
        boolean serious = false;
        for (Finding finding : findings) {
            serious |= finding.kind().severity() != Severity.NOTE;
            OptionalLong first = finding.firstId();
            long last = finding.endId().orElse(first.orElse(0) + 1) - 1;
            if (first.isPresent() && last >= first.getAsLong()) {
                entries += last - first.getAsLong() + 1;
                ids.add(last == first.getAsLong() ? "" + last : first.getAsLong() + ".." + last);
            }
        }
        if (entries > 0) {
            String more = ids.size() > NAMED_IDS ? ", …" : "";
            return entries
                    + (entries == 1 ? " damaged entry: " : " damaged entries: ")
                    + String.join(", ", ids.subList(0, Math.min(NAMED_IDS, ids.size())))
                    + more;
        }
        if (!serious) {
            return "ok";
        }
        Finding first = findings.get(0);
        String place = first.file().map(VerifyCommand::fileName).orElse("");
        return Ansi.AUTO.string("@|red DAMAGED|@ ")
                + place
                + (first.offset().isPresent() ? " @" + first.offset().getAsLong() : "");
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static Map<String, Object> item(Verification checked) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("stream", checked.stream());
        item.put("firstId", checked.firstId());
        item.put("nextId", checked.nextId());
        item.put("segments", checked.segments());
        item.put("findings", checked.findings());
        item.put("damagedEntries", checked.damagedEntries());
        return item;
    }
}
