package io.ironjournal.tools;

import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.JournalArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A command that reads an archive of truncated segments. It changes nothing. */
@Command(mixinStandardHelpOptions = true)
abstract class ArchiveFilesCommand extends PrintingCommand {

    /** Optional for picocli only, because subcommands have their own. */
    @Parameters(index = "0", arity = "0..1", paramLabel = "ARCHIVE", description = "The directory of the archive.")
    private @Nullable Path directory;

    @Override
    public final Integer call() {
        Path given = directory;
        if (given == null) {
            throw usage("Missing required parameter: 'ARCHIVE'");
        }
        JournalArchive archive = JournalArchive.openReadOnly(given);
        if (archive.streams().isEmpty()) {
            err().println("There are no archived segments in " + given + ". Check the path, and whether its volume is"
                    + " mounted. In the directory of a journal, use the command ls");
            err().flush();
            return ExitCodes.UNREADABLE;
        }
        Findings findings = Findings.ofArchive(given.toString());
        findings.addAll(archive.findings());
        run(archive, findings);
        out().flush();
        err().flush();
        return findings.exitCode();
    }

    /** Prints what the command shows, and adds findings. */
    abstract void run(JournalArchive archive, Findings findings);

    /**
     * Chooses the newest generation of streams.
     *
     * @param names the streams; empty for all
     * @param journal the journal from which they came; null if only one uses the archive
     */
    final List<ArchivedStream> choose(JournalArchive archive, List<String> names, @Nullable UUID journal) {
        Map<String, ArchivedStream> chosen = new LinkedHashMap<>();
        for (ArchivedStream stream : archive.streams()) {
            boolean wanted = names.isEmpty() || names.contains(stream.stream());
            if (wanted && (journal == null || journal.equals(stream.journalId()))) {
                ArchivedStream before = chosen.get(stream.stream());
                if (before != null && !before.journalId().equals(stream.journalId())) {
                    throw usage("Several journals use this archive. Choose one with --journal " + before.journalId()
                            + " or --journal " + stream.journalId());
                }
                chosen.merge(stream.stream(), stream, ArchiveFilesCommand::newer);
            }
        }
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(chosen.keySet());
        if (!missing.isEmpty()) {
            throw usage("The archive has no stream '" + FilesCommand.escaped(missing.get(0)) + "'");
        }
        return List.copyOf(chosen.values());
    }

    private static ArchivedStream newer(ArchivedStream one, ArchivedStream other) {
        return Comparator.comparingLong(ArchivedStream::generation).compare(one, other) > 0 ? one : other;
    }

    /** Begins a JSON object with what all commands print. */
    final Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("command", name());
        object.put("archive", directory);
        return object;
    }
}
