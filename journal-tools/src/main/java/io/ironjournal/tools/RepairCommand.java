package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.LostRange;
import io.ironjournal.files.RepairReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies everything whole into a new journal. */
@Command(
        name = "repair",
        description =
                "Copies everything whole into a new journal, with the same ids, and writes a list of what is lost."
                        + " The damaged directory is only read.")
final class RepairCommand extends FilesCommand {

    private static final String LIST = "REPAIR-LOSSES.txt";

    @Option(names = "--to", required = true, paramLabel = "NEW", description = "The directory of the new journal.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path target;

    @Override
    boolean repairs() {
        return true;
    }

    @Override
    void run(JournalFiles files, Findings findings) {
        RepairReport report = files.repairTo(CreatedJournal.options(target));
        List<String> inDoubt = inDoubt();
        List<String> lines = lines(files, report);
        lines.addAll(nextFor(inDoubt));
        try {
            Files.write(target.resolve(LIST), lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The list of losses cannot be written: " + e.getMessage(), e);
        }
        boolean lossy = !report.lost().isEmpty()
                || !report.notes().isEmpty()
                || !report.losses().isEmpty();
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("to", target);
            object.put("streams", report.streams());
            object.put("entries", report.entries());
            object.put("salvaged", report.salvaged());
            object.put("lost", report.lost().stream().map(RepairCommand::item).toList());
            object.put("notes", report.notes());
            object.put("losses", report.losses());
            object.put("inDoubt", inDoubt);
            object.put("next", nextFor(inDoubt));
            object.put("findings", findings.json());
            out().println(Json.of(object));
        } else {
            lines.forEach(out()::println);
            out().println("The list is also in " + target.resolve(LIST));
        }
        if (lossy) {
            exitWith(ExitCodes.FINDINGS);
        }
    }

    private List<String> lines(JournalFiles files, RepairReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Saved " + report.entries() + " entries of " + report.streams() + " streams from " + files.directory()
                + " into " + target);
        if (report.salvaged() > 0) {
            lines.add(report.salvaged() + " of them were found behind the end of the damaged commit log");
        }
        for (LostRange range : report.lost()) {
            lines.add("LOST: stream '" + escaped(range.stream()) + "', "
                    + (range.endId() - range.firstId() == 1
                            ? "entry " + range.firstId()
                            : "entries " + range.firstId() + " to " + (range.endId() - 1)));
        }
        report.notes().forEach(note -> lines.add("NOTE: " + note));
        report.losses().forEach(loss -> lines.add("LOSS: " + loss));
        if (!report.losses().isEmpty()) {
            lines.add("The new journal has " + target.resolve("LOSS")
                    + ". Until the loss is accepted, it answers nothing about"
                    + " branches in doubt and states of a transaction manager");
            lines.add(
                    "Next: open it without the transaction manager, and accept the loss: call Transactions.of(journal).acceptLoss(),"
                            + " or do it by JMX. Then decide all branches by hand: 'ironjournal in-doubt show' says whether their"
                            + " entries are in the streams already. Decide those of the databases, too. Start the transaction"
                            + " manager last. docs/transactions.md, 'After a loss', has the rules");
        }
        if (!report.lost().isEmpty()) {
            lines.add("A lost entry before a saved one is an entry without bytes, with the header ironjournal-lost");
        }
        return lines;
    }

    /** Returns the branches that the repair has prepared again. */
    private List<String> inDoubt() {
        try (JournalFiles repaired = JournalFiles.openReadOnly(target)) {
            return repaired.inDoubt().stream()
                    .map(branch -> branch.id().toString())
                    .toList();
        }
    }

    /** Says what to do about branches, because recovery looks for the journal with the earlier id. */
    private List<String> nextFor(List<String> inDoubt) {
        if (inDoubt.isEmpty()) {
            return List.of();
        }
        return List.of("IN DOUBT: The new journal has branches in doubt: " + inDoubt.size()
                + ". It has an id of its own, so recovery does not find it by the decisions in the log of the transaction"
                + " manager, and commits none of these branches. Decide them by hand before you start the application:"
                + " 'ironjournal in-doubt "
                + target + "' lists them, and 'ironjournal in-doubt commit' or 'ironjournal in-doubt rollback' decides"
                + " each. docs/transactions.md, 'Deciding all branches by hand', has the rules");
    }

    private static Map<String, Object> item(LostRange range) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("stream", range.stream());
        item.put("firstId", range.firstId());
        item.put("endId", range.endId());
        return item;
    }
}
