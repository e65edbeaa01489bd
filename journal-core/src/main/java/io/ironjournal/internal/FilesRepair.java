package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.NewEntry;
import io.ironjournal.files.RepairReport;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.inspect.SavedContent;
import io.ironjournal.io.Storage;
import io.ironjournal.recovery.CopyMark;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.RestoredMark;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.StreamWrites;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Copies everything whole from the files of a damaged journal into a new one. */
final class FilesRepair {

    private final SavedContent source;
    private final JournalEngine target;
    private final StreamsCopy copy;

    FilesRepair(SavedContent source, JournalEngine target) {
        this.source = source;
        this.target = target;
        this.copy = new StreamsCopy(target);
    }

    /**
     * Copies everything, then records losses and a held recovery, and only then removes the mark of a copy that has not
     * ended. So no opening takes a journal for whole that lacks records.
     *
     * @param directory the directory of the target
     */
    RepairReport run(Storage directory) throws IOException {
        long now = System.currentTimeMillis();
        mark(CopyMark.begin(now));
        for (String stream : source.streams()) {
            try (EntryIterator saved = source.entries(stream)) {
                copy.copy(stream, saved, source.firstId(stream), source.nextId(stream));
                copy.salvaged(source.salvaged());
            }
        }
        source.notes().forEach(copy::note);
        copyPositions();
        copyBranches();
        source.states().forEach(Transactions.of(target).states()::put);
        source.losses().forEach(copy::loss);
        RepairReport report = copy.report();
        // After the copy, because a journal with a loss takes no states.
        LossFile losses = LossFile.load(directory);
        for (String loss : report.losses()) {
            losses.record(loss);
        }
        if (source.isRecoveryHeld()) {
            RestoredMark.set(directory);
        }
        mark(CopyMark.end(now));
        return report;
    }

    private void mark(CursorMove mark) {
        EntryBodyBuilder record = new EntryBodyBuilder();
        record.move(mark);
        target.writer().commit(record);
    }

    private void copyPositions() throws IOException {
        StreamWrites writes = target.writer().writes();
        for (CursorMove move : source.cursors()) {
            long generation = writes.generation(move.stream());
            if (generation == 0) {
                copy.note("Cursor '" + Printable.name(move.cursor()) + "' of stream '" + Printable.name(move.stream())
                        + "' is not copied, because the stream has no entries");
                continue;
            }
            long position = Math.min(move.position(), source.nextId(move.stream()));
            EntryBodyBuilder record = new EntryBodyBuilder();
            record.move(new CursorMove(move.cursor(), move.stream(), generation, position, move.movedAt()));
            target.writer().commit(record, body -> writes.entries(body, true));
        }
        source.producers().forEach(move -> {
            EntryBodyBuilder record = new EntryBodyBuilder();
            record.move(move);
            target.writer().commit(record, body -> writes.entries(body, true));
        });
        source.eachCheckpoint(checkpoint -> {
            EntryBodyBuilder record = new EntryBodyBuilder();
            record.checkpoint(checkpoint.id());
            target.writer().commit(record, body -> writes.checkpointAt(checkpoint.cut(), body));
        });
    }

    /** Prepares branches in doubt again, so that the transaction manager finds them. */
    private void copyBranches() throws IOException {
        for (BranchId id : source.branches()) {
            Map<String, List<Entry>> sections = source.prepared(id);
            if (sections.isEmpty()) {
                copy.note("Branch " + id
                        + " is not in the new journal, because it has no entries. The cursors and producers that it"
                        + " moves and its checkpoint are not copied");
                continue;
            }
            Transactions transactions = Transactions.of(target);
            Branch branch = transactions.begin(id);
            sections.forEach((stream, entries) -> entries.forEach(
                    entry -> branch.add(stream, NewEntry.of(entry.data()).headers(entry.headers()))));
            transactions.prepare(id);
            if (source.movesPositions(id)) {
                copy.note("Branch " + id
                        + " is in doubt again, but without the cursors, producers and checkpoints that it moves");
            }
        }
    }
}
