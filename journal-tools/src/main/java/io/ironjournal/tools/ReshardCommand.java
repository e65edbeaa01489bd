package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.sharded.ShardedJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies a sharded journal into one with another number of shards. */
@Command(
        name = "reshard",
        description =
                "Copies a closed sharded journal into a new one with another number of shards. Entries get new ids.")
final class ReshardCommand extends FilesCommand {

    @Option(names = "--to", required = true, paramLabel = "NEW", description = "The directory of the new journal.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path target;

    @Option(
            names = "--shards",
            required = true,
            paramLabel = "N",
            description = "The number of shards of the new journal.")
    private int shards;

    @Option(
            names = "--key-header",
            required = true,
            paramLabel = "NAME",
            description = "The header of each entry that has its key.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String keyHeader;

    @Override
    void run(JournalFiles files, Findings findings) {
        requireSource(files);
        requireEmptyTarget();
        findings.addAll(files.findings());
        Map<String, Object> object = object(files);
        List<String> others = new ArrayList<>(files.streams());
        long entries = 0;
        Progress progress = new Progress(err());
        try (ShardedJournal journal = ShardedJournal.open(CreatedJournal.options(target), shards)) {
            List<String> sources = new ArrayList<>();
            for (int shard = 0; shard < files.shards(); shard++) {
                sources.add(journal.streamOf(shard));
            }
            others.removeAll(sources);
            for (int shard = 0; shard < shards; shard++) {
                progress.at("reshard: " + shard + " of " + shards + " shards, " + entries + " entries");
                int number = shard;
                try (MergedShards merged =
                        new MergedShards(files, sources, keyHeader, key -> journal.shardOf(key) == number)) {
                    entries += journal.importShard(shard, merged);
                    findings.addAll(merged.findings());
                }
            }
        }
        progress.end();
        end(object, findings, entries, others);
    }

    private void requireSource(JournalFiles files) {
        if (files.shards() == 0) {
            throw usage("The journal is not sharded");
        }
        if (!files.inDoubt().isEmpty()) {
            throw usage("Branches are in doubt. Let recovery decide them first, then close the journal");
        }
        if (files.isRecoveryHeld()) {
            throw usage(
                    "The journal was restored from a backup, and recovery is held. Release it first: in-doubt release DIR");
        }
        if (!files.managerStates().isEmpty()) {
            throw usage(
                    "The transaction manager has " + files.managerStates().size()
                            + " decisions in this journal. Let recovery complete their transactions first, then close the journal");
        }
    }

    private void requireEmptyTarget() {
        try (Stream<Path> content = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            if (Files.exists(target)
                    && (!Files.isDirectory(target) || content.findAny().isPresent())) {
                throw usage(target + " exists. Choose a directory that is missing or empty");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + target + " cannot be read: " + e, e);
        }
    }

    private void end(Map<String, Object> object, Findings findings, long entries, List<String> others) {
        if (json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("to", target);
            result.put("shards", shards);
            result.put("entries", entries);
            result.put("notCopied", others);
            object.putAll(result);
        } else {
            out().println("Copied " + entries + " entries into " + shards + " shards in " + target);
            others.forEach(name -> out().println("NOT COPIED: stream '" + escaped(name) + "' is not a shard"));
        }
        finish(object, findings);
    }
}
