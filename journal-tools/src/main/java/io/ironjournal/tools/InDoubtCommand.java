package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists the branches in doubt, and the states of a transaction manager that has its log in the journal. */
@Command(
        name = "in-doubt",
        description =
                "Lists the transaction branches that are prepared and not decided, oldest first, and the decisions of a"
                        + " transaction manager that has its log in the journal.",
        subcommands = {
            InDoubtShowCommand.class,
            InDoubtCommitCommand.class,
            InDoubtRollbackCommand.class,
            InDoubtReleaseCommand.class
        })
final class InDoubtCommand extends FilesCommand {

    @Override
    void run(JournalFiles files, Findings findings) {
        findings.addAll(files.findings());
        Table table = new Table().row("BRANCH", "AGE", "ENTRIES", "BYTES", "STREAMS");
        List<Object> items = new ArrayList<>();
        for (InDoubtBranch branch : files.inDoubt()) {
            Duration age =
                    Duration.between(branch.preparedAt(), Clock.systemUTC().instant());
            List<String> streams =
                    branch.streams().stream().map(FilesCommand::escaped).toList();
            table.row(branch.id(), age.toSeconds() + " s", branch.entries(), branch.bytes(), String.join(" ", streams));
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("branch", branch.id());
            item.put("preparedAt", branch.preparedAt());
            item.put("entries", branch.entries());
            item.put("bytes", branch.bytes());
            item.put("streams", branch.streams());
            items.add(item);
        }
        Map<String, Object> object = object(files);
        List<String> states = files.managerStates();
        if (json()) {
            object.put("branches", items);
            object.put("managerStates", states);
            object.put("recoveryHeld", files.isRecoveryHeld());
        } else {
            table.print(out());
            if (!states.isEmpty()) {
                out().println("States of the transaction manager, such as its decisions:");
                states.forEach(key -> out().println("  " + escaped(key)));
            }
            if (files.isRecoveryHeld()) {
                out().println(
                                "Restored from a backup. If a transaction manager has its log here, its recovery is held until"
                                        + " in-doubt release DIR");
            }
        }
        finish(object, findings);
    }
}
