package io.ironjournal.scenario;

import io.ironjournal.CursorInfo;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.ProducerInfo;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.ShardedJournal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that readers see of a journal, a line for each part. */
final class JournalDump {

    private JournalDump() {}

    static List<String> of(Journal journal) {
        List<String> lines = new ArrayList<>();
        for (String stream : journal.streams()) {
            lines.add(stream + " from " + journal.firstId(stream) + " to " + journal.nextId(stream));
            try (EntryIterator entries = journal.iterate(stream, journal.firstId(stream))) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    lines.add(stream + " " + entry.id() + " " + entry.time() + " " + entry.headers() + " "
                            + entry.data().length + " bytes, hash " + Arrays.hashCode(entry.data()));
                }
            }
        }
        for (CursorInfo cursor : journal.cursors()) {
            lines.add("cursor " + cursor);
        }
        for (ProducerInfo producer : journal.producers()) {
            lines.add("producer " + producer);
        }
        return lines;
    }

    static List<String> of(ShardedJournal journal) {
        List<String> lines = of(journal.journal());
        for (CheckpointInfo checkpoint : journal.listCheckpoints()) {
            String offsets;
            try {
                offsets = journal.loadCheckpoint(checkpoint.id()).toString();
            } catch (CheckpointPrunedException e) {
                offsets = "pruned";
            }
            lines.add("checkpoint " + Arrays.toString(checkpoint.id()) + " " + checkpoint.createdAt() + " " + offsets);
        }
        return lines;
    }
}
