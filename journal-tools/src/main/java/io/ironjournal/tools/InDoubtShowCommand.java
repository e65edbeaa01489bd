package io.ironjournal.tools;

import io.ironjournal.NewEntry;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.files.InDoubtContent;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a branch in doubt would write, and searches the same entries in the streams. */
@Command(
        name = "show",
        description =
                "Shows what a branch in doubt would write, and whether its streams have the same entries already.")
final class InDoubtShowCommand extends FilesCommand {

    @Parameters(index = "1", paramLabel = "ID", description = "The branch, as in-doubt prints it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String branch;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = "Search only entries at or after a time, such as 2026-03-01T08:00:00Z, 90m, 36h or 7d.")
    private @Nullable Instant since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Print at most this number of the branch's entries for each stream. Default: 100.")
    private long limit;

    @Option(names = "--data", description = "Show the bytes of entries, and the values of their headers.")
    private boolean data;

    @Option(names = "--hex", description = "Show bytes in hexadecimal. Requires --data.")
    private boolean hex;

    @Override
    void run(JournalFiles files, Findings findings) {
        findings.addAll(files.findings());
        InDoubtContent content = content(files, findings);
        boolean incomplete = !files.nextOpening().succeeds()
                || files.findings().stream().map(Finding::kind).anyMatch(FindingKind.SALVAGE::equals);
        BranchMoves moves = new BranchMoves(files, content);
        List<Object> streams = new ArrayList<>();
        if (!json()) {
            printHead(content.branch());
        }
        for (String stream : content.branch().streams()) {
            long from = since == null ? 0 : files.firstIdAt(stream, since);
            BranchInStream found = new BranchInStream(files, content, stream, from, incomplete);
            findings.addAll(found.findings());
            if (json()) {
                streams.add(found.json(listed(content, stream)));
            } else {
                found.lines().forEach(out()::println);
                print(content, found);
            }
        }
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("branch", content.branch().id());
            object.put("preparedAt", content.branch().preparedAt());
            object.put("streams", streams);
            moves.addTo(object);
        } else {
            moves.lines().forEach(out()::println);
        }
        finish(object, findings);
    }

    private InDoubtContent content(JournalFiles files, Findings findings) {
        for (InDoubtBranch known : files.inDoubt()) {
            if (known.id().toString().equals(branch)) {
                return files.inDoubtContent(known.id()).orElseThrow();
            }
        }
        findings.print(err());
        throw usage("No branch " + branch + " is in doubt. List the branches with in-doubt DIR");
    }

    private void printHead(InDoubtBranch shown) {
        out().println("Branch " + shown.id() + ", prepared " + shown.preparedAt() + ", would write " + shown.entries()
                + (shown.entries() == 1 ? " entry" : " entries"));
    }

    private void print(InDoubtContent content, BranchInStream found) {
        EntryText text = new EntryText(data, hex);
        Iterator<NewEntry> entries = content.entries(found.stream());
        for (long number = 1; number <= limit && entries.hasNext(); number++) {
            out().println("  " + number + "  " + text.line(entries.next()));
        }
        if (entries.hasNext()) {
            out().println("  " + (found.entries() - limit) + " more entries: raise --limit to see them");
        }
    }

    private List<Map<String, Object>> listed(InDoubtContent content, String stream) {
        EntryText text = new EntryText(data, hex);
        List<Map<String, Object>> listed = new ArrayList<>();
        Iterator<NewEntry> entries = content.entries(stream);
        while (listed.size() < limit && entries.hasNext()) {
            listed.add(text.json(entries.next()));
        }
        return listed;
    }
}
